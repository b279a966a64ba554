import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import { silentLog } from '../../src/base/log.ts';
import { decodeHtml } from '../../src/ingest/decode.ts';
import { createFetcher, type Fetcher, isPublicAddress } from '../../src/ingest/http.ts';
import { type Outlet, startOutlet } from '../kit/web.ts';

/** Text that does not compress to nothing. */
const text = Array.from({ length: 2000 }, (_, i) => (i * 7919).toString(36)).join(' ');

let outlet: Outlet;
let stranger: Outlet;
let fetcher: Fetcher;

const failure = async (path: string, from = outlet.url): Promise<AppError> => {
  const thrown = await fetcher.fetchBytes(`${from}${path}`).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(AppError);
  return thrown as AppError;
};

beforeAll(async () => {
  stranger = await startOutlet({ '/secret': 'inside' });
  outlet = await startOutlet({
    '/plain': { body: 'halo', headers: { 'content-type': 'text/plain', 'cache-control': 'max-age=60' } },
    '/gzip': { body: 'halo '.repeat(1000), gzip: true },
    '/cached': { body: 'feed', etag: '"v1"', lastModified: 'Fri, 27 Nov 2015 10:00:00 GMT' },
    '/dated': { body: 'feed', lastModified: 'Fri, 27 Nov 2015 10:00:00 GMT' },
    '/bomb': { gzipBombBytes: 200_000_000 },
    '/large': { body: 'x'.repeat(300_000) },
    '/slow': { delayMs: 3000, body: 'late' },
    '/slow-body': { bodyDelayMs: 3000, body: 'late' },
    '/cut': { body: 'x'.repeat(5000), truncateAt: 100 },
    '/broken-gzip': { body: 'this is not gzip', headers: { 'content-encoding': 'gzip' } },
    '/half-gzip': {
      body: gzipSync(text).subarray(0, 400),
      headers: { 'content-encoding': 'gzip' },
    },
    '/half-brotli': {
      body: brotliCompressSync(text).subarray(0, 400),
      headers: { 'content-encoding': 'br' },
    },
    '/twice': {
      body: brotliCompressSync(gzipSync('halo')),
      headers: { 'content-encoding': 'gzip, br' },
    },
    '/unknown': { body: 'x', headers: { 'content-encoding': 'zip' } },
    '/busy': { status: 429, headers: { 'retry-after': '120' } },
    '/busy-until': { status: 503, headers: { 'retry-after': new Date(Date.now() + 60_000).toUTCString() } },
    '/fault': { status: 500 },
    '/forbidden': { status: 403 },
    '/legal': { status: 451 },
    '/gone': { status: 410 },
    '/teapot': { status: 418 },
    '/moved': { redirect: '/plain', status: 301 },
    '/circle': { redirect: '/circle' },
    '/to-stranger': { redirect: `${stranger.url}/secret` },
    '/to-localhost': { redirect: `http://localhost:${new URL(stranger.url).port}/secret` },
    '/to-metadata': { redirect: 'http://169.254.169.254/latest/' },
    '/to-file': { redirect: 'file:///etc/passwd' },
    '/headers': { body: 'x', headers: { 'x-big': 'y'.repeat(60_000) } },
    '/latin': {
      body: Buffer.from('Fran\xe7ois', 'latin1'),
      headers: { 'content-type': 'text/html; charset=iso-8859-1' },
    },
    '/packed': { body: 'x', headers: { 'content-encoding': 'gzip, gzip, gzip' } },
    '/to-credentials': { redirect: 'http://user:secret@127.0.0.1/' },
    '/to-nonsense': { redirect: 'http://[' },
    '/to-utf8': { redirect: Buffer.from('/café').toString('latin1') },
    '/caf%C3%A9': 'coffee',
    '/to-query': { redirect: '?x' },
    '/to-query?x': 'there',
    '/cookie': { body: 'x', headers: { 'set-cookie': 'a=b; Path=/' } },
    '/hub': { status: 422, body: 'no' },
    '/hub-moved': { status: 307, redirect: '/hub' },
    '/bare-304': { status: 304 },
  });
  fetcher = createFetcher({
    userAgent: 'KabarTest/1.0',
    timeoutMs: 700,
    maxBytes: 200_000,
    allowHosts: [outlet.host],
    log: silentLog,
  });
});

afterAll(async () => {
  await fetcher.close();
  await Promise.all([outlet.close(), stranger.close()]);
});

describe('fetchBytes', () => {
  it('hands back the bytes, the final address and the headers that matter', async () => {
    const fetched = await fetcher.fetchBytes(`${outlet.url}/moved`);
    expect(fetched).toMatchObject({ url: `${outlet.url}/plain`, status: 200, notModified: false });
    expect(fetched.headers).toMatchObject({
      'content-type': 'text/plain',
      'cache-control': 'max-age=60',
      etag: null,
    });
    expect(new TextDecoder().decode(fetched.bytes)).toBe('halo');
    expect(outlet.lastHeaders('/plain')['user-agent']).toBe('KabarTest/1.0');
  });

  it('unpacks compressed bodies', async () => {
    expect((await fetcher.fetchBytes(`${outlet.url}/gzip`)).bytes.byteLength).toBe(5000);
  });

  it('sends validators and reports an unchanged feed', async () => {
    const url = `${outlet.url}/cached`;
    const first = await fetcher.fetchBytes(url);
    const request = {
      etag: first.headers.etag,
      lastModified: first.headers['last-modified'],
      accept: 'text/xml',
    };
    const second = await fetcher.fetchBytes(url, request);
    expect(second).toMatchObject({ status: 304, notModified: true, bytes: new Uint8Array() });
    expect(second.headers.etag).toBe('"v1"');
    expect(outlet.hits('/cached')).toBe(2);
    expect(outlet.lastHeaders('/cached').accept).toBe('text/xml');
    const dated = { lastModified: 'Fri, 27 Nov 2015 10:00:00 GMT' };
    expect((await fetcher.fetchBytes(`${outlet.url}/dated`, dated)).notModified).toBe(true);
  });

  it('does not take a 304 for an answer when nothing was asked conditionally', async () => {
    expect((await failure('/bare-304')).code).toBe('UNREACHABLE');
  });

  it('stops a gzip bomb and any other body over the cap', async () => {
    const before = process.memoryUsage().rss;
    expect((await failure('/bomb')).code).toBe('TOO_LARGE');
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
    expect(await failure('/large')).toMatchObject({ code: 'TOO_LARGE', data: { limit: 200_000 } });
  });

  it('gives up on slow headers, slow bodies, cut connections and huge headers', async () => {
    const started = performance.now();
    expect((await failure('/slow')).code).toBe('UNREACHABLE');
    expect((await failure('/slow-body')).code).toBe('UNREACHABLE');
    expect(performance.now() - started).toBeLessThan(2500);
    expect((await failure('/cut')).code).toBe('UNREACHABLE');
    expect((await failure('/headers')).code).toBe('UNREACHABLE');
  });

  it('calls broken compression unparsable', async () => {
    expect((await failure('/broken-gzip')).code).toBe('UNPARSABLE');
  });

  it('takes half of a compressed answer for none, and for worth another try', async () => {
    expect((await failure('/half-gzip')).code).toBe('UNREACHABLE');
    expect((await failure('/half-brotli')).code).toBe('UNREACHABLE');
  });

  it('undoes two codings in turn, and no coding that nobody knows', async () => {
    expect(new TextDecoder().decode((await fetcher.fetchBytes(`${outlet.url}/twice`)).bytes)).toBe('halo');
    expect((await failure('/unknown')).code).toBe('UNPARSABLE');
  });

  it.each([
    ['/nowhere', 'NOT_FOUND'],
    ['/gone', 'NOT_FOUND'],
    ['/forbidden', 'REFUSED'],
    ['/legal', 'REFUSED'],
    ['/teapot', 'REFUSED'],
    ['/fault', 'UNREACHABLE'],
    ['/busy', 'UNREACHABLE'],
  ])('maps the status of %s to %s', async (path, code) => expect((await failure(path)).code).toBe(code));

  it('reports status and Retry-After as seconds', async () => {
    expect((await failure('/busy')).data).toMatchObject({ status: 429, retryAfterSeconds: 120 });
    const until = (await failure('/busy-until')).data.retryAfterSeconds;
    expect(until).toBeGreaterThan(50);
    expect(until).toBeLessThanOrEqual(61);
  });

  it('refuses private addresses, also by redirect and by name', async () => {
    for (const path of ['/to-stranger', '/to-localhost', '/to-metadata', '/to-file'])
      expect((await failure(path)).code).toBe('REFUSED');
    expect((await failure('/secret', stranger.url)).code).toBe('REFUSED');
    expect((await failure('/secret', stranger.url.replace('127.0.0.1', 'localhost'))).code).toBe('REFUSED');
    const { port } = new URL(stranger.url);
    for (const host of ['0x7f.1', '2130706433', '[::ffff:127.0.0.1]', '[::1]', '0.0.0.0', '[::7f00:1]'])
      expect((await failure('/secret', `http://${host}:${port}`)).code).toBe('REFUSED');
    expect(stranger.hits('/secret')).toBe(0);
  });

  it('throws nothing but AppError for hopeless addresses', async () => {
    expect((await failure('', 'nonsense')).code).toBe('BAD_INPUT');
    expect((await failure('/x', 'ftp://example.com')).code).toBe('REFUSED');
    expect((await failure('/circle')).code).toBe('UNREACHABLE');
    expect((await failure('/', 'http://no-such-host.invalid')).code).toBe('UNREACHABLE');
  });

  it('obeys the caller who stops waiting', async () => {
    const stop = new AbortController();
    const running = fetcher.fetchBytes(`${outlet.url}/slow`, { signal: stop.signal });
    stop.abort();
    await expect(running).rejects.toMatchObject({ code: 'UNREACHABLE' });
  });

  it('tells the whole way of redirects with their statuses', async () => {
    const { redirects } = await fetcher.fetchBytes(`${outlet.url}/moved`);
    expect(redirects).toEqual([{ url: `${outlet.url}/moved`, status: 301 }]);
  });

  it('refuses credentials, ports of other services, and answers packed more than twice', async () => {
    expect((await failure('/plain', outlet.url.replace('//', '//user:secret@'))).code).toBe('REFUSED');
    expect((await failure('/plain', outlet.url.replace('//', '//user:secret@'))).message).not.toContain(
      'secret',
    );
    expect((await failure('/', 'http://example.com:6667')).code).toBe('REFUSED');
    expect((await failure('/', 'http://127.0.0.1:22')).code).toBe('REFUSED');
    expect((await failure('/packed')).code).toBe('UNPARSABLE');
    expect((await failure('/to-credentials')).code).toBe('REFUSED');
    expect((await failure('/to-nonsense')).code).toBe('UNREACHABLE');
  });

  it('follows a Location in UTF-8, and one without host or path', async () => {
    expect((await fetcher.fetchBytes(`${outlet.url}/to-utf8`)).url).toBe(`${outlet.url}/caf%C3%A9`);
    expect((await fetcher.fetchBytes(`${outlet.url}/to-query`)).url).toBe(`${outlet.url}/to-query?x`);
  });

  it('takes the first bytes of a longer body when that is enough', async () => {
    const { bytes } = await fetcher.fetchBytes(`${outlet.url}/large`, { firstBytes: 1000 });
    expect(bytes.byteLength).toBe(1000);
  });

  it('keeps no cookies', async () => {
    await fetcher.fetchBytes(`${outlet.url}/cookie`);
    await fetcher.fetchBytes(`${outlet.url}/cookie`);
    expect(outlet.lastHeaders('/cookie').cookie).toBeUndefined();
  });

  it('posts forms, and hands back any status with the body', async () => {
    expect(await fetcher.post(`${outlet.url}/hub`, { 'hub.mode': 'subscribe' })).toEqual({
      status: 422,
      body: 'no',
    });
    expect(outlet.lastHeaders('/hub')['content-type']).toContain('application/x-www-form-urlencoded');
    expect(await fetcher.post(`${outlet.url}/hub-moved`, { a: 'b' })).toMatchObject({ status: 422 });
    await expect(fetcher.post(`${stranger.url}/secret`, {})).rejects.toMatchObject({ code: 'REFUSED' });
    expect(stranger.hits('/secret')).toBe(0);
  });

  it('leaves the charset to the decoder', async () => {
    const { bytes, headers } = await fetcher.fetchBytes(`${outlet.url}/latin`);
    expect(decodeHtml(bytes, headers['content-type'])).toBe('François');
  });
});

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '2606:4700::1111'])('takes %s', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );
  it.each([
    ...['127.0.0.1', '10.1.2.3', '169.254.169.254', '100.64.0.1', '0.0.0.0', '255.255.255.255', '224.0.0.1'],
    ...[
      '::1',
      '::',
      '::7f00:1',
      '::127.0.0.1',
      '::ffff:10.0.0.1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      'fe80::1%eth0',
      '64:ff9b:1::7f00:1',
      '::ffff:0:127.0.0.1',
      '2001:0:7f00:1::',
      '4000::1',
    ],
    ...['fec0::1', 'fd00::1', 'example.com', ''],
  ])('refuses %s', (address) => expect(isPublicAddress(address)).toBe(false));
});
