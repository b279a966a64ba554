import { describe, expect, it } from 'vitest';
import { parseRobots } from '../../src/ingest/robots.ts';

const text = [
  'User-agent: *',
  'Disallow: /private',
  'Allow: /private/ok$',
  'Crawl-delay: 5',
  'Sitemap: https://a.com/news.xml',
  '',
  'User-agent: Kabar',
  'Disallow: /x*y',
].join('\n');

describe('parseRobots', () => {
  it('applies the longest rule of the group of everybody', () => {
    const robots = parseRobots(text, 'Other/1.0', 'https://a.com/robots.txt');
    expect(robots.mayFetch('https://a.com/private/no')).toBe(false);
    expect(robots.mayFetch('https://a.com/private/ok')).toBe(true);
    expect(robots.mayFetch('https://a.com/news')).toBe(true);
    expect(robots.crawlDelaySeconds).toBe(5);
    expect(robots.sitemaps).toEqual(['https://a.com/news.xml']);
  });

  it('replaces that group by our own where there is one', () => {
    const robots = parseRobots(text, 'Kabar/0.1 (+https://example.com)', 'https://a.com/robots.txt');
    expect(robots.mayFetch('https://a.com/private/no')).toBe(true);
    expect(robots.mayFetch('https://a.com/x1y')).toBe(false);
    expect(robots.crawlDelaySeconds).toBeNull();
  });

  it('says nothing about other hosts, and speaks for any host when its own is not given', () => {
    expect(parseRobots(text, 'Other', 'https://a.com/robots.txt').mayFetch('https://b.com/private')).toBe(
      true,
    );
    expect(parseRobots(text, 'Other').mayFetch('https://b.com/private')).toBe(false);
  });

  it('allows everything for an empty or senseless file', () => {
    expect(parseRobots('', 'Kabar').mayFetch('https://a.com/x')).toBe(true);
    expect(parseRobots('<html>404</html>', 'Kabar').mayFetch('https://a.com/x')).toBe(true);
  });
});
