/** The change feed: what came, changed and went since a client last asked. */
import {
  Arg,
  Ctx,
  createUnionType,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { AppError } from '../base/errors.ts';
import { type ChangeOp, type ChangeRow, changesAfter } from '../store/changes.ts';
import { Article } from './article.ts';
import type { GraphContext } from './context.ts';
import { Organization, Person, Place } from './entity.ts';
import { ChangeOpEnum } from './enums.ts';
import { nodeById } from './lookups.ts';
import { DateTime, SyncToken } from './scalars.ts';
import { Source } from './source.ts';
import { Story } from './story.ts';

/** Types whose changes are logged. */
const changeableTypes = ['Article', 'Organization', 'Person', 'Place', 'Source', 'Story'];

const Changeable = createUnionType({
  name: 'Changeable',
  description: 'Whatever the change feed tells of.',
  types: () => [Article, Story, Person, Organization, Place, Source] as const,
});

/** Changes are small: more of them fit a page than nodes of a list. */
const mostChanges = 500;

@ObjectType({ simpleResolvers: true, description: 'One change of one node.' })
export class Change {
  @Field(() => String, {
    description: 'Its place in the log: a whole number as text, which only ever grows; some are left out.',
  })
  sequence!: string;

  @Field(() => DateTime, { description: 'When it happened.' })
  at!: Date;

  @Field(() => ChangeOpEnum, { description: 'What happened.' })
  op!: ChangeOp;

  @Field(() => ID, { description: 'Id of the node; of one that was merged, the id that it had.' })
  id!: string;

  @Field(() => String, { description: 'Name of its type, as __typename gives it.' })
  typename!: string;

  @Field(() => [String], { description: 'Fields that changed; empty when any may have.' })
  changedFields!: string[];
}

@ObjectType({ simpleResolvers: true, description: 'Changes in the order they happened, and where to go on.' })
export class ChangeBatch {
  @Field(() => [Change], { description: 'Oldest first. A node may be told of more than once.' })
  changes!: Change[];

  @Field(() => SyncToken, { description: 'Give it as `since` next time.' })
  syncToken!: string;

  @Field(() => Boolean, { description: 'True when more is waiting already.' })
  hasMore!: boolean;

  @Field(() => Boolean, {
    description:
      'True when the token is none of this log (a database restored): drop your copy and start over.',
  })
  resetRequired!: boolean;
}

const tokenForm = /^c1-(\d{1,15})$/;

function sequenceOf(token: string | null): number {
  if (token === null) return 0;
  const text = Buffer.from(token, 'base64url').toString('latin1');
  const sequence = tokenForm.exec(text)?.[1];
  if (sequence === undefined) throw new AppError('BAD_CURSOR', 'since is not a syncToken of this graph.');
  return Number(sequence);
}

const tokenOf = (sequence: number): string => Buffer.from(`c1-${sequence}`).toString('base64url');

const changeOf = ({ nodeId, sequence, ...row }: ChangeRow): Change => ({
  ...row,
  id: nodeId,
  sequence: String(sequence),
});

/** @throws AppError BAD_INPUT for a name that is no type of the feed: a misspelt one would hide changes for ever. */
function checkTypes(typenames: readonly string[] | null): void {
  const unknown = typenames?.find((name) => !changeableTypes.includes(name));
  if (unknown === undefined) return;
  throw new AppError(
    'BAD_INPUT',
    `typenames takes ${changeableTypes.join(', ')}, not ${unknown.slice(0, 50)}.`,
    {
      data: { argument: 'typenames', allowed: changeableTypes },
    },
  );
}

@Resolver(() => Change)
export class ChangesResolver {
  @Query(() => ChangeBatch, {
    description:
      'Everything that changed since a token, in one order that no change is ever put into later; without a token from the beginning. What is gone stays as a tombstone.',
  })
  async changes(
    @Ctx() { database }: GraphContext,
    @Arg('since', () => SyncToken, { nullable: true, description: 'syncToken of the last batch.' })
    since: string | null,
    @Arg('typenames', () => [String], {
      nullable: true,
      description: 'Only changes of these types: Article, Organization, Person, Place, Source, Story.',
    })
    typenames: string[] | null,
    @Arg('first', () => Int, { defaultValue: 100, description: 'How many at most, 1 to 500.' })
    first: number,
  ): Promise<ChangeBatch> {
    if (!Number.isInteger(first) || first < 1 || first > mostChanges) {
      throw new AppError('BAD_INPUT', `first must be between 1 and ${mostChanges}, not ${first}.`, {
        data: { argument: 'first', min: 1, max: mostChanges, given: first },
      });
    }
    checkTypes(typenames ?? null);
    const after = sequenceOf(since ?? null);
    const page = await changesAfter(database, after, { typenames: typenames ?? null, limit: first });
    if (page === null) return { changes: [], syncToken: tokenOf(0), hasMore: true, resetRequired: true };
    const { hasMore, upTo } = page;
    return { changes: page.changes.map(changeOf), syncToken: tokenOf(upTo), hasMore, resetRequired: false };
  }

  @FieldResolver(() => Changeable, {
    nullable: true,
    description:
      'The node as it is now, of a merged one the survivor; null when it is gone (then the id is the tombstone: drop your copy).',
  })
  node(@Root() { id, op }: Change, @Ctx() context: GraphContext): Promise<{ id: string } | null> | null {
    return op === 'WITHDRAWN' || op === 'DELETED' ? null : nodeById(id, context);
  }
}
