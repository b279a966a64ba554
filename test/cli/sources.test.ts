import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockDirectory } from '../../src/store/lock.ts';
import { type Outlet, startOutlet } from '../kit/web.ts';
import { runCommand } from './kit.ts';

let folder = '';
let outlet: Outlet;
let silent: Outlet;
let env: Record<string, string> = {};

const rss =
  '<rss version="2.0"><channel><title>Koran Uji</title><language>id</language><item><title>Satu</title><link>/satu</link></item></channel></rss>';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kabar-cli-'));
  outlet = await startOutlet({
    '/': '<html lang="id"><meta property="og:site_name" content="Koran Uji"><link rel="alternate" type="application/rss+xml" href="/rss">',
    '/rss': { body: rss, headers: { 'content-type': 'application/rss+xml' } },
    '/satu': `<html lang="id"><head><title>Satu</title></head><body><article><h1>Warga bersihkan sungai</h1>${'<p>Ratusan warga membersihkan sungai pada Jumat pagi bersama sukarelawan dari kampung di tepi sungai itu.</p>'.repeat(3)}</article></body></html>`,
  });
  silent = await startOutlet({ '/': '<p>none</p>' });
  env = {
    KABAR_DATA_DIR: join(folder, 'data'),
    FETCH_ALLOW_HOSTS: `${outlet.host},${silent.host}`,
    DEMO: 'off',
    READER_THREADS: '0',
    FETCH_TIMEOUT_MS: '2000',
  };
});
afterAll(async () => {
  await outlet.close();
  await silent.close();
  await rm(folder, { recursive: true, force: true });
});

const kabar = (...args: string[]) => runCommand(args, { env });

describe('kabar sources', () => {
  it('says how to begin while there is none', async () => {
    expect(await kabar('sources', 'list')).toEqual({
      exitCode: 0,
      out: '',
      err: 'No outlet is configured; add one with: kabar sources add <url>\n',
    });
  });

  it('adds an outlet by the address of its site and tells what it found', async () => {
    const { exitCode, out } = await kabar(
      'sources',
      'add',
      outlet.url,
      '--country',
      'id',
      '--kind',
      'NEWSPAPER',
    );
    expect(exitCode).toBe(0);
    expect(out).toBe(`Added Koran Uji (${outlet.host}, NEWSPAPER, ID, id)\n  RSS  ${outlet.url}/rss\n`);
  });

  it('refuses it a second time, and addresses without a feed', async () => {
    expect(await kabar('sources', 'add', `${outlet.url}/rss`)).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('configured already'),
    });
    const none = await kabar('sources', 'add', silent.url);
    expect(none).toMatchObject({ exitCode: 1, out: '', err: expect.stringContaining('No feed was found') });
    expect(none.err).not.toMatch(/\n\s+at /);
    expect((await kabar('sources', 'add', 'ftp://koran.test')).exitCode).toBe(2);
  });

  it('refuses a loopback address that FETCH_ALLOW_HOSTS does not name', async () => {
    const ran = await runCommand(['sources', 'add', outlet.url], { env: { ...env, FETCH_ALLOW_HOSTS: '' } });
    expect(ran).toMatchObject({ exitCode: 1, err: expect.stringContaining('FETCH_ALLOW_HOSTS') });
  });

  it('lists a line for each channel, or JSON', async () => {
    const { out } = await kabar('sources', 'list');
    const [header, line] = out.split('\n');
    expect(header).toMatch(/^NAME +DOMAIN +CHANNEL +STATE +LAST ERROR$/);
    expect(line).toMatch(/^Koran Uji +127\.0\.0\.1:\d+ +RSS +NEVER_FETCHED$/);
    expect(JSON.parse((await kabar('sources', 'list', '--json')).out)).toEqual([
      {
        name: 'Koran Uji',
        domain: outlet.host,
        url: `${outlet.url}/`,
        kind: 'NEWSPAPER',
        country: 'ID',
        languages: ['id'],
        isDemo: false,
        channels: [
          {
            kind: 'RSS',
            url: `${outlet.url}/rss`,
            ingestible: true,
            state: 'NEVER_FETCHED',
            lastError: null,
          },
        ],
      },
    ]);
  });

  it('are read once by ingest, which tells what came of it', async () => {
    const ran = await kabar('ingest', '--source', outlet.host);
    expect(ran).toMatchObject({ exitCode: 0, out: '1 channels, 0 failed, 1 new articles.\n' });
    expect(ran.err).toContain(`${outlet.host}  1 entries (1 created)  ${outlet.url}/rss`);
    const unknown = await kabar('ingest', '--source', 'nowhere.test');
    expect(unknown).toMatchObject({ exitCode: 1, out: '', err: expect.stringContaining('not configured') });
  });

  it('exports and imports: bad outlines are reported and stop nothing', async () => {
    const file = join(folder, 'list.opml');
    const exported = (await kabar('sources', 'export')).out;
    expect(exported).toContain(`xmlUrl="${outlet.url}/rss"`);
    const more =
      '<outline text="Baru" xmlUrl="https://baru.test/rss"/><outline text="Rusak" xmlUrl="nowhere"/>';
    await writeFile(file, exported.replace('</body>', `${more}</body>`));
    const ran = await kabar('sources', 'import', file);
    expect(ran).toMatchObject({
      exitCode: 0,
      out: '1 outlets added, 1 configured already, 1 could not be read.\n',
    });
    expect(ran.err).toContain('Left out Rusak: not a web address');
    const bad = await runCommand(['sources', 'import', '-'], {
      env,
      input: '<opml><body><outline text="x" xmlUrl="::"/></body></opml>',
    });
    expect(bad.exitCode).toBe(1);
    expect(await kabar('sources', 'import', join(folder, 'none'))).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('no file'),
    });
  });

  it('removes by domain or address, and says when there is nothing to remove', async () => {
    expect(await kabar('sources', 'remove', 'https://www.baru.test/')).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('baru.test'),
    });
    expect(await kabar('sources', 'remove', 'baru.test')).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('not configured'),
    });
  });

  it('ends with 2 while another process holds the data directory', async () => {
    const unlock = lockDirectory(env.KABAR_DATA_DIR ?? '');
    const ran = await kabar('sources', 'list');
    unlock();
    expect(ran).toMatchObject({ exitCode: 2, err: expect.stringContaining('is in use by process') });
  });
});
