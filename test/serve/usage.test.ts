import { afterAll, beforeAll, expect, it } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import { buildGraph } from '../../src/graph/schema.ts';
import { createUsageLog } from '../../src/serve/usage.ts';
import { createApiKey } from '../../src/store/apiKeys.ts';
import type { Database } from '../../src/store/db.ts';
import { keyUsage } from '../../src/store/tablesClients.ts';
import { openTestDatabase } from '../kit/database.ts';
import { startTestServer } from './server.ts';

let now = new Date('2026-03-01T10:15:00Z');
let database: Database;
let key: Awaited<ReturnType<typeof createApiKey>>;

beforeAll(async () => {
  database = await openTestDatabase();
  key = await createApiKey(database, { name: 'desk', scopes: [], expiresAt: null, now });
});
afterAll(() => database?.close());

const noted = () => database.db.select().from(keyUsage).orderBy(keyUsage.hour);

it('is what the budget was charged, written when the server ends at the latest', async () => {
  const server = await startTestServer(database, { schema: buildGraph(), now: () => now });
  const headers = { 'x-api-key': key.text };
  const asked = [
    await server.post({ query: '{articles(first:1){nodes{id}}}' }, headers),
    await server.post({ query: '{articles(query:"x",first:100){nodes{id}}}' }, headers),
    await server.post({ query: '{nonsense}' }, headers),
  ];
  await server.post({ query: '{articles(first:1){nodes{id}}}' });
  const costs = asked.map(({ json }) => json.extensions?.cost?.actual ?? 1);
  expect(await noted()).toEqual([]);
  await server.stop();
  expect(await noted()).toEqual([
    {
      ...{ keyId: key.key.id, hour: new Date('2026-03-01T10:00:00Z'), operations: 3 },
      points: costs.reduce((sum, cost) => sum + cost, 0),
    },
  ]);
});

it('is added up over processes and hours', async () => {
  now = new Date('2026-03-01T11:59:59Z');
  const logs = [1, 2].map(() => createUsageLog({ database, log: silentLog, now: () => now }));
  for (const one of logs) one.note(key.key.id, { points: 5, operations: 1 });
  now = new Date('2026-03-01T12:00:00Z');
  for (const one of logs) one.note(key.key.id, { points: -2 });
  await Promise.all(logs.map((one) => one.close()));
  const [, eleven, twelve] = await noted();
  expect(eleven).toMatchObject({ points: 10, operations: 2 });
  expect(twelve).toMatchObject({ points: -4, operations: 0 });
});

it('is kept while it cannot be written, and passes over keys that are gone', async () => {
  now = new Date('2026-03-01T13:00:00Z');
  const usage = createUsageLog({ database, log: silentLog, now: () => now });
  usage.note(key.key.id, { points: 7 });
  usage.note(999_999, { points: 7 });
  await database.db.execute('alter table key_usage rename to elsewhere');
  await usage.close();
  await database.db.execute('alter table elsewhere rename to key_usage');
  await usage.close();
  expect((await noted()).at(-1)).toMatchObject({ keyId: key.key.id, points: 7 });
});
