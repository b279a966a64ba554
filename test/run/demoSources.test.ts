import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/base/config.ts';
import { silentLog } from '../../src/base/log.ts';
import { startDemo } from '../../src/run/demoSources.ts';
import { openPipeline } from '../../src/run/openPipeline.ts';
import { ingestOnce } from '../../src/run/worker.ts';
import { addSource, listConfigured } from '../../src/store/configuredSources.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase, postgresUrl, truncate } from '../kit/database.ts';

describe('the demo newsroom as sources', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(() => truncate(database));

  const now = new Date('2026-11-23T12:00:00Z');
  const start = (env: Record<string, string> = {}) =>
    startDemo({ config: readConfig({ DEMO_PORT: '0', ...env }), log: silentLog, database, clock: () => now });
  const demoChannels = async () =>
    (await listConfigured(database)).filter((s) => s.isDemo).flatMap((s) => s.channels);

  it('is read over HTTP by the whole pipeline while nothing else is configured', async () => {
    const demo = await start();
    const config = readConfig({ READER_THREADS: '0' });
    const allowHosts = demo?.allowHosts ?? [];
    const pipeline = await openPipeline({ config, log: silentLog, database, clock: () => now, allowHosts });
    const report = await ingestOnce(pipeline, { domain: null });
    expect(report).toMatchObject({ channels: 7, failed: 0 });
    expect(report.articles).toBeGreaterThanOrEqual(40);
    expect(await ingestOnce(pipeline, { domain: null })).toMatchObject({ articles: 0 });
    await pipeline.close();
    await demo?.close();
  });

  it('is retired by the first real outlet, and does not come back', async () => {
    const demo = await start();
    await demo?.close();
    expect(await demoChannels()).toHaveLength(7);
    const outlet = {
      name: 'Real',
      domain: 'real.example',
      url: 'https://real.example/',
      kind: 'NEWSPAPER' as const,
    };
    const channels = [{ kind: 'RSS' as const, url: 'https://real.example/feed' }];
    const more = { country: null, languages: ['en'], exposure: 'SNIPPET' as const, isDemo: false, channels };
    await addSource(database, { ...outlet, ...more }, now);
    expect(await demoChannels()).toHaveLength(0);
    expect(await start()).toBeNull();
    expect((await listConfigured(database)).map((source) => source.domain)).toEqual(['real.example']);
  });

  it('is never read with DEMO=off, even when it was before', async () => {
    const demo = await start();
    await demo?.close();
    expect(await start({ DEMO: 'off' })).toBeNull();
    expect(await demoChannels()).toHaveLength(0);
  });

  it.runIf(postgresUrl)('reads the newsroom that a process beside it serves already', async () => {
    const first = await start();
    const port = new URL(first?.url ?? '').port;
    const second = await start({ DEMO_PORT: port });
    expect(second).toMatchObject({ url: first?.url, allowHosts: first?.allowHosts });
    expect(await demoChannels()).toHaveLength(7);
    await second?.close();
    await first?.close();
  });

  it.runIf(postgresUrl)('is opened once by two processes that start at the same time', async () => {
    const probe = await start();
    const port = new URL(probe?.url ?? '').port;
    await probe?.close();
    await truncate(database);
    const both = await Promise.all([start({ DEMO_PORT: port }), start({ DEMO_PORT: port })]);
    expect(new Set(both.map((demo) => demo?.url)).size).toBe(1);
    expect(await demoChannels()).toHaveLength(7);
    for (const demo of both) await demo?.close();
  });

  it('refuses a port that a stranger holds, when its articles are known under it', async () => {
    const first = await start();
    const port = Number(new URL(first?.url ?? '').port);
    await first?.close();
    const stranger = createServer((_, response) => response.writeHead(404).end());
    await new Promise<void>((resolve) => stranger.listen(port, '127.0.0.1', resolve));
    await expect(start({ DEMO_PORT: String(port) })).rejects.toThrow('set DEMO_PORT');
    stranger.closeAllConnections();
    await new Promise((resolve) => stranger.close(resolve));
  });

  it('polls the addresses it has now, not those of an earlier port', async () => {
    for (let run = 0; run < 2; run += 1) await (await start())?.close();
    expect(await demoChannels()).toHaveLength(7);
  });
});
