import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGraph } from '../../src/graph/schema.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { ask } from '../kit/graph.ts';
import { seedGraph } from '../kit/seed.ts';

let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
});

afterAll(() => database.close());

/** Something that the type takes; null where it cannot be told. */
function harmless(type: GraphQLInputType): unknown {
  const plain = getNullableType(type);
  if (isListType(plain)) return [harmless(plain.ofType)];
  if (isEnumType(plain)) return plain.getValues()[0]?.name;
  if (!isInputObjectType(plain)) return plain.name === 'Boolean' ? false : plain.name === 'Int' ? 1 : 'x';
  const fields = Object.values(plain.getFields());
  const needed = plain.isOneOf ? fields.slice(0, 1) : fields.filter((field) => isNonNullType(field.type));
  return Object.fromEntries(needed.map((field) => [field.name, harmless(field.type)]));
}

type Slot = GraphQLArgument | GraphQLInputField;

/** Values of a type in which one text is hostile, two levels deep, with the place of that text. */
function spoilt(type: GraphQLInputType, text: string, depth = 0): [at: string, value: unknown][] {
  const plain = getNullableType(type);
  if (isListType(plain)) return spoilt(plain.ofType, text, depth).map(([at, value]) => [`${at}[]`, [value]]);
  if (['String', 'ID'].includes(getNamedType(plain).name)) return [['', text]];
  if (!isInputObjectType(plain) || depth > 2) return [];
  return Object.values(plain.getFields()).flatMap((field) =>
    spoilt(field.type, text, depth + 1).map(([at, value]): [string, unknown] => {
      const rest = plain.isOneOf ? {} : (harmless(plain) as object);
      return [`.${field.name}${at}`, { ...rest, [field.name]: value }];
    }),
  );
}

const queries = Object.values(buildGraph().getQueryType()?.getFields() ?? {});

const cases = (text: string) =>
  queries.flatMap((field) =>
    field.args.flatMap((argument) =>
      spoilt(argument.type, text).map(([at, value]) => ({ field, argument, at, value })),
    ),
  );

describe.each([
  ['a NUL', '\0'],
  ['half a surrogate', '\ud800'],
  ['a quote and a comment', "'; select pg_sleep(9) --"],
])('%s', (_name, text) => {
  it('is no fault of ours in any text that a query takes', async () => {
    const faults: string[] = [];
    for (const { field, argument, at, value } of cases(text)) {
      const needed = field.args.filter((one: Slot) => one !== argument && isNonNullType(one.type));
      const given = new Map([[argument.name, value]]);
      for (const one of needed) if (one.defaultValue === undefined) given.set(one.name, harmless(one.type));
      const args = [...given.keys()];
      const typeOf = (name: string) => field.args.find((one) => one.name === name)?.type;
      const head = args.map((name) => `$${name}: ${typeOf(name)}`).join(', ');
      const body = args.map((name) => `${name}: $${name}`).join(', ');
      const selection = isCompositeType(getNamedType(field.type)) ? '{ __typename }' : '';
      const { errors } = await ask(
        database,
        `query (${head}) { ${field.name}(${body}) ${selection} }`,
        Object.fromEntries(given),
      );
      if (errors.some((error) => error.startsWith('INTERNAL')))
        faults.push(`${field.name}(${argument.name}${at})`);
    }
    expect(faults).toEqual([]);
  }, 60_000);
});
