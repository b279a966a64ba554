import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readApiKey } from '../../src/base/apiKey.ts';
import { runCommand } from './kit.ts';

const folder = mkdtempSync(join(tmpdir(), 'kabar-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));
const env = { KABAR_DATA_DIR: folder };
const keys = (...args: string[]) => runCommand(['keys', ...args], { env });

describe('kabar keys', () => {
  it('says so when there is none to list or to revoke', async () => {
    expect(await keys('list')).toMatchObject({
      exitCode: 0,
      out: '',
      err: expect.stringContaining('keys create'),
    });
    expect(await keys('revoke', 'nobody')).toMatchObject({ exitCode: 1, out: '' });
  });

  it('makes a key, shows it once, lists it without its secret and revokes it', async () => {
    const made = await keys('create', 'the dashboard', '--scope', 'curate', '--expires', '90d');
    expect(made.exitCode).toBe(0);
    const text = made.out.trim();
    const key = readApiKey(text);
    if (typeof key === 'string') throw new Error(key);
    expect(made.err).toContain('READ, CURATE');
    expect(made.err).not.toContain(text);

    const { out } = await keys('list');
    expect(out).toMatch(new RegExp(`${key.prefix} +VALID .* READ,CURATE +the dashboard`));
    expect(out).not.toContain(text.slice(13));

    const revoked = await keys('revoke', key.prefix);
    expect([revoked.exitCode, revoked.out]).toEqual([0, expect.stringContaining(`Revoked ${key.prefix}`)]);
    const [row] = (await keys('list', '--json')).out.split('\n');
    expect(JSON.parse(row ?? '')).toMatchObject({ prefix: key.prefix, state: 'REVOKED' });
    expect(row).not.toContain(key.hash);
  });

  it('refuses what is no scope, no date, no name, or past, before it makes anything', async () => {
    const wrong = [
      ['create', 'x', '--scope', 'FLY'],
      ['create', 'x', '--scope', ''],
      ['create', 'x', '--expires', 'soon'],
      ['create', 'x', '--expires', '99999d'],
      ['create', 'x', '--expires', '2001-01-01'],
      ['create', ' '],
      ['create', 'two\nlines'],
      ['create'],
    ];
    for (const args of wrong) {
      const ran = await keys(...args);
      expect([args.join(' '), ran.exitCode, ran.out]).toEqual([args.join(' '), 2, '']);
    }
  });
});
