/** Random operations over everything the schema offers: whatever is asked, no answer is a fault of ours. */
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGraph } from '../../src/graph/schema.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { ask } from '../kit/graph.ts';
import { articleUrl, seedGraph, seedIds } from '../kit/seed.ts';

const schema = buildGraph();
const operations = 400;
let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
});

afterAll(() => database.close());

/** xorshift32 (Marsaglia 2003): the same operations every time. */
function randomOf(seed: number) {
  let state = seed;
  return (below: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

type Random = ReturnType<typeof randomOf>;
const pick = <T>(random: Random, values: readonly T[]): T => values[random(values.length)] as T;

const ids = () => [
  seedIds.article('un'),
  seedIds.entity('wd:Q7747'),
  seedIds.entity('wd:Q649'),
  seedIds.entity('wd:Q1065'),
  seedIds.source('pagi'),
  seedIds.story('jet'),
  seedIds.story('merged'),
  'art_unknown',
];

const texts = [
  'putin',
  'putin OR "stab in" -jet',
  'isis* rusia',
  'near3:(un meets)',
  'headline:un',
  '',
  '(',
  'Ω',
];

/** Values of each scalar that a client may well send. */
const scalars: Record<string, (random: Random, name: string) => unknown> = {
  ID: (random) => pick(random, ids()),
  Int: (random, name) => (['first', 'last'].includes(name) ? 1 + random(4) : random(60)),
  Float: (random) => pick(random, [0, 0.4, 1, -7.5, 110.8, 500]),
  Boolean: (random) => random(2) === 0,
  String: (random, name) =>
    /domain/i.test(name) ? pick(random, ['pagi.example', 'x.example']) : pick(random, texts),
  DateTime: (random) => pick(random, ['2015-11-27T00:00:00Z', '2015-11-28T06:00:00Z', 0]),
  Date: () => '2015-11-27',
  Duration: (random) => pick(random, ['PT6H', 'P1D', 'P30D']),
  LanguageTag: (random) => pick(random, ['id', 'en', 'pt-BR']),
  CountryCode: (random) => pick(random, ['ID', 'GB', 'RU']),
  URL: (random) => pick(random, [articleUrl('un', 'post'), 'https://nobody.example/']),
  WikidataId: (random) => pick(random, ['Q7747', 'Q1']),
  MediaTopicCode: (random) => pick(random, ['medtop:16000000', 'medtop:15000000']),
  SyncToken: () => null,
};

function someValue(random: Random, type: GraphQLInputType, name: string, depth = 0): unknown {
  const plain = getNullableType(type);
  if (isListType(plain)) return [someValue(random, plain.ofType, name, depth)];
  if (isEnumType(plain)) return pick(random, plain.getValues()).name;
  if (!isInputObjectType(plain)) return scalars[plain.name]?.(random, name) ?? null;
  const fields = Object.values(plain.getFields());
  const chosen = plain.isOneOf
    ? [pick(random, fields)]
    : fields.filter((field) => isNonNullType(field.type) || (depth < 3 && random(fields.length) < 2));
  return Object.fromEntries(
    chosen.map((field) => [field.name, someValue(random, field.type, field.name, depth + 1)]),
  );
}

interface Draft {
  random: Random;
  variables: Map<string, { type: string; value: unknown }>;
}

function argumentsOf({ random, variables }: Draft, args: readonly GraphQLArgument[]): string {
  const given = args.filter((one) =>
    isNonNullType(one.type) && one.defaultValue === undefined ? true : random(2) === 0,
  );
  // A list is asked from one end.
  const ends = new Set(given.some(({ name }) => ['last', 'before'].includes(name)) ? ['first', 'after'] : []);
  const told = given.filter(({ name }) => !ends.has(name) && !['after', 'before'].includes(name));
  const parts = told.map((one) => {
    const variable = `v${variables.size}`;
    variables.set(variable, { type: String(one.type), value: someValue(random, one.type, one.name) });
    return `${one.name}: $${variable}`;
  });
  return parts.length === 0 ? '' : `(${parts.join(', ')})`;
}

function fieldText(draft: Draft, field: GraphQLField<unknown, unknown>, depth: number): string {
  // Arguments of one field name must agree within a selection: an alias keeps them apart.
  const alias = field.args.length === 0 ? '' : `a${draft.variables.size}_${draft.random(1e6)}: `;
  const below = isCompositeType(getNamedType(field.type)) ? selectionOf(draft, field.type, depth - 1) : '';
  return `${alias}${field.name}${argumentsOf(draft, field.args)} ${below}`;
}

function selectionOf(draft: Draft, type: GraphQLOutputType, depth: number): string {
  const named: GraphQLNamedType = getNamedType(type);
  const parts = ['__typename'];
  if (depth > 0 && (isObjectType(named) || isInterfaceType(named))) {
    const fields = Object.values(named.getFields());
    for (let n = 0; n < 4; n += 1) parts.push(fieldText(draft, pick(draft.random, fields), depth));
  }
  if (depth > 0 && isAbstractType(named)) {
    const one = pick(draft.random, schema.getPossibleTypes(named));
    parts.push(`... on ${one.name} ${selectionOf(draft, one, depth - 1)}`);
  }
  return `{ ${parts.join(' ')} }`;
}

function operationOf(random: Random): { text: string; variables: Record<string, unknown> } {
  const draft: Draft = { random, variables: new Map() };
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {});
  const body = fieldText(draft, pick(random, roots), 4);
  const head = [...draft.variables].map(([name, { type }]) => `$${name}: ${type}`).join(', ');
  const variables = Object.fromEntries([...draft.variables].map(([name, { value }]) => [name, value]));
  return { text: `query ${head === '' ? '' : `(${head})`} { ${body} }`, variables };
}

describe('random operations', () => {
  it('are answered, or refused for a reason', async () => {
    const random = randomOf(20_151_127);
    let answered = 0;
    const faults: string[] = [];
    for (let n = 0; n < operations; n += 1) {
      const { text, variables } = operationOf(random);
      const { data, errors } = await ask(database, text, variables);
      if (data !== null) answered += 1;
      const fault = errors.find((error) => error.startsWith('INTERNAL'));
      if (fault) faults.push(`${fault}\n${text}\n${JSON.stringify(variables)}`);
    }
    expect(faults).toEqual([]);
    expect(answered).toBeGreaterThan(operations / 4);
  }, 120_000);
});
