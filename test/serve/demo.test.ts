import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/base/config.ts';
import { silentLog } from '../../src/base/log.ts';
import { buildGraph } from '../../src/graph/schema.ts';
import { startDemo } from '../../src/run/demoSources.ts';
import { openPipeline } from '../../src/run/openPipeline.ts';
import { ingestOnce } from '../../src/run/worker.ts';
import type { Database } from '../../src/store/db.ts';
import { exampleTabs } from '../../src/web/playground/tabs.ts';
import { openTestDatabase } from '../kit/database.ts';
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

  it.each(named)('$name brings rows', async ({ query, variables }) => {
    const answer = await server.post({ query, variables });
    expect([answer.status, answer.json.errors]).toEqual([200, undefined]);
    const counts = outerNodes(answer.json.data);
    expect(counts.length).toBeGreaterThan(0);
    expect(Math.min(...counts)).toBeGreaterThan(0);
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
