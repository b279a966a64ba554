/** A tiny graph with every way to fail, so that serving is tested apart from the news. */
import { buildSchema, type GraphQLSchema } from 'graphql';
import { AppError } from '../../src/base/errors.ts';

const definitions = `
  type Query { hello: String! boom: String refused: String slow: String echo(text: String!): String found(filter: Filter): Boolean items(first: Int = 20): ItemConnection! list(ids: [ID!]!): [Item]! }
  type ItemConnection { nodes: [Item!]! edges: [ItemEdge!]! totalCount: Int }
  type ItemEdge { node: Item! }
  type Item { id: ID! names: [String!]! aliases: [Alias!]! items(first: Int, last: Int): ItemConnection! self: Item! }
  type Alias { name: String! }
  input Filter { text: String not: Filter }
`;

const item = (id: string): Record<string, unknown> => ({
  id,
  names: [],
  aliases: [],
  items: { nodes: [], edges: [], totalCount: 0 },
  self: () => item(id),
});

const resolvers: Record<string, (parent: unknown, args: Record<string, unknown>) => unknown> = {
  hello: () => 'world',
  boom: () => {
    throw new Error('password=hunter2 at postgres://kabar@db/');
  },
  refused: () => {
    throw new AppError('BAD_CURSOR', 'This cursor belongs to another list.', { data: { argument: 'after' } });
  },
  slow: () => new Promise(() => {}),
  echo: (_parent, args) => args.text,
  found: (_parent, args) => args.filter !== undefined,
  items: () => ({ nodes: [item('1')], edges: [{ node: item('1') }], totalCount: 1 }),
  list: () => [item('1')],
};

/** Built anew for each server. */
export function buildTinyGraph(): GraphQLSchema {
  const schema = buildSchema(definitions);
  const fields = schema.getQueryType()?.getFields() ?? {};
  for (const [name, resolve] of Object.entries(resolvers)) {
    const field = fields[name];
    if (field) field.resolve = resolve;
  }
  return schema;
}
