import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/program.ts';
import { createProcess, type Process } from './kit.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kabar-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function until<T>(look: () => T | null): Promise<T> {
  for (let tries = 0; tries < 1000; tries += 1) {
    const found = look();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('waited fifty seconds in vain');
}

const urlIn = (process: Process) => /Kabar is ready at (\S+)/.exec(process.out())?.[1] ?? null;

describe('kabar serve', () => {
  it('says where it is, answers, and ends with 0 on SIGTERM', async () => {
    const process = createProcess({ env: { KABAR_DATA_DIR: join(folder, 'serve'), PORT: '0' } });
    const ended = runCli(['serve'], process.io);
    const url = await until(() => urlIn(process));
    expect(process.out()).toContain('No outlet configured: add one with');
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    });
    expect(await answer.json()).toMatchObject({ data: { __typename: 'Query' } });
    process.stop('SIGTERM');
    expect(await ended).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe('kabar start', () => {
  it('reads the demo newsroom while there is no outlet, and ends with 130 on Ctrl-C', async () => {
    const env = { KABAR_DATA_DIR: join(folder, 'start'), PORT: '0', DEMO_PORT: '0' };
    const process = createProcess({ env });
    const ended = runCli(['start'], process.io);
    await until(() => urlIn(process));
    expect(process.out()).toMatch(
      /No outlet configured: reading the demo newsroom at http:\/\/127\.0\.0\.1:\d+; add one with/,
    );
    process.stop('SIGINT');
    expect(await ended).toBe(130);
  });
});

describe('kabar demo', () => {
  it('prints its channels, serves them, and closes', async () => {
    const process = createProcess();
    const ended = runCli(['demo', '--port', '0'], process.io);
    const line = await until(() => /^RSS\t(\S+)\t/m.exec(process.out()));
    expect(await (await fetch(line[1] ?? '')).text()).toContain('<rss');
    process.stop('SIGTERM');
    expect(await ended).toBe(0);
  });
});

/** The built program; made by `npm run build`, which tests do not run. */
const built = 'dist/main.js';

describe.runIf(existsSync(built) && existsSync('dist/cli/program.js'))('the built program', () => {
  const run = (args: string[]) =>
    spawn(process.execPath, [built, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = (child: ReturnType<typeof run>) =>
    new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
      const text = { out: '', err: '' };
      child.stdout.on('data', (chunk: Buffer) => {
        text.out += chunk;
      });
      child.stderr.on('data', (chunk: Buffer) => {
        text.err += chunk;
      });
      child.on('close', (code) => resolve({ code, ...text }));
    });

  it('filters stdin to stdout', async () => {
    const child = run(['feed']);
    child.stdin.end(
      '<rss version="2.0"><channel><item><title>Satu</title><link>https://koran.test/1</link></item></channel></rss>',
    );
    const { code, out, err } = await ended(child);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({ url: 'https://koran.test/1', headline: 'Satu' });
  });

  it('ends quietly when its reader goes away', async () => {
    const child = run(['extract']);
    child.stdin.on('error', () => {});
    const end = new Promise<{ code: number | null; err: string }>((resolve) => {
      let err = '';
      child.stderr.on('data', (chunk: Buffer) => {
        err += chunk;
      });
      child.on('close', (code) => resolve({ code, err }));
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const feed = setInterval(() => child.stdin.writable && child.stdin.write('{"id":1}\n'.repeat(1000)), 5);
    expect(await end).toEqual({ code: 0, err: '' });
    clearInterval(feed);
  });

  it('ends with 2 for wrong usage', async () => {
    const { code, out, err } = await ended(run(['nonsense']));
    expect({ code, out, hasWord: err.includes('nonsense') }).toEqual({ code: 2, out: '', hasWord: true });
  });
});
