import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildGraph } from '../../src/graph/schema.ts';
import { parseFeed } from '../../src/ingest/feed.ts';
import { readOpml } from '../../src/outlets/opml.ts';
import { createApiKey } from '../../src/store/apiKeys.ts';
import { addSource } from '../../src/store/configuredSources.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { seedGraph, seedNow } from '../kit/seed.ts';
import { startTestServer, type TestServer } from './server.ts';

const blocks = [...readFileSync('docs/saved-searches.md', 'utf8').matchAll(/^```sh\n([\s\S]*?)^```/gmu)];

let database: Database;
let server: TestServer;
let folder: string;

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
  await addSource(
    database,
    {
      ...{ name: 'Koran', domain: 'koran.example', url: 'https://koran.example/', kind: 'NEWSPAPER' },
      ...{ country: 'ID', languages: ['id'], exposure: 'SNIPPET', isDemo: false },
      channels: [{ kind: 'RSS', url: 'https://koran.example/rss' }],
    },
    seedNow,
  );
  server = await startTestServer(database, { schema: buildGraph(), now: () => seedNow });
  folder = mkdtempSync(join(tmpdir(), 'kabar-page-'));
  const { text } = await createApiKey(database, {
    ...{ name: 'my reader', scopes: ['WRITE_SAVED_SEARCH'], expiresAt: null, now: seedNow },
  });
  writeFileSync(join(folder, 'kabar-key'), `${text}\n`);
});
afterAll(async () => {
  await server?.stop();
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('does what docs/saved-searches.md shows', async () => {
  const mark = '--- next block ---';
  const script = blocks
    .map(([, text]) => text ?? '')
    .join(`echo; echo '${mark}'\n`)
    .replaceAll('localhost:4000', new URL(server.url).host)
    .replaceAll('/tmp/', `${folder}/`)
    .replaceAll('| head -20', '');
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script]);
  const [made = '', listed = '', feeds = '', unchanged, deleted = '', used = '', opml = ''] = stdout
    .split(mark)
    .map((part) => part.trim());
  const { savedSearch, errors } = JSON.parse(made).data.createSavedSearch;
  expect(errors).toEqual([]);
  expect(JSON.parse(listed).data.viewer.savedSearches).toMatchObject({
    totalCount: 1,
    nodes: [{ id: savedSearch.id, name: 'Kremlin', query: 'kremlin' }],
  });
  const [rss = '', atom = '', json = ''] = feeds.split(/(?=<\?xml)|(?=^\{$)/m);
  const read = [rss, atom, json].map((text) => parseFeed(text, { url: savedSearch.rssUrl, now: seedNow }));
  expect(read.map(({ kind }) => kind)).toEqual(['RSS', 'ATOM', 'JSON_FEED']);
  for (const { entries } of read) expect(entries[0]?.headline).toBe(savedSearch.results.nodes[0].headline);
  expect(unchanged).toBe('304');
  expect(deleted).toContain(`"deletedId":"${savedSearch.id}"`);
  expect(deleted).toMatch(/404$/);
  expect(JSON.parse(used).data.viewer).toMatchObject({ keyName: 'my reader', usage: { total: 0 } });
  expect(readOpml(opml).outlets.map(({ name }) => name)).toContain('Koran');
});
