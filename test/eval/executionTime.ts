/** What statements take inside PostgreSQL, without the way there and back. */
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { Database, Db } from '../../src/store/db.ts';

/**
 * The execution times (EXPLAIN ANALYZE, in ms, planning left out) of the statements that `work` sends, added up; one
 * number for each time they were run again, ascending.
 */
export async function executionTimes(
  url: string,
  work: (database: Database) => Promise<unknown>,
  times: number,
): Promise<number[]> {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  const sent: { query: string; params: unknown[] }[] = [];
  const logQuery = (query: string, params: unknown[]) => sent.push({ query, params });
  const db = drizzle(client, { logger: { logQuery } }) as unknown as Db;
  try {
    await work({ db, engine: 'postgres', statementCount: () => sent.length, close: async () => {} });
    const taken: number[] = [];
    for (let n = 0; n < times; n++) {
      let total = 0;
      for (const { query, params } of sent) {
        const explain = `explain (analyze, format json) ${query}`;
        const [row] = await client.unsafe(explain, params as never[], { prepare: true });
        total += row?.['QUERY PLAN'][0]['Execution Time'] ?? 0;
      }
      taken.push(total);
    }
    return taken.sort((a, b) => a - b);
  } finally {
    await client.end();
  }
}
