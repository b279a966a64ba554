/**
 * `npm run eval:sync`: a client that syncs by `changes` ends with exactly what the server holds, after 100 random kills
 * (KILLS) of either while the store is edited. It makes a database of its own on TEST_DATABASE_URL
 * (postgres@127.0.0.1:5432 when unset) and drops it afterwards. It runs the built program.
 */
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import postgres from 'postgres';
import { it } from 'vitest';
import { openPostgres } from '../../src/store/db.ts';
import { migrateDatabase } from '../../src/store/migrate.ts';
import { runSyncKills } from './syncKills.ts';

const server = process.env.TEST_DATABASE_URL || 'postgres://postgres@127.0.0.1:5432/postgres';
const kills = Number(process.env.KILLS ?? 100);
const seed = Number(process.env.SEED ?? 1);

it('syncs through kills', { timeout: 3_600_000 }, async () => {
  const name = `kabar_sync_${randomUUID().replaceAll('-', '')}`;
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name}`);
  const address = new URL(server);
  address.pathname = `/${name}`;
  const url = address.href;
  const database = { ...openPostgres(url, { pool: 4, prepare: true }), url };
  try {
    await migrateDatabase(database, url);
    const { copy, stored, kills: counts } = await runSyncKills(database, { kills, seed });
    console.log(`\n${JSON.stringify(counts)}, ${stored.length} nodes stored, ${copy.length} in the copy`);
    console.log(`the copy is ${isDeepStrictEqual(copy, stored) ? '' : 'NOT '}what is stored`);
  } finally {
    await database.close();
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.end();
  }
});
