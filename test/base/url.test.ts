import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import { absoluteUrl, canonicalUrl, domainOf, isSameSite } from '../../src/base/url.ts';

describe('canonicalUrl', () => {
  it.each([
    ['HTTP://WWW.Example.com:80/a/../b/?utm_source=x&b=2&a=1#frag', 'http://www.example.com/b/?a=1&b=2'],
    ['https://example.com', 'https://example.com/'],
    ['https://example.com/?p=12&fbclid=abc&gclid=d', 'https://example.com/?p=12'],
    ['https://example.com/berita-123?page=2&UTM_Medium=rss', 'https://example.com/berita-123?page=2'],
    ['https://example.com:8443/A/b', 'https://example.com:8443/A/b'],
    ['https://user:secret@example.com/a', 'https://example.com/a'],
    ['https://example.com/a?ref=twitter', 'https://example.com/a'],
    ['https://example.com/a?ref=main', 'https://example.com/a?ref=main'],
    ['https://example.com/search?q=&b=1', 'https://example.com/search?b=1&q='],
    ['https://example.com/%7Eani/', 'https://example.com/~ani/'],
    ['  https://example.com/a b ', 'https://example.com/a%20b'],
    ['https://münchen.example/ü', 'https://xn--mnchen-3ya.example/%C3%BC'],
  ])('writes %s as %s', (given, expected) => expect(canonicalUrl(given)).toBe(expected));

  it('keeps pages apart that a server may tell apart', () => {
    const pages = [
      'http://x.com/a',
      'https://x.com/a',
      'https://x.com/a/',
      'https://x.com/A',
      'https://www.x.com/a',
    ];
    expect(new Set(pages.map((page) => canonicalUrl(page))).size).toBe(pages.length);
  });

  it('resolves against a base', () => {
    expect(canonicalUrl('../c?x=1', 'https://example.com/a/b')).toBe('https://example.com/c?x=1');
    expect(canonicalUrl('//cdn.example.com/i', 'http://example.com/')).toBe('http://cdn.example.com/i');
  });

  it('is idempotent', () => {
    const given = [
      'https://x.com/a//b?x=%20y+z&b',
      'https://x.com/%2Fa%252F?q=%26',
      'http://x.com/a;b=1?c[]=1&c[]=2',
    ];
    for (const url of given) expect(canonicalUrl(canonicalUrl(url))).toBe(canonicalUrl(url));
  });

  it.each([
    '',
    'berita/1',
    'javascript:alert(1)',
    'mailto:a@example.com',
    'data:text/html,x',
    'http://',
    'ftp://x.com/',
  ])('refuses %j', (url) => {
    const attempt = () => canonicalUrl(url);
    expect(attempt).toThrow(AppError);
    expect(attempt).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  });
});

describe('domainOf', () => {
  it.each([
    ['https://www.bbc.co.uk/news', 'bbc.co.uk'],
    ['https://news.detik.com/x', 'detik.com'],
    ['https://www.republika.co.id/', 'republika.co.id'],
    ['https://warga.blogspot.com/2015', 'warga.blogspot.com'],
    ['http://127.0.0.1:8080/a', '127.0.0.1:8080'],
    ['http://localhost:80/a', 'localhost'],
    ['http://[::1]:81/', '[::1]:81'],
  ])('of %s is %s', (url, domain) => expect(domainOf(url)).toBe(domain));
});

describe('isSameSite', () => {
  it('compares registrable domains', () => {
    expect(isSameSite('https://m.kompas.com/a', 'https://www.kompas.com/b')).toBe(true);
    expect(isSameSite('https://a.co.id/', 'https://b.co.id/')).toBe(false);
    expect(isSameSite('nonsense', 'https://b.co.id/')).toBe(false);
  });
});

describe('absoluteUrl', () => {
  it('resolves, keeps query and fragment, and gives null for anything else', () => {
    expect(absoluteUrl('/a?utm_source=x#f', 'https://example.com/')).toBe(
      'https://example.com/a?utm_source=x#f',
    );
    expect(absoluteUrl('javascript:void(0)', 'https://example.com/')).toBeNull();
    expect(absoluteUrl(null)).toBeNull();
  });
});
