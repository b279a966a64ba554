import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createContext } from '../../src/graph/context.ts';
import { createExecutor } from '../../src/graph/execute.ts';
import { buildGraph } from '../../src/graph/schema.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { type Answer, ask, askInterpreted, interpretedCount } from '../kit/graph.ts';
import { seedGraph, seedIds, seedNow } from '../kit/seed.ts';

let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
});

afterAll(() => database.close());

const ids = [
  seedIds.article('jet-2'),
  seedIds.entity('wd:Q7747'),
  seedIds.entity('wd:Q649'),
  seedIds.entity('wd:Q1065'),
  seedIds.source('pagi'),
  seedIds.story('merged'),
  seedIds.quote('nobody'),
  seedIds.author,
  'per_unknown',
  '',
];

/** Documents that between them use every feature of execution. */
const documents: [string, string, Record<string, unknown>][] = [
  [
    'interfaces with inline fragments',
    `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id
    ... on Article { headline } ... on Entity { name kind ... on Place { geo { latitude } } ... on Person { jobTitle(language: "id") } }
    ... on Source { domain } ... on Story { headline } ... on Quote { text speaker { name } } ... on Author { name source { name } } } }`,
    { ids },
  ],
  [
    'unions',
    `{ articles(first: 12) { nodes { articleBody(format: MARKDOWN) { __typename ... on ArticleText { text }
    ... on ContentWithheld { message basis originalUrl } } } } }`,
    {},
  ],
  [
    'named fragments, nested and repeated',
    `query { articles(first: 3) { nodes { ...a story { ...s } } } stories { nodes { ...s } } }
    fragment a on Article { headline source { ...n } } fragment n on Source { name id } fragment s on Story { headline articles(first: 2) { nodes { ...a } } }`,
    {},
  ],
  [
    'aliases and one field with two arguments',
    `{ a: articles(first: 1) { nodes { id } } b: articles(first: 2, orderBy: { field: DATE, direction: ASC }) { nodes { id
    de: source { name } people(first: 1) { en: name(language: "en") ru: name(language: "ru") } } } }`,
    {},
  ],
  [
    'skip and include by variables',
    `query ($yes: Boolean!, $no: Boolean = false) { articles(first: 2) { nodes { headline @skip(if: $yes) url @include(if: $no)
    id @include(if: $yes) ... @include(if: $yes) { inLanguage } ...f @skip(if: $no) } } } fragment f on Article { wordCount }`,
    { yes: true },
  ],
  [
    'nulls',
    `query ($id: ID!) { article(by: { id: $id }) { image { url } dateModified story { id } quotes { nodes { speaker { id } } } } person(by: { wikidataId: "Q1" }) { id } }`,
    { id: seedIds.article('weather') },
  ],
  [
    'an error in a nullable field',
    `query ($id: ID!) { a: person(by: { id: $id }) { articles(first: 1000) { nodes { id } } } b: status { version } }`,
    { id: seedIds.entity('wd:Q7747') },
  ],
  ['an error in a required field', `{ articles(first: 0) { nodes { id } } }`, {}],
  ['errors deep in lists', `{ articles(first: 4) { nodes { headline people(first: 200) { name } } } }`, {}],
  [
    'errors below nullable list items',
    `query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Article { mentions(first: -1) { totalCount } } } }`,
    { ids },
  ],
  [
    'variables of input types that contain themselves',
    `query ($filter: ArticleFilter, $order: ArticleOrder) { articles(filter: $filter, orderBy: $order) { totalCount nodes { url } } }`,
    { filter: { not: { not: { languages: ['en'], published: { last: 'P1D' } } } }, order: { field: 'DATE' } },
  ],
  [
    'variables inside literals',
    `query ($tag: LanguageTag!, $last: Duration) { articles(filter: { languages: [$tag], published: { last: $last } }) { nodes { url } } }`,
    { tag: 'id', last: 'PT20H' },
  ],
  [
    'defaults of variables',
    `query ($first: Int = 2, $filter: ArticleFilter = { languages: ["en"] }) { articles(first: $first, filter: $filter) { nodes { url } } }`,
    {},
  ],
  [
    'variables left out and variables that are null',
    `query ($first: Int, $after: String, $language: LanguageTag) { articles(first: $first, after: $after) { nodes { people { name(language: $language) } } } }`,
    { after: null },
  ],
  [
    'faulty variables',
    `query ($first: Int!, $by: ArticleBy!) { articles(first: $first) { nodes { id } } article(by: $by) { id } }`,
    { first: 'x', by: { id: 'a', url: 'https://b' } },
  ],
  [
    'two ways at once through a one-of input',
    `query ($by: PlaceBy!) { place(by: $by) { name } }`,
    { by: { geonamesId: 524901, wikidataId: 'Q649' } },
  ],
  [
    'scalars that refuse',
    `query ($at: DateTime!) { trending(input: { asOf: $at }) { runId } }`,
    { at: 'yesterday' },
  ],
  [
    'a board with everything',
    `{ trending(input: { minSources: 1 }, first: 3) { runId asOf coverage { ratio } nodes { id name(language: "id") kind trend { rank rankDelta isNew lift }
    sparkline(points: 4) entity { __typename name } topStory { headline } evidence(first: 2) { headline } } } }`,
    {},
  ],
  [
    'introspection',
    `{ __schema { queryType { name } directives { name } } __type(name: "ArticleBy") { isOneOf inputFields { name type { name } } } }`,
    {},
  ],
  [
    'lists within lists within lists',
    `{ people { nodes { name articles(first: 3) { edges { cursor node { source { articles(first: 2) { nodes { story { people(first: 2) { count entity { name } } } } } } } } } } } }`,
    {},
  ],
];

/** What was answered. Branches of different length load together or apart as the database's answers come in. */
const answerOf = ({ data, errors, paths }: Answer) => ({ data, errors, paths });

describe('execution', () => {
  it.each(documents)('gives compiled and interpreted the same answer: %s', async (_, text, variables) => {
    const compiled = answerOf(await ask(database, text, variables));
    const interpreted = answerOf(await askInterpreted(database, text, variables));
    expect(compiled).toEqual(interpreted);
    // A second run takes the compiled document from memory.
    expect(answerOf(await ask(database, text, variables))).toEqual(compiled);
    expect(interpretedCount()).toBe(0);
  });

  it('falls back to graphql-js for what cannot be compiled', async () => {
    const { execute, interpretedCount: fallbacks } = createExecutor(buildGraph());
    const text = 'query a { status { version } } query b { __typename }';
    const request = {
      document: parse(text),
      queryHash: 'h',
      variables: {},
      context: createContext(database, { now: () => seedNow }),
    };
    expect((await execute({ ...request, operationName: 'b' })).data).toEqual({ __typename: 'Query' });
    expect(fallbacks()).toBe(0);
    const nameless = await execute({ ...request, operationName: null });
    expect(nameless.errors?.[0]?.message).toMatch(/operation name/);
    expect(fallbacks()).toBe(1);
  });

  it('shows the schema as it is, nothing of what documents are compiled with', async () => {
    const { execute } = createExecutor(buildGraph());
    const context = createContext(database, { now: () => seedNow });
    const namesOf = async (text: string) => {
      const request = { document: parse(text), queryHash: text, operationName: null, context };
      const { data } = await execute({ ...request, variables: { name: 'CoercedVariable' } });
      return JSON.stringify(data);
    };
    const known = Object.keys(buildGraph().getTypeMap()).sort();
    const { __schema } = JSON.parse(await namesOf('{ __schema { types { name } } }'));
    expect(__schema.types.map(({ name }: { name: string }) => name).sort()).toEqual(known);
    const asked = 'query ($name: String!) { __type(name: $name) { name } }';
    expect(await namesOf(asked)).toBe('{"__type":null}');
  });
});
