/** robots.txt: what an outlet lets us read and how fast. @see RFC 9309 */
import { AppError } from '../base/errors.ts';
import { type PathRule, pathRule, plainPath, ruleMatches } from './robotsPath.ts';

export interface Robots {
  /** False only where the file forbids it. Addresses of other hosts are not its business and come back true. */
  mayFetch(url: string): boolean;
  /** Seconds between two requests that the outlet asks of us; null when it does not. */
  crawlDelaySeconds: number | null;
  /** Absolute addresses of sitemaps named in the file. */
  sitemaps: string[];
  /** The file itself, as far as it is read; empty when there is none. */
  text: string;
  /** Why the host's file could not be had, when these are not its words but our caution; null otherwise. */
  unreachable: string | null;
}

interface RobotsLine {
  key: string;
  value: string;
}

interface Group {
  rules: PathRule[];
  crawlDelays: number[];
}

/** robots.txt files are read up to this size (RFC 9309 §2.5 asks for at least 500 KiB). */
export const longestRobots = 512 * 1024;
const mostSitemaps = 500;

/** What publishers write for the names of lines. */
const spellings: Record<string, string> = {
  useragent: 'user-agent',
  'user agent': 'user-agent',
  dissallow: 'disallow',
  dissalow: 'disallow',
  disalow: 'disallow',
  diasllow: 'disallow',
  disallaw: 'disallow',
  crawldelay: 'crawl-delay',
  'site-map': 'sitemap',
};

function linesOf(text: string): RobotsLine[] {
  const lines: RobotsLine[] = [];
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|[\r\n]/)) {
    const bare = line.split('#', 1)[0] ?? '';
    const at = bare.indexOf(':');
    if (at <= 0) continue;
    const key = bare.slice(0, at).trim().toLowerCase();
    lines.push({ key: spellings[key] ?? key, value: bare.slice(at + 1).trim() });
  }
  return lines;
}

/** The product token in front: `Kabar/0.1 (…)` gives `kabar` (RFC 9309 §2.2.1). */
const productOf = (agent: string): string => /^[a-z_-]*/i.exec(agent)?.[0].toLowerCase() ?? '';

/** The groups that name the agent as one, else those for all. */
function groupFor(lines: RobotsLine[], product: string): Group {
  const own: Group = { rules: [], crawlDelays: [] };
  const common: Group = { rules: [], crawlDelays: [] };
  let isNamed = false;
  let targets = new Set<Group>();
  let inRules = true;
  for (const { key, value } of lines) {
    if (key === 'user-agent') {
      if (inRules) targets = new Set();
      inRules = false;
      if (value.startsWith('*')) targets.add(common);
      else if (product !== '' && productOf(value) === product) targets.add(own);
      isNamed ||= targets.has(own);
    } else if (key === 'allow' || key === 'disallow') {
      inRules = true;
      const rule = pathRule(value, key === 'allow');
      if (rule !== null) for (const group of targets) group.rules.push(rule);
    } else if (key === 'crawl-delay') {
      inRules = true;
      const seconds = Number.parseFloat(value);
      if (seconds >= 0) for (const group of targets) group.crawlDelays.push(seconds);
    }
    // Other lines (Sitemap and the like) belong to no group and end none (RFC 9309 §2.2.4).
  }
  return isNamed ? own : common;
}

/** The longest rule that matches decides; of two as long the kinder one (RFC 9309 §2.2.2). */
function isAllowed(rules: PathRule[], path: string): boolean {
  let best: PathRule | null = null;
  for (const rule of rules) {
    if (best !== null && (rule.length < best.length || (rule.length === best.length && best.allows)))
      continue;
    if (ruleMatches(rule, path)) best = rule;
  }
  return best?.allows ?? true;
}

function sitemapsOf(lines: RobotsLine[], url: string): string[] {
  const found = lines.filter(({ key, value }) => key === 'sitemap' && URL.canParse(value, url));
  return [...new Set(found.slice(0, mostSitemaps).map(({ value }) => new URL(value, url).href))];
}

/**
 * The rules of one robots.txt for one user agent (product name before the first slash counts). Groups naming the agent
 * replace the `*` groups. An empty text allows everything, and robots.txt itself is always allowed.
 * @param url address of the robots.txt itself; rules apply to its host alone
 */
export function parseRobots(
  text: string,
  userAgent: string,
  url = 'http://robots.invalid/robots.txt',
): Robots {
  const { host } = new URL(url);
  const read = text.slice(0, longestRobots);
  const lines = linesOf(read);
  const group = groupFor(lines, productOf(userAgent));
  return {
    mayFetch(target) {
      if (!URL.canParse(target)) return false;
      const asked = new URL(target);
      if (host !== 'robots.invalid' && asked.host !== host) return true;
      if (asked.pathname === '/robots.txt') return true;
      return isAllowed(group.rules, plainPath(`${asked.pathname}${asked.search}`));
    },
    crawlDelaySeconds: group.crawlDelays.length > 0 ? Math.max(...group.crawlDelays.slice(0, 100)) : null,
    sitemaps: sitemapsOf(lines, url),
    text: read,
    unreachable: null,
  };
}

/** What holds while a host's robots.txt cannot be had: nothing may be read (RFC 9309 §2.3.1.4). */
export function unreachableRobots(reason: string, userAgent: string): Robots {
  const forbidsAll = parseRobots('User-agent: *\nDisallow: /', userAgent);
  return { ...forbidsAll, text: '', unreachable: reason };
}

/**
 * Passes when the address may be read.
 * @throws AppError REFUSED where robots.txt forbids it; UNREACHABLE, worth another try, where it could not be had
 */
export function checkMayFetch(rules: Robots, url: string): void {
  if (rules.mayFetch(url)) return;
  if (rules.unreachable === null) throw new AppError('REFUSED', `robots.txt forbids reading ${url}`);
  throw new AppError(
    'UNREACHABLE',
    `robots.txt of ${new URL(url).host} cannot be read: ${rules.unreachable}`,
  );
}
