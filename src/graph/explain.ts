/** A query of `articles` looked at before it is run. */
import { Arg, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { type Estimate, estimateArticles, type NamedValue, unknownValues } from '../store/explain.ts';
import type { ArticleFilter } from '../store/filter.ts';
import { onlyFunctionWords } from '../store/searchMatch.ts';
import { rankedMatches } from '../store/searchMatches.ts';
import type { Search } from '../store/searchNames.ts';
import { printSearchQuery } from '../store/searchPrint.ts';
import type { SearchNode } from '../store/searchQuery.ts';
import { articleFilterOf, scopeOf, searchOf } from './articleFilter.ts';
import type { GraphContext } from './context.ts';
import { pageSize, prices } from './costs.ts';
import { ArticleFilterInput } from './filters.ts';

@ObjectType({
  simpleResolvers: true,
  description: 'What a query of `articles` means and may bring, found out without running it.',
})
export class QueryExplanation {
  @Field(() => String, {
    description:
      'The full-text query as it was understood: words folded, groups in parentheses. Empty when it sets no condition.',
  })
  normalizedQuery!: string;

  @Field(() => Int, {
    description:
      'How many articles match, by the statistics of the database: an estimate, at its worst for rare words and for conditions that go together. COLLAPSE is left out of it.',
  })
  estimatedRows!: number;

  @Field(() => Int, {
    description: 'Points that `articles` costs with this query and a page of 20 without further lists.',
  })
  estimatedCost!: number;

  @Field(() => [String], {
    description:
      'What is probably not meant, a sentence each: ids and names that nobody has, words that say nothing, a list too long to be read.',
  })
  warnings!: string[];
}

/** A list of which more than this share matches was hardly meant to be read. */
const broadShare = 0.1;

const longestShown = 80;
const shown = (value: string) =>
  JSON.stringify(value.length > longestShown ? `${value.slice(0, longestShown)}…` : value);

function emptyLists(filter: ArticleFilter, path = 'filter'): string[] {
  const own = Object.entries(filter).flatMap(([field, value]) =>
    Array.isArray(value) && value.length === 0 && field !== 'and' ? [`${path}.${field}`] : [],
  );
  const parts = (['and', 'or'] as const).flatMap((name) =>
    (filter[name] ?? []).flatMap((part, i) => emptyLists(part, `${path}.${name}.${i}`)),
  );
  return [...own, ...parts, ...(filter.not ? emptyLists(filter.not, `${path}.not`) : [])];
}

const ofFilter = (filter: ArticleFilter, unknown: readonly NamedValue[]): string[] => [
  ...emptyLists(filter).map((path) => `${path} is an empty list, which matches nothing.`),
  ...unknown.map(({ path, value }) => `filter.${path}: nobody has ${shown(value)}; it matches nothing.`),
];

function isOnlyExcluding(node: SearchNode): boolean {
  if (node.kind === 'all' || node.kind === 'either') return node.parts.every(isOnlyExcluding);
  return node.kind === 'not';
}

function ofQuery({ node, named }: Search): string[] {
  const nobody = [...named].filter(([, ids]) => ids.length === 0).map(([name]) => name);
  const words = onlyFunctionWords(node);
  return [
    ...nobody.map((name) => `query: ${shown(name)} names nobody; it matches nothing.`),
    ...(words.length > 0
      ? [`query: ${words.join(', ')}: function words alone, which stand in most articles of their language.`]
      : []),
    ...(isOnlyExcluding(node) ? ['query: it only excludes, so that every other article matches.'] : []),
  ];
}

function ofLength({ found, of }: Estimate): string[] {
  if (found <= rankedMatches || found <= broadShare * of) return [];
  const share = Math.round((100 * found) / of);
  return [
    `It matches about ${found} articles, ${share} % of all; by RELEVANCE the newest ${rankedMatches} are ranked. More words, published or minSalience narrow it.`,
  ];
}

@Resolver()
export class ExplainResolver {
  @Query(() => QueryExplanation, {
    description:
      'What `articles` would make of a query and a filter: how they are understood, how much they may bring, and what is probably not meant. Nothing is searched; a query or filter that `articles` refuses is refused alike.',
  })
  async explain(
    @Ctx() context: GraphContext,
    @Arg('query', () => String, { nullable: true, description: 'Words to match, as in `articles`.' })
    query: string | null,
    @Arg('filter', () => ArticleFilterInput, { nullable: true, description: 'Conditions, as in `articles`.' })
    input: ArticleFilterInput | null,
  ): Promise<QueryExplanation> {
    const { database, at } = context;
    const text = query ?? null;
    const filter = input && articleFilterOf(input, at);
    const [search, scope, unknown] = await Promise.all([
      searchOf(context, text),
      scopeOf(context, input),
      filter ? unknownValues(database, filter) : [],
    ]);
    const estimate = await estimateArticles(database, search, scope);
    const warnings = [
      ...(filter ? ofFilter(filter, unknown) : []),
      ...(search ? ofQuery(search) : []),
      ...ofLength(estimate),
    ];
    return {
      normalizedQuery: search ? printSearchQuery(search.node) : '',
      estimatedRows: Math.round(estimate.found),
      estimatedCost:
        1 + (text === null ? 0 : prices.search) + Math.ceil(pageSize.usual / prices.objectsPerPoint),
      warnings,
    };
  }
}
