import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { openPostgres, rows } from '../../src/store/db.ts';
import { migrateDatabase } from '../../src/store/migrate.ts';
import { onServer, openTestDatabase, postgresUrl, urlOf } from '../kit/database.ts';

describe('the migrator', () => {
  it('does nothing when run again', async () => {
    const database = await openTestDatabase();
    await migrateDatabase(database, database.url ?? undefined);
    const [row] = await rows<{ n: number }>(database, sql`select count(*)::int as n from sources`);
    expect(row?.n).toBe(0);
    await database.close();
  });

  it.runIf(postgresUrl)('brings an empty database up once when 20 processes start at once', async () => {
    const name = `kabar_race_${randomUUID().replaceAll('-', '')}`;
    await onServer(`create database ${name}`);
    const racers = Array.from({ length: 20 }, () => openPostgres(urlOf(name), { pool: 1, prepare: true }));
    const outcomes = await Promise.allSettled(racers.map((racer) => migrateDatabase(racer, urlOf(name))));
    expect(outcomes.filter((o) => o.status === 'rejected')).toEqual([]);
    const [first] = racers;
    if (first) {
      const applied = await rows<{ n: number }>(
        first,
        sql`select count(*)::int as n from drizzle.__drizzle_migrations`,
      );
      const files = await import('../../drizzle/meta/_journal.json', { with: { type: 'json' } });
      expect(applied[0]?.n).toBe(files.default.entries.length);
    }
    await Promise.all(racers.map((racer) => racer.close()));
    await onServer(`drop database ${name} with (force)`);
  });
});
