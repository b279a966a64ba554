import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../src/demo/catalogue.ts';
import { type Newsroom, startNewsroom } from '../../src/demo/newsroom.ts';
import { createTimeline } from '../../src/demo/timeline.ts';
import { parseFeed } from '../../src/ingest/feed.ts';

const epoch = new Date('2026-03-10T12:00:00Z');
let now = epoch;
let newsroom: Newsroom;

beforeAll(async () => {
  newsroom = await startNewsroom({ port: 0, host: '127.0.0.1', epoch, now: () => now });
});
afterAll(() => newsroom.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(newsroom.url + path, { headers });
const textOf = (html: string) =>
  html
    .replace(/&lt;/gu, '<')
    .replace(/&gt;/gu, '>')
    .replace(/&quot;/gu, '"')
    .replace(/&#39;/gu, "'")
    .replace(/&amp;/gu, '&');

describe('startNewsroom', () => {
  it('lists its outlets on the front page and says that it is a demo', async () => {
    const page = await (await get('/')).text();
    expect(page).toContain('Demo newsroom');
    for (const { outlet, channelUrl, homeUrl } of newsroom.outlets) {
      expect(page).toContain(outlet.name);
      expect(page).toContain(channelUrl);
      expect(page).toContain(homeUrl);
    }
  });

  it('serves channels that parse, newest first, with dates, ids and addresses of its own', async () => {
    for (const { outlet, channelUrl } of newsroom.outlets) {
      const response = await fetch(channelUrl);
      const bytes = Buffer.from(await response.arrayBuffer());
      const feed = parseFeed(bytes, {
        url: channelUrl,
        contentType: response.headers.get('content-type'),
        now,
      });
      expect(feed.kind, outlet.slug).toBe(outlet.channel);
      expect(feed.faults).toEqual([]);
      expect(feed.entries.length).toBeGreaterThan(1);
      for (const entry of feed.entries) {
        expect(entry.url.startsWith(`${newsroom.url}/${outlet.slug}/`)).toBe(true);
        expect(entry.headline).toBeTruthy();
        expect(entry.publishedAt?.getTime()).toBeLessThanOrEqual(epoch.getTime());
      }
    }
  });

  it('answers 304 to the validators it gave, until something new is out', async () => {
    const { channelUrl } = newsroom.outlets[0] ?? { channelUrl: '' };
    const first = await fetch(channelUrl);
    const etag = first.headers.get('etag') ?? '';
    const lastModified = first.headers.get('last-modified') ?? '';
    expect((await fetch(channelUrl, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await fetch(channelUrl, { headers: { 'if-modified-since': lastModified } })).status).toBe(304);
    expect((await fetch(channelUrl, { headers: { 'if-none-match': `"old", W/${etag}` } })).status).toBe(304);
    const stale = { 'if-none-match': '"old"', 'if-modified-since': lastModified };
    expect((await fetch(channelUrl, { headers: stale })).status).toBe(200);
    now = new Date(epoch.getTime() + 30 * 60_000);
    expect((await fetch(channelUrl, { headers: { 'if-none-match': etag } })).status).toBe(200);
    now = epoch;
  });

  it('prints every paragraph of every article, and the disclaimer, on its page', async () => {
    now = new Date(epoch.getTime() + 3_600_000);
    for (const piece of createTimeline(catalogue, { epoch }).published(now)) {
      const response = await get(piece.path);
      expect(response.status, piece.path).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      const page = textOf(await response.text());
      for (const paragraph of piece.article.paragraphs) expect(page).toContain(paragraph);
      expect(page).toContain(piece.article.headline);
      expect(page).toContain('Demo newsroom: not a real outlet');
      if (piece.article.invented) expect(page).toMatch(/invented|rekaan/u);
    }
    now = epoch;
  });

  it('keeps a page the same while newer pieces come out', async () => {
    const [piece] = createTimeline(catalogue, { epoch }).published(epoch).slice(-1);
    const before = await (await get(piece?.path ?? '')).text();
    now = new Date(epoch.getTime() + 3_600_000);
    expect(await (await get(piece?.path ?? '')).text()).toBe(before);
    now = epoch;
  });

  it('offers each outlet a home page that names its channel', async () => {
    for (const { homeUrl, channelUrl } of newsroom.outlets) {
      const page = await (await fetch(homeUrl)).text();
      expect(page).toMatch(/<link rel="(?:alternate|sitemap)"/u);
      expect(page).toContain(channelUrl);
    }
  });

  it('serves the pictures its pages show', async () => {
    const piece = createTimeline(catalogue, { epoch })
      .published(epoch)
      .find(({ article }) => article.image !== null);
    const page = await (await get(piece?.path ?? '')).text();
    const [source = ''] = /http[^"]+\/images\/[^"]+/u.exec(page) ?? [];
    const picture = await fetch(source);
    expect(picture.status).toBe(200);
    expect(picture.headers.get('content-type')).toBe('image/svg+xml');
  });

  it('allows robots, and refuses what is not there, not yet there or not a read', async () => {
    expect(await (await get('/robots.txt')).text()).toContain('Allow: /');
    const waiting = createTimeline(catalogue, { epoch })
      .published(new Date(epoch.getTime() + 40_000))
      .at(-1);
    expect((await get(waiting?.path ?? '')).status).toBe(404);
    expect((await get('/lintas/nothing')).status).toBe(404);
    expect((await get('/lintas/images/other.svg')).status).toBe(404);
    expect((await get('/../etc/passwd')).status).toBe(404);
    expect((await fetch(newsroom.url, { method: 'POST' })).status).toBe(405);
  });
});
