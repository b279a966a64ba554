import { Writable } from 'node:stream';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import { createLog } from '../../src/base/log.ts';
import { type Database, rows } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const logged = (error: unknown): string => {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk));
      done();
    },
  });
  createLog({ LOG_LEVEL: 'info' }, stream).error({ err: error }, 'it failed');
  return lines.join('');
};

it('repeats no parameter of a statement that failed, however deep the failure lies', async () => {
  const secret = 'a-token\n    at of somebody';
  const failed = await rows(database, sql`select 1 from nowhere where token = ${secret}`).catch((e) => e);
  const wrapped = new AppError('INTERNAL', 'It failed.', { cause: failed });
  for (const error of [failed, wrapped, new AggregateError([failed], 'Both failed.', { cause: wrapped })]) {
    const line = logged(error);
    expect(line).not.toContain('a-token');
    expect(line).not.toContain('of somebody');
    expect(line).toContain('select 1 from nowhere where token = $1');
    expect(line).toContain('log.test.ts');
  }
});

it('leaves other errors, and what is none, as they are', () => {
  expect(JSON.parse(logged(new AppError('CONFLICT', 'It is taken.'))).err).toMatchObject({
    ...{ type: 'AppError', message: 'It is taken.', code: 'CONFLICT' },
  });
  expect(JSON.parse(logged('gone')).err).toBe('gone');
});
