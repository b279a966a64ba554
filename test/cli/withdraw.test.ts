import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withDatabase } from '../../src/cli/database.ts';
import { addPaper, idOf, save, storyIdOf } from '../store/articleKit.ts';
import { createProcess, runCommand } from './kit.ts';

const url = 'https://paper.example/bridge';
let folder = '';
let env: Record<string, string> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kabar-withdraw-'));
  env = { KABAR_DATA_DIR: join(folder, 'data'), DEMO: 'off' };
  const config = await createProcess({ env }).io.readConfig();
  await withDatabase(config, async (database) => {
    const sourceId = await addPaper(database, 'paper.example');
    await save(database, { sourceId, url, headline: 'Bridge falls' });
    await save(database, { sourceId, url: `${url}-2`, headline: 'Bridge is rebuilt' });
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const kabar = (...args: string[]) => runCommand(['withdraw', ...args], { env });

describe('kabar withdraw', () => {
  it('wants to know what, and who asks', async () => {
    for (const args of [[], [url, '--list'], [url], ['nonsense', '--by', 'A. Reader']]) {
      const ran = await kabar(...args);
      expect(ran.exitCode, args.join(' ')).not.toBe(0);
      expect(ran.out).toBe('');
    }
    expect(await kabar('art_0000000000000000', '--by', 'A. Reader')).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('no article art_0000000000000000'),
    });
    expect((await kabar('--list')).err).toBe('Nothing was withdrawn.\n');
  });

  it('takes an article down by its address, however it is typed, or by its id', async () => {
    const ran = await kabar(`${url}?utm_source=mail`, '--by', 'A. Reader', '--note', 'court order');
    expect(ran).toEqual({
      exitCode: 0,
      out: `Withdrawn ${idOf(url)} ${url}\n  its story ${storyIdOf(url)} ended with it\n`,
      err: '',
    });
    expect((await kabar(idOf(`${url}-2`), '--by', 'A. Reader')).exitCode).toBe(0);
    expect((await kabar(`${url}-3`, '--by', 'A. Reader')).out).toContain('it will not be stored');
  });

  it('lists what was withdrawn', async () => {
    const { out } = await kabar('--list');
    expect(out.split('\n')[0]).toMatch(/^AT +CAUSE +ID +URL +BY +NOTE$/);
    expect(out).toMatch(new RegExp(`TAKEDOWN +${idOf(url)} +${url} +A\\. Reader +court order`));
  });

  it('allows an address to be read again', async () => {
    expect(await kabar('--undo', url)).toEqual({ exitCode: 0, out: `${url} may be read again.\n`, err: '' });
    expect(await kabar('--undo', url)).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('not withdrawn'),
    });
  });
});
