/**
 * What fields ask for, in numbers. The guard of operations (serve/limits.ts), the price of an answer
 * (serve/rateLimitCost.ts) and the directives of the printed schema (directives.ts) all read them here.
 */
import {
  type GraphQLField,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
} from 'graphql';

type AnyField = GraphQLField<unknown, unknown>;

/** Objects in lists to a point, and points to a full-text search: the database works as long on one as on a hundred objects. */
export const prices = { objectsPerPoint: 10, search: 10 } as const;

/** The graph's page size when none is asked for, and that of its longest list; a larger one is refused by the list itself. */
export const pageSize = { usual: 20, largest: 500 } as const;

/** Guess for a list that takes no page size, such as the aliases of a person. */
export const shortListSize = 10;

/** Arguments that bound a list: by a number, or by what is asked for one by one. */
const slicing = ['first', 'last', 'ids', 'representations'];

/** Name of the argument that makes a field a full-text search. */
export const searchArgument = 'query';

/**
 * Points of fields that cost more than their objects, for each object that they are asked of. A field of an interface is
 * meant with those that implement it.
 */
export const fieldWeights: Readonly<Record<string, number>> = {
  'Article.related': 5,
  'ArticleConnection.facets': 20,
  'ArticleConnection.series': 10,
  'ArticleConnection.totalCount': 5,
  'Entity.cooccurrences': 10,
  'Entity.mentionSeries': 5,
  'Quote.variants': 5,
  // The search that is kept, whatever it is.
  'SavedSearch.results': prices.search,
  'Source.stats': 3,
  'Story.volume': 5,
};

/** Name of the extension in which directives.ts notes a field's own points. */
export const weightExtension = 'weight';

/** Points of the field itself; 0 for most. */
export function weightOf(field: AnyField): number {
  const weight = field.extensions[weightExtension];
  return typeof weight === 'number' ? weight : 0;
}

/** The arguments that bound the list a field gives, in the schema's order; empty when it takes none. */
export function slicingArguments(field: AnyField): AnyField['args'] {
  return field.args.filter(({ name }) => slicing.includes(name));
}

/** The size of a page for which no number is asked. */
export function assumedSize(field: AnyField): number {
  const byDefault = slicingArguments(field).map(({ defaultValue }) => defaultValue);
  return byDefault.find((value): value is number => typeof value === 'number') ?? pageSize.usual;
}

/** True for a list of objects. */
export function isListOfObjects(type: GraphQLOutputType): boolean {
  return isListType(getNullableType(type)) && isCompositeType(getNamedType(type));
}

/** Lists directly inside what a field gives that have the size asked of the field itself: `nodes` and `edges` of a connection. */
export function sizedFields(field: AnyField): string[] {
  const type = getNamedType(field.type);
  if (isListOfObjects(field.type) || !(isObjectType(type) || isInterfaceType(type))) return [];
  const inside = Object.values(type.getFields());
  return inside
    .filter((list) => isListOfObjects(list.type) && slicingArguments(list).length === 0)
    .map(({ name }) => name);
}
