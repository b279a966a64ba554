/** Suggestions for what somebody has typed so far. */
import { Arg, Ctx, createUnionType, Field, Float, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { EntityKind } from '../base/news.ts';
import type { EntityRow } from '../store/entities.ts';
import { type Suggested, suggest } from '../store/searchSuggest.ts';
import type { SourceRow } from '../store/sources.ts';
import { listSize } from './connection.ts';
import type { GraphContext } from './context.ts';
import { nameIn, Organization, Person, Place } from './entity.ts';
import { EntityKindEnum } from './enums.ts';
import { LanguageTag } from './scalars.ts';
import { Source } from './source.ts';

export const Suggestible = createUnionType({
  name: 'Suggestible',
  description: 'What can be suggested.',
  types: () => [Person, Organization, Place, Source] as const,
});

/** The object type of what a suggestion leads to; see schema.ts. */
export const suggestibleTypeOf = (
  value: { kind: EntityKind } | SourceRow,
): 'Person' | 'Place' | 'Organization' | 'Source' => {
  if ('domain' in value) return 'Source';
  if (value.kind === 'PERSON') return 'Person';
  return value.kind === 'PLACE' ? 'Place' : 'Organization';
};

@ObjectType({ simpleResolvers: true, description: 'Something whose name begins with, or resembles, a text.' })
export class Suggestion {
  @Field(() => String, { description: 'Its name, in the language asked for where it is known.' })
  text!: string;

  @Field(() => String, { description: 'The name of it that fitted the text.' })
  matched!: string;

  @Field(() => Suggestible, { description: 'The person, organization, place or source.' })
  node!: object;

  @Field(() => Float, {
    description:
      '0 to 1: 1 for the whole name, 0.9 where a word of it begins so, less where it only resembles.',
  })
  score!: number;
}

async function suggestionOf(
  { loaders }: GraphContext,
  { of, rowId, matched, score }: Suggested,
  language: string | null,
): Promise<Suggestion | null> {
  if (of === 'source') {
    const node: SourceRow | null = await loaders.source.load(rowId);
    return node && { text: node.name, matched, node, score };
  }
  const node: EntityRow | null = await loaders.entity.load(rowId);
  return node && { text: nameIn(node, language), matched, node, score };
}

@Resolver()
export class SuggestResolver {
  @Query(() => [Suggestion], {
    description:
      'People, organizations, places and sources by any of their names, as one types: whole names and beginnings first, the most mentioned in front, then names that resemble the text.',
  })
  async suggest(
    @Ctx() context: GraphContext,
    @Arg('prefix', () => String, {
      description:
        'What was typed; case and accents do not matter. Without a letter or digit it suggests nothing.',
    })
    prefix: string,
    @Arg('kinds', () => [EntityKindEnum], {
      nullable: true,
      description: 'Only entities of these kinds; also sources when not given.',
    })
    kinds: EntityKind[] | null,
    @Arg('language', () => LanguageTag, { nullable: true, description: 'Language of the names in text.' })
    language: string | null,
    @Arg('first', () => Int, { defaultValue: 10, description: 'How many at most, 1 to 100.' }) first: number,
  ): Promise<Suggestion[]> {
    const found = await suggest(context.database, prefix, kinds ?? null, listSize(first, 'first'));
    const shown = await Promise.all(found.map((row) => suggestionOf(context, row, language ?? null)));
    return shown.filter((suggestion) => suggestion !== null);
  }
}
