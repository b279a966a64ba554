import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openPostgres, prepared, rows } from '../../src/store/db.ts';
import { sources } from '../../src/store/tables.ts';
import { openTestDatabase } from '../kit/database.ts';

describe('the database on either engine', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  const source = (domain: string) => ({
    publicId: `src_${domain}`,
    name: domain,
    domain,
    url: `https://${domain}/`,
    languages: ['id', 'en'],
    createdAt: new Date('2015-11-27T10:00:00.123Z'),
  });

  it('stores and returns arrays, instants in milliseconds and defaults alike', async () => {
    await database.db.insert(sources).values(source('one.example'));
    const [row] = await database.db.select().from(sources).where(eq(sources.domain, 'one.example'));
    expect(row).toMatchObject({ languages: ['id', 'en'], exposure: 'SNIPPET', isDemo: false });
    expect(row?.createdAt.toISOString()).toBe('2015-11-27T10:00:00.123Z');
  });

  it('calls an address that is none a wrong setting', () => {
    expect(() => openPostgres('postgres://a b/c', { pool: 1, prepare: true })).toThrow(
      'DATABASE_URL is not an address',
    );
  });

  it('undoes a transaction that throws and lets statements outside it wait', async () => {
    const failing = database.db.transaction(async (tx) => {
      await tx.insert(sources).values(source('two.example'));
      throw new Error('stop');
    });
    const beside = database.db.insert(sources).values(source('three.example'));
    await expect(failing).rejects.toThrow('stop');
    await beside;
    const found = await rows<{ domain: string }>(database, sql`select domain from sources order by id`);
    expect(found.map((row) => row.domain)).toEqual(['one.example', 'three.example']);
  });

  it('answers a failed statement with the SQLSTATE and goes on', async () => {
    const twice = database.db.insert(sources).values(source('one.example'));
    await expect(twice).rejects.toMatchObject({ cause: { code: '23505' } });
    expect(await rows(database, sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });

  it('runs a prepared statement with an array parameter and counts one statement', async () => {
    const byIds = prepared(database, 'test_sources_by_domain', (db) =>
      db
        .select({ domain: sources.domain })
        .from(sources)
        .where(sql`${sources.domain} = any(${sql.placeholder('domains')}::text[])`)
        .prepare('test_sources_by_domain'),
    );
    const before = database.statementCount();
    expect(await byIds.execute({ domains: ['one.example', 'nine.example'] })).toEqual([
      { domain: 'one.example' },
    ]);
    expect(database.statementCount() - before).toBe(1);
  });
});
