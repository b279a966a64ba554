import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Outlet, startOutlet } from '../kit/web.ts';
import { runCommand } from './kit.ts';

let folder = '';
let outlet: Outlet;
let env: Record<string, string> = {};

const kabar = (...args: string[]) => runCommand(args, { env });
const show = async () => JSON.parse((await kabar('sources', 'show', outlet.host, '--json')).out);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kabar-set-'));
  outlet = await startOutlet({
    '/': `<html lang="id"><meta property="og:site_name" content="Koran Uji"><link rel="icon" href="/i.png">
      <link rel="alternate" type="application/rss+xml" href="/rss"><a href="https://t.me/koranuji">Telegram</a>`,
    '/rss':
      '<rss version="2.0"><channel><title>K</title><item><title>Satu</title><link>/satu</link></item></channel></rss>',
  });
  env = { KABAR_DATA_DIR: join(folder, 'data'), FETCH_ALLOW_HOSTS: outlet.host, DEMO: 'off' };
  await kabar('sources', 'add', outlet.url);
});
afterAll(async () => {
  await outlet.close();
  await rm(folder, { recursive: true, force: true });
});

describe('kabar sources show', () => {
  it('prints what is known of an outlet, channel by channel', async () => {
    const { exitCode, out } = await kabar('sources', 'show', outlet.url);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^Koran Uji\n {2}domain +127\.0\.0\.1:\d+\n {2}site +http/);
    expect(out).toMatch(/\n {2}icon +http:\/\/127\.0\.0\.1:\d+\/i\.png\n/);
    expect(out).toMatch(/\n {2}exposure +SNIPPET of 150 characters\n/);
    expect(out).toMatch(/\n\n {2}RSS {2}http\S+\/rss\n {4}state +NEVER_FETCHED\n {4}next attempt {2}20/);
    expect(out).toMatch(/\n\n {2}TELEGRAM {2}https:\/\/t\.me\/s\/koranuji\n {4}read {2}no, for people\n$/);
    expect(out).not.toMatch(/null|undefined|licence|selectors/);
  });

  it('prints it all as JSON, without keys of the database', async () => {
    const source = await show();
    expect(source).toMatchObject({
      name: 'Koran Uji',
      licenceUrl: null,
      selectors: null,
      articleCount: 0,
      channels: [{ kind: 'RSS', ingestible: true, websub: null }, { ingestible: false }],
    });
    expect(source).not.toHaveProperty('id');
    expect(source.channels[0]).not.toHaveProperty('id');
    expect(source.channels[0]).not.toHaveProperty('sourceId');
  });

  it('is listed with its channels for people, which a list in OPML keeps', async () => {
    expect((await kabar('sources', 'list')).out).toMatch(/TELEGRAM +for people$/m);
    const opml = (await kabar('sources', 'export')).out;
    expect(opml).toMatch(
      /type="telegram" category="[^"]*\/for\/people" xmlUrl="https:\/\/t\.me\/s\/koranuji"/,
    );
  });

  it('says so when there is no such outlet', async () => {
    const ran = await kabar('sources', 'show', 'nowhere.test');
    expect(ran).toMatchObject({ exitCode: 1, out: '', err: expect.stringContaining('not configured') });
  });
});

describe('kabar sources set', () => {
  const set = (...options: string[]) => kabar('sources', 'set', outlet.host, ...options);

  it('changes what is named and nothing else', async () => {
    const before = await show();
    const rights = ['--exposure', 'FULL_TEXT', '--licence', 'https://koran.test/licence', '--snippet', '80'];
    const ran = await set('--name', 'Koran Baru', '--country', 'my', '--language', 'ms,en-GB', ...rights);
    expect(ran).toMatchObject({ exitCode: 0, err: '', out: expect.stringMatching(/^Changed Koran Baru /) });
    expect(await show()).toEqual({
      ...before,
      name: 'Koran Baru',
      country: 'MY',
      languages: ['ms', 'en'],
      exposure: 'FULL_TEXT',
      licenceUrl: 'https://koran.test/licence',
      snippetMaxChars: 80,
    });
  });

  it('warns when whole texts are to be shown without a licence', async () => {
    expect((await set('--no-licence')).err).toContain('Without --licence');
    expect(await show()).toMatchObject({ licenceUrl: null, exposure: 'FULL_TEXT' });
    expect((await set('--exposure', 'NONE', '--kind', 'NEWSPAPER')).err).toBe('');
    expect(await show()).toMatchObject({ kind: 'NEWSPAPER', exposure: 'NONE' });
  });

  it('sets selectors one by one and drops them all', async () => {
    await set('--selector-body', 'div.isi > p', '--selector-remove', '.iklan', '--selector-remove', 'aside');
    await set('--selector-headline', 'h1:not(.x)');
    const both = { body: 'div.isi > p', remove: ['.iklan', 'aside'], headline: 'h1:not(.x)' };
    expect((await show()).selectors).toEqual(both);
    expect((await kabar('sources', 'show', outlet.host)).out).toContain('div.isi > p');
    await set('--no-selectors', '--selector-date', 'time');
    expect((await show()).selectors).toEqual({ date: 'time' });
    await set('--no-selectors');
    expect((await show()).selectors).toBeNull();
  });

  it('refuses what is no selector, and changes nothing', async () => {
    for (const [option, css] of [
      ['--selector-body', 'div[['],
      ['--selector-body', ''],
      ['--selector-remove', ':nonsense'],
      ['--selector-date', 'a'.repeat(501)],
    ] as const) {
      const ran = await set(option, css, '--name', 'X');
      expect([css, ran.exitCode]).toEqual([css, 2]);
      expect(ran.err).toContain(option);
      expect(ran.err).not.toMatch(/\n\s+at /);
    }
    expect(await show()).toMatchObject({ name: 'Koran Baru', selectors: null });
  });

  it('refuses wrong values, nothing to change, and unknown outlets', async () => {
    const wrong = [
      [],
      ['--snippet', '-1'],
      ['--snippet', '9999'],
      ['--exposure', 'ALL'],
      ['--licence', 'ftp://x'],
      ['--language', 'id,,en'],
      ['--country', 'Indonesia'],
      ['--name', ' '],
    ];
    for (const options of wrong) expect([options, (await set(...options)).exitCode]).toEqual([options, 2]);
    expect((await kabar('sources', 'set', 'nowhere.test', '--name', 'X')).exitCode).toBe(1);
  });
});
