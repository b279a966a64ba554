import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/db.ts';
import { pingDatabase } from '../../src/store/health.ts';
import { openTestDatabase } from '../kit/database.ts';

describe('a ping of the database', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  it('is ok on a migrated database, and costs one statement', async () => {
    const before = database.statementCount();
    expect(await pingDatabase(database)).toBe('ok');
    expect(database.statementCount() - before).toBe(1);
  });

  it('tells when no migration has run', async () => {
    await database.db.execute('drop schema drizzle cascade');
    expect(await pingDatabase(database)).toBe('unmigrated');
  });
});
