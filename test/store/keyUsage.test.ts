import { setTimeout } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApiKey } from '../../src/store/apiKeys.ts';
import { type Database, rows, rowsOf } from '../../src/store/db.ts';
import { addKeyUse, forgetKeyUse } from '../../src/store/keyUsage.ts';
import { keyUsage } from '../../src/store/tablesClients.ts';
import { openTestDatabase, postgresUrl } from '../kit/database.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const now = new Date('2026-03-01T10:15:00Z');
const hour = new Date('2026-03-01T10:00:00Z');
const isWaiting = sql`select 1 from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock' and query like 'insert into key_usage%'`;

it.runIf(postgresUrl)('is added up in one order, so that gateways do not lock each other out', async () => {
  const made = [];
  for (const name of ['a', 'b'])
    made.push(await createApiKey(database, { name, scopes: [], expiresAt: null, now }));
  const [first = 0, second = 0] = made.map(({ key }) => key.id);
  // Neither the table nor the call has them in order.
  await database.db.execute(sql`update api_keys set name = 'c' where id = ${first}`);
  const use = (keyId: number) => ({ keyId, hour, operations: 1, points: 1 });
  await addKeyUse(database, [use(first), use(second)]);
  const row = (keyId: number) => sql`select 1 from key_usage where key_id = ${keyId} for update`;
  const added = await database.db.transaction(async (tx) => {
    await rowsOf(tx, row(first));
    const adding = addKeyUse(database, [use(second), use(first)]);
    while ((await rows(database, isWaiting)).length === 0) await setTimeout(5);
    await rowsOf(tx, sql`${row(second)} nowait`);
    return { adding };
  });
  await added.adding;
  const noted = await database.db.select().from(keyUsage);
  expect(noted.map(({ operations }) => operations)).toEqual([2, 2]);
});

it('is forgotten before an instant, and kept from it on', async () => {
  await database.db.delete(keyUsage);
  const { key } = await createApiKey(database, { name: 'old', scopes: [], expiresAt: null, now });
  const hoursAgo = (count: number) => new Date(hour.getTime() - count * 3_600_000);
  const use = (count: number) => ({ keyId: key.id, hour: hoursAgo(count), operations: 1, points: 1 });
  await addKeyUse(database, [use(0), use(1), use(2)]);
  await forgetKeyUse(database, hoursAgo(1));
  const kept = await database.db.select().from(keyUsage).orderBy(keyUsage.hour);
  expect(kept.map((row) => row.hour)).toEqual([hoursAgo(1), hour]);
});
