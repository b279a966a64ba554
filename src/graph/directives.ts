/**
 * What the printed schema says of fields beside their types: what they cost, how lists are bounded, and how long answers
 * keep. Costs are those of costs.ts; the hints for caches stand here, and serve/cachePolicy.ts reads them as marked.
 */
import {
  DirectiveLocation,
  GraphQLDirective,
  GraphQLEnumType,
  type GraphQLField,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLSchema,
  GraphQLString,
  isObjectType,
} from 'graphql';
import {
  assumedSize,
  fieldWeights,
  isListOfObjects,
  prices,
  searchArgument,
  shortListSize,
  sizedFields,
  slicingArguments,
  weightExtension,
  weightOf,
} from './costs.ts';
import { behind, fieldsOf, inserted, type OwnedField } from './sdl.ts';

/** How long an answer with a field keeps, and for whom. */
export interface CacheHint {
  /** Seconds; absent where the field keeps as long as what is around it. */
  maxAge?: number;
  scope?: 'PUBLIC' | 'PRIVATE';
  /**
   * What tells that the field is out of date: a new trending run, an entry of the change log, or nothing but the clock.
   * The log unless it says otherwise.
   */
  follows?: 'runs' | 'log' | 'clock';
}

const ofRun: CacheHint = { maxAge: 60, scope: 'PUBLIC', follows: 'runs' };
const ofLog: CacheHint = { maxAge: 5, scope: 'PUBLIC' };
const ofClock: CacheHint = { maxAge: 5, follows: 'clock' };

/** Fields of `Query` without a hint are for the caller alone and are not kept. */
const cacheHints: Readonly<Record<string, CacheHint>> = {
  'Query.trending': ofRun,
  'Query.trendingStories': ofRun,
  'Query.trendingTopics': ofRun,
  'Query.article': ofLog,
  'Query.articles': ofLog,
  'Query.entities': ofLog,
  'Query.mediaTopics': ofLog,
  'Query.organization': ofLog,
  'Query.people': ofLog,
  'Query.person': ofLog,
  'Query.place': ofLog,
  'Query.places': ofLog,
  'Query.quotes': ofLog,
  'Query.source': ofLog,
  'Query.sources': ofLog,
  'Query.stories': ofLog,
  'Query.story': ofLog,
  'Query.suggest': ofLog,
  'Query.status': { ...ofClock, scope: 'PUBLIC' },
  // What is shown of it depends on the scopes of the key.
  'Article.articleBody': { scope: 'PRIVATE' },
  // By RELEVANCE it fades with time.
  'ArticleEdge.score': ofClock,
  'Coverage.missingSources': ofClock,
  'Source.channels': ofClock,
  'Source.health': ofClock,
  'Source.stats': ofClock,
  'TimePoint.complete': ofClock,
};

/** Objects that a trending run holds: they change with it and not between. Topics never do. */
export const typesOfRun: ReadonlySet<string> = new Set([
  'MediaTopic',
  'TrendingBoard',
  'TrendingDelta',
  'TrendingEntity',
  'TrendingStory',
  'TrendingStoryBoard',
  'TrendingTopic',
  'TrendingTopicBoard',
  'TrendScore',
]);

const cacheExtension = 'cacheHint';
type AnyField = GraphQLField<unknown, unknown>;
type Owned = OwnedField<unknown>;

/** The field's own hint; null where it keeps as long as what is around it. */
export function cacheHintOf(field: AnyField): CacheHint | null {
  return (field.extensions[cacheExtension] as CacheHint | undefined) ?? null;
}

/** The entry of a table for a field, its own or that of an interface that its type implements. */
function entryFor<T>(table: Readonly<Record<string, T>>, schema: GraphQLSchema, at: Owned): T | undefined {
  const type = schema.getType(at.owner);
  const interfaces = isObjectType(type) ? type.getInterfaces().map(({ name }) => name) : [];
  const owner = [at.owner, ...interfaces].find((name) => Object.hasOwn(table, `${name}.${at.field.name}`));
  return owner === undefined ? undefined : table[`${owner}.${at.field.name}`];
}

const cacheScope = new GraphQLEnumType({
  name: 'CacheScope',
  description: 'Who may keep an answer.',
  values: {
    PUBLIC: { description: 'Anybody, proxies between included.' },
    PRIVATE: { description: 'The caller alone.' },
  },
});

const { FIELD_DEFINITION, ARGUMENT_DEFINITION, OBJECT } = DirectiveLocation;
const names = new GraphQLList(new GraphQLNonNull(GraphQLString));

const definitions = [
  new GraphQLDirective({
    name: 'cost',
    description: `Points that a field, or an argument that is given, adds to the cost of an operation, for each object that it is asked of. Beside them an operation costs a point for each root field and one for every ${prices.objectsPerPoint} objects in its lists.`,
    locations: [FIELD_DEFINITION, ARGUMENT_DEFINITION, OBJECT],
    args: { weight: { type: new GraphQLNonNull(GraphQLInt) } },
  }),
  new GraphQLDirective({
    name: 'listSize',
    description:
      'How many objects a field is taken to give: what the first of slicingArguments says that is given, else assumedSize. With sizedFields it is those lists inside that have the size.',
    locations: [FIELD_DEFINITION],
    args: {
      slicingArguments: { type: names },
      assumedSize: { type: GraphQLInt },
      sizedFields: { type: names },
    },
  }),
  new GraphQLDirective({
    name: 'cacheControl',
    description:
      'Seconds that an answer with this field keeps at most, and for whom; an answer keeps as long as the field of it that keeps least.',
    locations: [FIELD_DEFINITION, OBJECT],
    args: { maxAge: { type: GraphQLInt }, scope: { type: cacheScope } },
  }),
];

/** The schema with the directives defined, and each field marked with its points and its hint for caches. */
export function withCosts(schema: GraphQLSchema): GraphQLSchema {
  for (const at of fieldsOf(schema)) {
    const weight = entryFor(fieldWeights, schema, at);
    const hint = entryFor(cacheHints, schema, at);
    const { field } = at;
    if (weight !== undefined) field.extensions = { ...field.extensions, [weightExtension]: weight };
    if (hint !== undefined) field.extensions = { ...field.extensions, [cacheExtension]: hint };
  }
  const config = schema.toConfig();
  return new GraphQLSchema({
    ...config,
    directives: [...config.directives, ...definitions],
    assumeValid: true,
  });
}

/** Lists whose size the field above them bounds, as coordinates. */
function listsSizedFromAbove(schema: GraphQLSchema): Set<string> {
  const sized = fieldsOf(schema).flatMap(({ field }) => {
    if (slicingArguments(field).length === 0) return [];
    const type = String(field.type).replace(/[[\]!]/g, '');
    return sizedFields(field).map((name) => `${type}.${name}`);
  });
  return new Set(sized);
}

const listed = (words: readonly string[]) => `[${words.map((word) => `"${word}"`).join(', ')}]`;

function listSizeOf({ owner, field }: Owned, fromAbove: ReadonlySet<string>): string[] {
  const slicing = slicingArguments(field).map(({ name }) => name);
  const inside = slicing.length === 0 ? [] : sizedFields(field);
  const isList = isListOfObjects(field.type);
  if (slicing.length > 0 && (isList || inside.length > 0)) {
    const sized = inside.length === 0 ? '' : `, sizedFields: ${listed(inside)}`;
    return [`@listSize(slicingArguments: ${listed(slicing)}, assumedSize: ${assumedSize(field)}${sized})`];
  }
  if (!isList || fromAbove.has(`${owner}.${field.name}`) || owner.startsWith('__')) return [];
  return [`@listSize(assumedSize: ${shortListSize})`];
}

function cacheControlOf(field: AnyField): string[] {
  const { maxAge, scope } = cacheHintOf(field) ?? {};
  const given = [
    ...(maxAge === undefined ? [] : [`maxAge: ${maxAge}`]),
    ...(scope ? [`scope: ${scope}`] : []),
  ];
  return given.length === 0 ? [] : [`@cacheControl(${given.join(', ')})`];
}

/** SDL of the schema with `@cost`, `@listSize` and `@cacheControl` behind the fields and arguments that have them. */
export function withCostDirectives(sdl: string, schema: GraphQLSchema): string {
  const fields = new Map(fieldsOf(schema).map((at) => [`${at.owner}.${at.field.name}`, at]));
  const fromAbove = listsSizedFromAbove(schema);
  return inserted(sdl, (owner, node) => {
    const at = fields.get(`${owner}.${node.name.value}`);
    if (!at) return [];
    const searches = (node.arguments ?? []).filter(({ name }) => name.value === searchArgument);
    const weight = weightOf(at.field);
    const cost = weight === 0 ? [] : [`@cost(weight: ${weight})`];
    const directives = [...cost, ...listSizeOf(at, fromAbove), ...cacheControlOf(at.field)];
    return [
      ...searches.flatMap((argument) => behind(argument, ` @cost(weight: ${prices.search})`)),
      ...behind(node, directives.map((directive) => ` ${directive}`).join('')),
    ];
  });
}
