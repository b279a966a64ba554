import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import { parseFeed } from '../../src/ingest/feed.ts';

const source = { url: 'https://a.example/rss', now: new Date('2026-01-01T00:00:00Z') };
const rss = (items: string) =>
  `<rss version="2.0"><channel><title>A</title><link>https://a.example/</link>${items}</channel></rss>`;
const item = (inner: string) => `<item><link>https://a.example/1</link>${inner}</item>`;
const first = (input: string | Uint8Array, contentType: string | null = null) =>
  parseFeed(input, { ...source, contentType }).entries[0];

describe('a hostile feed', () => {
  it('has its long texts cut', () => {
    const entry = first(
      rss(item(`<title>${'T'.repeat(5_000_000)}</title><description>${'d '.repeat(500_000)}</description>`)),
    );
    expect(entry?.headline).toBe('T'.repeat(1000));
    expect(entry?.summary?.length).toBeLessThanOrEqual(10_000);
  });

  it('has no pair of surrogates torn by the cut', () => {
    const headline = first(rss(item(`<title>${'T'.repeat(999)}😀</title>`)))?.headline;
    expect(headline).toBe('T'.repeat(999));
  });

  it('forges no line by control characters', () => {
    expect(first(rss(item('<title>x&#10;y&#27;[31m&#13;z</title>')))?.headline).toBe('x y [31m z');
  });

  it('may have 100,000 attributes', () => {
    const attributes = Array.from({ length: 100_000 }, (_, i) => `a${i}="1"`).join(' ');
    const feed = parseFeed(rss(`<item ${attributes}/>${item('<title>Satu</title>')}`), source);
    expect(feed.entries.map(({ headline }) => headline)).toEqual(['Satu']);
  });

  it('has 50,000 entries at most', () => {
    const items = Array.from({ length: 50_010 }, () => '<item/>').join('');
    expect(parseFeed(rss(items), source).faults.length).toBeLessThanOrEqual(50_001);
  });

  it('keeps what stands before too deep a nesting', () => {
    const feed = parseFeed(rss(`${item('<title>Satu</title>')}<item>${'<a>'.repeat(100_000)}`), source);
    expect(feed.entries.map(({ headline }) => headline)).toEqual(['Satu']);
    expect(feed.faults).toHaveLength(1);
  });

  it.each([
    ['NewsML', `<newsItem>${'<a>'.repeat(200_000)}`],
    ['JSON', `{"items":${'['.repeat(200_000)}`],
    [
      'JSON feed',
      `{"version":"https://jsonfeed.org/version/1","items":${'['.repeat(9000)}${']'.repeat(9000)}}`,
    ],
    ['Telegram', `<html><div class="tgme_widget_message" data-post="a/1">${'<div>'.repeat(200_000)}`],
  ])('of kind %s may nest without end and is answered', (_, text) => {
    try {
      expect(parseFeed(text, source).entries).toEqual([]);
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
    }
  });

  it('with lone surrogates and NUL is read', () => {
    const text = `{"version":"https://jsonfeed.org/version/1.1","title":"j","items":[{"id":"1","url":"https://a.example/1","title":"\\ud800 \\u0000 x"}]}`;
    expect(first(text)?.headline).toContain('x');
  });

  it.each([
    ['null'],
    ['[null, 1, "x"]'],
    ['{"items": 1}'],
    ['{"version": "https://jsonfeed.org/version/1", "items": {}}'],
  ])('of the odd JSON %s is answered', (text) => {
    try {
      expect(parseFeed(text, source).entries).toEqual([]);
    } catch (error) {
      expect(error).toMatchObject({ code: 'UNPARSABLE' });
    }
  });
});

describe('encodings', () => {
  const text = rss(item('<title>Ünï — Café</title>'));

  it('of a byte order mark are believed', () => {
    expect(first(Buffer.from(`\ufeff${text}`, 'utf16le'), 'text/xml; charset=utf-8')?.headline).toBe(
      'Ünï — Café',
    );
  });

  it('labelled UTF-7 are never decoded as UTF-7', () => {
    const trick = Buffer.from(rss(item('<title>+ADw-script+AD4-</title>')));
    expect(first(trick, 'text/xml; charset=utf-7')?.headline).toBe('+ADw-script+AD4-');
  });

  it('take gzip off', () => {
    expect(first(gzipSync(text))?.headline).toBe('Ünï — Café');
    expect(() => parseFeed(gzipSync(text).subarray(0, 60), source)).toThrow(AppError);
  });
});
