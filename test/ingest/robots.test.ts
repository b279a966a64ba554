import { describe, expect, it } from 'vitest';
import { checkMayFetch, parseRobots, unreachableRobots } from '../../src/ingest/robots.ts';

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

describe('groups and rules (RFC 9309)', () => {
  const allows = (lines: string[], path: string, agent = 'Kabar/0.1') =>
    parseRobots(lines.join('\n'), agent, 'https://a.com/robots.txt').mayFetch(`https://a.com${path}`);

  it('joins the groups that name us, and leaves out those whose names only begin alike', () => {
    const file = [
      'User-agent: kabar',
      'Disallow: /a',
      'User-agent: KABAR',
      'Disallow: /b',
      'User-agent: kabarbot',
      'Disallow: /c',
    ];
    expect([allows(file, '/a'), allows(file, '/b'), allows(file, '/c')]).toEqual([false, false, true]);
  });

  it('lets several agents share a group, also around lines that belong to none', () => {
    const file = ['User-agent: other', 'Sitemap: https://a.com/s.xml', 'User-agent: kabar', 'Disallow: /a'];
    expect([allows(file, '/a'), allows(file, '/a', 'Other'), allows(file, '/a', 'Third')]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it.each([
    [['Disallow: /fish'], '/fish.html', false],
    [['Disallow: /fish'], '/Fish', true],
    [['Disallow: /fish*'], '/fishes', false],
    [['Disallow: /fish/'], '/fish', true],
    [['Disallow: /*.php'], '/a/b.php?x=1', false],
    [['Disallow: /*.php$'], '/a.php?x=1', true],
    [['Disallow: /*.php$'], '/a.php', false],
    [['Disallow: /a*b$'], '/ab', false],
    [['Disallow: /ab*b$'], '/ab', true],
    [['Disallow: /*?'], '/a?b', false],
    [['Disallow: /p', 'Allow: /p'], '/page', true],
    [['Disallow: /', 'Allow: /news$'], '/news', true],
    [['Disallow: /', 'Allow: /news$'], '/news/1', false],
    [['Disallow:'], '/a', true],
    [['Disallow: /'], '/robots.txt', true],
    [['Disallow: /caf\u00e9'], '/caf%c3%a9/1', false],
    [['Disallow: /~joe/'], '/%7Ejoe/x', false],
    [['Disallow: /a%2fb'], '/a%2Fb', false],
    [['Disallow: /a%2fb'], '/a/b', true],
    [['Dissallow : /a # because'], '/a', false],
  ])('%s answers %s with %s', (rules, path, allowed) => {
    expect(allows(['\ufeffUser-agent: *', ...rules], path)).toBe(allowed);
  });

  it('reads the first half MiB of a file and is quick about stars', () => {
    const stars = `Disallow: /${'*a'.repeat(1000)}b`;
    const long = [
      'User-agent: *',
      ...Array.from({ length: 250 }, () => stars),
      `# ${'x'.repeat(300_000)}`,
      'Disallow: /late',
    ];
    expect(allows(long, `/${'a'.repeat(4000)}`)).toBe(true);
    expect(allows(long, '/late')).toBe(true);
  });

  it('tells a file that forbids from one that cannot be had', () => {
    const refusal = (robots: ReturnType<typeof parseRobots>) => {
      try {
        checkMayFetch(robots, 'https://a.com/x');
        return null;
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(refusal(parseRobots('User-agent: *\nDisallow: /', 'Kabar'))).toBe('REFUSED');
    expect(refusal(unreachableRobots('it answered 503', 'Kabar'))).toBe('UNREACHABLE');
    expect(refusal(parseRobots('', 'Kabar'))).toBeNull();
  });
});
