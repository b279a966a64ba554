import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiScope } from '../../src/base/apiScopes.ts';
import { readConfig } from '../../src/base/config.ts';
import { entityId } from '../../src/base/id.ts';
import { silentLog } from '../../src/base/log.ts';
import { anonymousCaller, createContext } from '../../src/graph/context.ts';
import { createExecutor } from '../../src/graph/execute.ts';
import { buildGraph } from '../../src/graph/schema.ts';
import { startDemo } from '../../src/run/demoSources.ts';
import { openPipeline } from '../../src/run/openPipeline.ts';
import { ingestOnce } from '../../src/run/worker.ts';
import { createApiKey } from '../../src/store/apiKeys.ts';
import type { Database } from '../../src/store/db.ts';
import { exampleTabs } from '../../src/web/playground/tabs.ts';
import { openTestDatabase } from '../kit/database.ts';
import { examples } from '../kit/examples.ts';
import { startTestServer, type TestServer } from './server.ts';

const now = new Date('2026-11-23T12:00:00Z');
const clock = () => now;

/** Reads the demo newsroom once into the database. */
async function readNewsroom(database: Database): Promise<void> {
  const config = readConfig({ DEMO_PORT: '0', READER_THREADS: '0' });
  const demo = await startDemo({ config, log: silentLog, database, clock });
  const allowHosts = demo?.allowHosts ?? [];
  const pipeline = await openPipeline({ config, log: silentLog, database, clock, allowHosts });
  await ingestOnce(pipeline, { domain: null });
  await pipeline.close();
  await demo?.close();
}

const editor = { ...anonymousCaller, keyName: 'editor', scopes: new Set<ApiScope>(['READ', 'CURATE']) };
const { execute } = createExecutor(buildGraph());

/** Lengths of the lists called `nodes` that are not inside another one. */
function outerNodes(value: unknown): number[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) =>
    key === 'nodes' && Array.isArray(below) ? [below.length] : outerNodes(below),
  );
}

describe('the examples of the playground on the demo newsroom', () => {
  let database: Database;
  let server: TestServer;
  beforeAll(async () => {
    database = await openTestDatabase();
    await readNewsroom(database);
    server = await startTestServer(database, { schema: buildGraph(), now: clock, playground: null });
  }, 180_000);
  afterAll(async () => {
    await server?.stop();
    await database?.close();
  });

  const named = exampleTabs.map((tab) => ({ ...tab, name: /query (\w+)/.exec(tab.query)?.[1] }));
  const withRows = named.filter(({ name, query }) => name !== undefined && query.includes('nodes'));

  it.each(withRows)('$name brings rows', async ({ query, variables }) => {
    const answer = await server.post({ query, variables });
    expect([answer.status, answer.json.errors]).toEqual([200, undefined]);
    const counts = outerNodes(answer.json.data);
    expect(counts.length).toBeGreaterThan(0);
    expect(Math.min(...counts)).toBeGreaterThan(0);
  });

  it('Sync brings every article, and nothing after its token', async () => {
    const query = exampleTabs.find((tab) => tab.query.includes('query Sync'))?.query;
    const first = await server.post({ query, variables: { since: null } });
    expect(first.json.errors).toBeUndefined();
    expect(first.json.data.changes.changes.length).toBeGreaterThan(50);
    const { json } = await server.post({ query: '{ changes(first: 500) { syncToken hasMore } }' });
    expect(json.data.changes.hasMore).toBe(false);
    const { syncToken: since } = json.data.changes;
    const last = await server.post({ query, variables: { since } });
    expect(last.json.data.changes.changes).toEqual([]);
  });

  it('Live tells the board of now', async () => {
    const query = exampleTabs.find((tab) => tab.query.includes('subscription Live'))?.query;
    const response = await fetch(`${server.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += new TextDecoder().decode(chunk);
      if (text.includes('event: next')) break;
    }
    const [, data] = /^data: (.*)$/mu.exec(text) ?? [];
    expect(JSON.parse(data ?? '{}').data.trendingUpdated.board.nodes).toHaveLength(5);
  });

  it('MergeDryRun tells what would move to a key that may curate, and moves nothing', async () => {
    const tab = exampleTabs.find((one) => one.query.includes('MergeDryRun'));
    const asked = { query: tab?.query, variables: tab?.variables };
    expect((await server.post(asked)).json.errors[0].extensions.code).toBe('FORBIDDEN');
    const key = { name: 'editor', scopes: ['CURATE'] as const, expiresAt: null, now };
    const { text } = await createApiKey(database, key);
    const { json } = await server.post(asked, { authorization: `Bearer ${text}` });
    expect(json.data.mergeEntities.errors).toEqual([]);
    expect(json.data.mergeEntities.affectedMentions).toBeGreaterThan(0);
  });

  it.each(examples)("the design's example $name answers with $statements statements", async (example) => {
    const find = await server.post({
      query:
        '{ articles(query: "Kremlin Hollande", filter: { languages: ["id"] }, first: 1) { nodes { url } } }',
    });
    const { url } = find.json.data.articles.nodes[0];
    const entityOf = (key: string) => entityId('PERSON', key);
    const known = { url, survivor: entityOf('wd:Q7747'), merged: entityOf('wd:Q12950') };
    const context = createContext(database, { now: clock, viewer: editor });
    const before = database.statementCount();
    const { data, errors } = await execute({
      document: parse(example.text),
      queryHash: example.name,
      operationName: null,
      variables: example.variables(known),
      context,
    });
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).not.toMatch(/"(nodes|edges|changes|articles|person|article)":(\[\]|null)/u);
    const { statements, mayMeetMerged } = example;
    const taken = database.statementCount() - before;
    expect(mayMeetMerged ? [statements, statements + 1] : [statements]).toContain(taken);
  });

  it('brings one story from several outlets in both languages', async () => {
    const query = exampleTabs.find((tab) => tab.query.includes('OneStoryManyOutlets'))?.query;
    const { json } = await server.post({ query });
    expect(json.data.stories.nodes[0].sourceCount).toBeGreaterThanOrEqual(3);
    expect(json.data.stories.nodes[0].languages).toEqual(expect.arrayContaining(['en', 'id']));
  });

  it("answers the README's query with people, places and a story of several outlets in both languages", async () => {
    const query = /```graphql\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1];
    const printed = /```json\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
    const { json } = await server.post({ query });
    const [article] = json.data.articles.nodes;
    const [shown] = JSON.parse(printed).data.articles.nodes;
    expect(article).toMatchObject({ headline: shown.headline, people: shown.people, places: shown.places });
    expect(Object.keys(article)).toEqual(Object.keys(shown));
    expect(article.story.sourceCount).toBeGreaterThanOrEqual(3);
    const languages = article.story.articles.nodes.map((node: { inLanguage: string }) => node.inLanguage);
    expect(new Set(languages)).toEqual(new Set(['id', 'en']));
  });

  it('names every outlet of the newsroom as demo', async () => {
    const { json } = await server.post({
      query: '{ sources { nodes { name domain rights { creditText } } } }',
    });
    for (const source of json.data.sources.nodes) {
      expect(source.name).toMatch(/ \(demo\)$/);
      expect(source.domain).toMatch(/\.demo$/);
      expect(source.rights.creditText).toContain('not a real outlet');
    }
  });
});
