/** Curation in the graph: mutations for editors. What may go wrong comes back as data; a missing scope is FORBIDDEN. */
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { AppError } from '../base/errors.ts';
import { foldName } from '../base/foldName.ts';
import type { CurationAction as ActionRow, Editor } from '../store/curationActions.ts';
import { addAlias } from '../store/curationAliases.ts';
import { mergeEntities } from '../store/curationMerge.ts';
import { undoCuration } from '../store/curationUndo.ts';
import { type EntityRow, findEntities } from '../store/entities.ts';
import type { GraphContext } from './context.ts';
import { Entity } from './entity.ts';
import { Node } from './node.ts';
import { DateTime, LanguageTag } from './scalars.ts';
import { RequiresScope } from './scopes.ts';
import { CurationError, type Failure, failureOf, mutationId, refuseNul } from './userErrors.ts';

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'Something that an editor did; it can be undone.',
})
export class CurationAction extends Node implements Omit<ActionRow, 'undoneBy'> {
  @Field(() => DateTime, { description: 'When.' })
  at!: Date;

  @Field(() => String, { description: 'Who: the name of an API key, or of a person at the command line.' })
  by!: string;

  @Field(() => String, { description: 'MERGE, SPLIT, ALIAS, REMOVE_ALIAS, SUPPRESS or DISMISS.' })
  kind!: ActionRow['kind'];

  @Field(() => String, { description: 'What was done, in a sentence.' })
  summary!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was undone; null while it stands.' })
  undoneAt!: Date | null;
}

@InputType({ description: 'Which entities are one.' })
export class MergeEntitiesInput {
  @Field(() => String, mutationId)
  clientMutationId?: string | null;

  @Field(() => ID, { description: 'Entity that stays.' })
  survivorId!: string;

  @Field(() => [ID], { description: 'Entities that become it, of the same kind; at most 100.' })
  mergedIds!: string[];

  @Field(() => String, { description: 'Why; it is kept in the log.' })
  reason!: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Only count what would be affected.',
  })
  dryRun?: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a merge.' })
export class MergeEntitiesPayload {
  @Field(() => String, mutationId)
  clientMutationId!: string | null;

  @Field(() => Entity, { nullable: true, description: 'The survivor as it is now.' })
  entity!: EntityRow | null;

  @Field(() => CurationAction, {
    nullable: true,
    description: 'What was done; null for a dry run and when something went wrong.',
  })
  curationAction!: ActionRow | null;

  @Field(() => Int, { nullable: true, description: 'Occurrences of names that moved, or would.' })
  affectedMentions!: number | null;

  @Field(() => [CurationError], { description: 'What went wrong; empty when nothing did.' })
  errors!: Failure[];
}

@InputType({ description: 'Which name to give to what.' })
export class AddAliasInput {
  @Field(() => String, mutationId)
  clientMutationId?: string | null;

  @Field(() => ID, { description: 'The entity.' })
  entityId!: string;

  @Field(() => String, { description: 'The name, 200 characters at most.' })
  name!: string;

  @Field(() => LanguageTag, { nullable: true, description: 'Language that uses it; all when absent.' })
  language?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a new name.' })
export class AddAliasPayload {
  @Field(() => String, mutationId)
  clientMutationId!: string | null;

  @Field(() => Entity, { nullable: true, description: 'The entity as it is now.' })
  entity!: EntityRow | null;

  @Field(() => CurationAction, {
    nullable: true,
    description:
      'What was done; null when an editor had given the name before, and when something went wrong.',
  })
  curationAction!: ActionRow | null;

  @Field(() => [CurationError], { description: 'What went wrong; empty when nothing did.' })
  errors!: Failure[];
}

@InputType({ description: 'Which action to undo.' })
export class UndoCurationInput {
  @Field(() => String, mutationId)
  clientMutationId?: string | null;

  @Field(() => ID, { description: 'The action.' })
  actionId!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of an undoing.' })
export class UndoCurationPayload {
  @Field(() => String, mutationId)
  clientMutationId!: string | null;

  @Field(() => CurationAction, {
    nullable: true,
    description: 'The action, undone now or before; null when something went wrong.',
  })
  undone!: ActionRow | null;

  @Field(() => [CurationError], { description: 'What went wrong; empty when nothing did.' })
  errors!: Failure[];
}

const mostMerged = 100;

/** Who does it: the key, since a scope beyond reading needs one. */
export const editorOf = ({ viewer, at }: GraphContext): Editor => ({
  actor: viewer.keyName ?? viewer.keyPrefix ?? 'unknown',
  now: at,
});

/** An entity as it is after a change; the request's loaders may remember it as it was. */
const entityNow = async ({ database }: GraphContext, id: string): Promise<EntityRow | null> =>
  (await findEntities(database, 'publicId', [id])).get(id) ?? null;

@Resolver()
export class CurationResolver {
  @Mutation(() => MergeEntitiesPayload, {
    nullable: true,
    description: 'Makes several entities one. Their ids lead to the survivor for ever; counts move at once.',
  })
  @RequiresScope('CURATE')
  async mergeEntities(
    @Ctx() context: GraphContext,
    @Arg('input', () => MergeEntitiesInput, { description: 'Which.' }) input: MergeEntitiesInput,
  ): Promise<MergeEntitiesPayload> {
    const { clientMutationId = null, survivorId: survivor, mergedIds: merged, reason, dryRun } = input;
    const nothing = { clientMutationId, entity: null, curationAction: null, affectedMentions: null };
    try {
      refuseNul([survivor, reason, ...merged]);
      if (merged.length > mostMerged) {
        throw new AppError('BAD_INPUT', `mergedIds takes at most ${mostMerged} ids, not ${merged.length}.`);
      }
      const request = { survivor, merged, reason, dryRun: dryRun ?? false };
      const { entityId, affected, action } = await mergeEntities(
        context.database,
        request,
        editorOf(context),
      );
      const entity = await entityNow(context, entityId);
      return {
        ...{ clientMutationId, entity, curationAction: action },
        affectedMentions: affected.mentions,
        errors: [],
      };
    } catch (thrown) {
      return { ...nothing, errors: [failureOf(thrown, ['input'])] };
    }
  }

  @Mutation(() => AddAliasPayload, {
    nullable: true,
    description: 'Gives an entity a name; later articles that use it are about the entity.',
  })
  @RequiresScope('CURATE')
  async addAlias(
    @Ctx() context: GraphContext,
    @Arg('input', () => AddAliasInput, { description: 'Which name.' }) input: AddAliasInput,
  ): Promise<AddAliasPayload> {
    const { clientMutationId = null, entityId: entity, language = null } = input;
    try {
      const name = input.name.trim();
      refuseNul([entity, name]);
      const tag = language === null ? null : (language.split('-')[0] ?? language).toLowerCase();
      const request = { entity, name, folded: foldName(name), language: tag };
      const outcome = await addAlias(context.database, request, editorOf(context));
      const now = await entityNow(context, outcome.entityId);
      return { clientMutationId, entity: now, curationAction: outcome.action, errors: [] };
    } catch (thrown) {
      const errors = [failureOf(thrown, ['input'])];
      return { clientMutationId, entity: null, curationAction: null, errors };
    }
  }

  @Mutation(() => UndoCurationPayload, {
    nullable: true,
    description: 'Undoes an action; one that was undone before is answered as it is.',
  })
  @RequiresScope('CURATE')
  async undoCuration(
    @Ctx() context: GraphContext,
    @Arg('input', () => UndoCurationInput, { description: 'Which.' }) input: UndoCurationInput,
  ): Promise<UndoCurationPayload> {
    const { clientMutationId = null, actionId } = input;
    try {
      refuseNul([actionId]);
      const undone = await undoCuration(context.database, actionId, editorOf(context));
      return { clientMutationId, undone, errors: [] };
    } catch (thrown) {
      return { clientMutationId, undone: null, errors: [failureOf(thrown, ['input', 'actionId'])] };
    }
  }
}
