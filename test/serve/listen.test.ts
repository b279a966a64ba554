import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { startTestServer } from './server.ts';

let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  await database?.close();
});

describe('health', () => {
  it('is ready while the migrated database answers', async () => {
    const server = await startTestServer(database);
    expect((await server.get('/healthz')).json).toEqual({ status: 'ok', version: '1.2.3' });
    const answer = await server.get('/readyz');
    expect([answer.status, answer.json]).toEqual([
      200,
      { status: 'ok', checks: { database: 'ok', draining: false } },
    ]);
    await server.stop();
  });

  it('is alive but not ready when the database hangs or refuses', async () => {
    const hanging = { ...database, db: { execute: () => new Promise(() => {}) } } as unknown as Database;
    const refusing = {
      ...database,
      db: { execute: () => Promise.reject(new Error('down')) },
    } as unknown as Database;
    for (const broken of [hanging, refusing]) {
      const server = await startTestServer(broken);
      expect((await server.get('/healthz')).status).toBe(200);
      const answer = await server.get('/readyz');
      expect([answer.status, answer.json.checks.database]).toEqual([503, 'unreachable']);
      await server.stop();
    }
  });

  it('tells programs what is where, and sends browsers to the playground', async () => {
    const server = await startTestServer(database);
    expect((await server.get('/')).json).toMatchObject({ name: 'Kabar', graphql: '/graphql' });
    const browser = await server.get('/', { accept: 'text/html,*/*;q=0.8' });
    expect([browser.status, browser.headers.get('location')]).toEqual([302, '/graphql']);
    await server.stop();
  });
});

describe('stopping', () => {
  it('says so on /readyz while it still serves, then closes', async () => {
    const server = await startTestServer(database, { drainMs: 500 });
    const stopped = server.stop();
    const readiness = await server.get('/readyz');
    expect([readiness.status, readiness.json.checks.draining]).toEqual([503, true]);
    expect((await server.post({ query: '{hello}' })).json.data.hello).toBe('world');
    await stopped;
    await expect(server.get('/healthz')).rejects.toThrow();
  });

  it('lets an operation in flight finish, and may be asked twice', async () => {
    const server = await startTestServer(database, { deadlineMs: 400 });
    const inFlight = server.post({ query: '{slow}' });
    await expect.poll(() => server.get('/healthz').then((answer) => answer.status)).toBe(200);
    await Promise.all([server.stop(), server.stop()]);
    expect((await inFlight).status).toBe(504);
  });

  it('leaves the database open', async () => {
    const server = await startTestServer(database);
    await server.stop();
    const again = await startTestServer(database);
    expect((await again.get('/readyz')).status).toBe(200);
    await again.stop();
  });

  it('refuses to start on a port that is taken', async () => {
    const server = await startTestServer(database);
    const port = Number(new URL(server.url).port);
    const { createServer } = await import('../../src/serve/http.ts');
    const { buildTinyGraph } = await import('./graph.ts');
    const { silentLog } = await import('../../src/base/log.ts');
    const deps = {
      database,
      config: { PLAYGROUND: true },
      log: silentLog,
      schema: buildTinyGraph(),
      version: '1',
      now: () => new Date(),
    };
    const second = await createServer(deps);
    await expect(second.listen({ host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await second.close();
    await server.stop();
  });
});
