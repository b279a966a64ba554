/**
 * The graph as a subgraph of Apollo Federation 2: the same types and loaders, with entity keys in its SDL and the two root
 * fields a router asks. Source: the subgraph specification, https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec.
 * Apollo's own subgraph package would bring code under the Elastic licence; what is needed of it fits this file.
 */
import 'reflect-metadata';
import {
  GraphQLError,
  type GraphQLFieldConfigMap,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  isObjectType,
} from 'graphql';
import { AppError } from '../base/errors.ts';
import { nodeNameOfId } from '../base/id.ts';
import type { GraphContext } from './context.ts';
import { isStorable, nodeById } from './lookups.ts';
import { Url, WikidataId } from './scalars.ts';
import { buildGraph } from './schema.ts';
import { schemaText } from './schemaText.ts';

/** What a router may know a thing by, besides its id. */
const entityKeys = {
  Article: ['id', 'url'],
  Organization: ['id', 'wikidataId'],
  Person: ['id', 'wikidataId'],
  Place: ['id', 'geonamesId'],
  Source: ['id', 'domain'],
  Story: ['id'],
} as const satisfies Record<string, readonly string[]>;

type EntityName = keyof typeof entityKeys;

/** As many as an operation may ask of any list. */
const mostRepresentations = 500;

const isEntityName = (name: unknown): name is EntityName =>
  typeof name === 'string' && Object.hasOwn(entityKeys, name);

/** Whatever has this key, of whichever type; null when nothing does. */
async function thingByKey(key: string, value: string, context: GraphContext): Promise<{ id: string } | null> {
  const { loaders } = context;
  if (!isStorable(value)) return null;
  switch (key) {
    case 'url':
      return loaders.articleBy(key).load(Url.parseValue(value) as string);
    case 'domain':
      return loaders.sourceBy(key).load(value.toLowerCase());
    case 'wikidataId':
      return loaders.entityBy(key).load(WikidataId.parseValue(value) as string);
    case 'geonamesId':
      return loaders.entityBy(key).load(String(GraphQLInt.parseValue(Number(value))));
    default:
      return nodeById(value, context);
  }
}

/** The thing a representation stands for; null when there is none. @throws AppError BAD_INPUT when it names no key. */
async function resolveReference(
  representation: Record<string, unknown>,
  context: GraphContext,
): Promise<{ id: string } | null> {
  const { __typename: name } = representation;
  if (!isEntityName(name)) {
    const known = Object.keys(entityKeys).join(', ');
    throw new AppError('BAD_INPUT', `A representation needs __typename, one of ${known}.`);
  }
  const keys: readonly string[] = entityKeys[name];
  const key = keys.find((candidate) => ['string', 'number'].includes(typeof representation[candidate]));
  if (key === undefined) {
    throw new AppError('BAD_INPUT', `A representation of ${name} needs ${keys.join(' or ')}.`);
  }
  const found = await thingByKey(key, String(representation[key]), context);
  return found && nodeNameOfId(found.id) === name ? found : null;
}

/** One answer for each representation, in their order; a faulty one fails alone. */
async function resolveReferences(
  _root: unknown,
  { representations }: { representations: Record<string, unknown>[] },
  context: GraphContext,
): Promise<unknown[]> {
  if (representations.length > mostRepresentations) {
    const message = `_entities takes at most ${mostRepresentations} representations, not ${representations.length}.`;
    const data = { argument: 'representations', max: mostRepresentations, given: representations.length };
    throw new AppError('BAD_INPUT', message, { data });
  }
  const settled = await Promise.allSettled(representations.map((one) => resolveReference(one, context)));
  return settled.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason));
}

const parseRepresentation = (value: unknown): Record<string, unknown> => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new GraphQLError('A representation is an object with __typename and a key.');
};

const Any = new GraphQLScalarType({
  name: '_Any',
  description: 'A thing as a router knows it: `__typename` and one of its keys.',
  parseValue: parseRepresentation,
});

/**
 * SDL of the subgraph: the graph's own, with the keys and the version of federation it follows, and without `@oneOf`, which
 * composition does not know yet; the subgraph itself goes on holding those inputs to one field.
 */
export function subgraphSdl(): string {
  const printed = schemaText(buildGraph());
  const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])';
  const keyed = printed.replace(/^type (\w+)([^{\n]*) \{$/gmu, (line, name: string, rest: string) => {
    if (!isEntityName(name)) return line;
    const keys = entityKeys[name].map((key) => `@key(fields: "${key}")`);
    return `type ${name}${rest} ${keys.join(' ')} {`;
  });
  return `${link}\n\n${keyed.replaceAll(' @oneOf {', ' {')}\n`;
}

function federationFields(schema: GraphQLSchema): GraphQLFieldConfigMap<unknown, GraphContext> {
  const Entity = new GraphQLUnionType({
    name: '_Entity',
    description: 'Whatever a router may refer to.',
    types: Object.keys(entityKeys)
      .map((name) => schema.getType(name))
      .filter(isObjectType),
    resolveType: ({ id }: { id: string }) => nodeNameOfId(id) ?? undefined,
  });
  const Service = new GraphQLObjectType({
    name: '_Service',
    description: 'This subgraph.',
    fields: { sdl: { type: GraphQLString, description: 'Its schema, keys included.' } },
  });
  const sdl = subgraphSdl();
  return {
    _service: {
      type: new GraphQLNonNull(Service),
      description: 'What a router composes its supergraph from.',
      resolve: () => ({ sdl }),
    },
    _entities: {
      type: new GraphQLNonNull(new GraphQLList(Entity)),
      description: `What these stand for, in their order; null where there is none. At most ${mostRepresentations}.`,
      args: {
        representations: {
          type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(Any))),
          description: 'Things by a key.',
        },
      },
      resolve: resolveReferences as never,
    },
  };
}

/** The schema a router asks: the graph and `_service` and `_entities`. Build it once a process. */
export function buildSubgraph(): GraphQLSchema {
  const schema = buildGraph();
  const config = schema.toConfig();
  const query = config.query?.toConfig();
  if (!query) throw new Error('the graph has queries');
  return new GraphQLSchema({
    ...config,
    query: new GraphQLObjectType({ ...query, fields: { ...query.fields, ...federationFields(schema) } }),
    types: config.types.filter((type) => type.name !== query.name),
  });
}
