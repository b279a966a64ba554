/**
 * Usage preferences that travel with the robots rules: `Content-Usage` (IETF AIPREF), `Content-Signal` (Cloudflare) and
 * `License` (RSL) lines of robots.txt, `/ai.txt`, robots metas and X-Robots-Tag.
 */
import type { RightsSignal } from '../base/news.ts';
import { licenceAddress, rightsSignal, type ScopedSignal } from './rightsSignal.ts';

/** As much of a robots.txt as its rules are read from (ingest/robots.ts). */
const maxCharacters = 512 * 1024;
const mostRules = 200;
const mostLicences = 3;

interface RobotsLine {
  key: string;
  value: string;
}

function linesOf(text: string): RobotsLine[] {
  const lines: RobotsLine[] = [];
  for (const line of text
    .slice(0, maxCharacters)
    .replace(/^\uFEFF/, '')
    .split(/\r\n|[\r\n]/)) {
    const bare = (line.split('#')[0] ?? '').trim();
    const at = bare.indexOf(':');
    if (at > 0) lines.push({ key: bare.slice(0, at).trim().toLowerCase(), value: bare.slice(at + 1).trim() });
  }
  return lines;
}

/** Product name of a user agent, lower case: `Kabar/0.1 (…)` gives `kabar`. */
const productOf = (userAgent: string): string => (userAgent.split(/[/\s]/)[0] ?? '').toLowerCase();

/** Lines of the groups that hold for the agent: those that name it, else those for all (RFC 9309 section 2.2.1). */
function groupLines(lines: RobotsLine[], userAgent: string): RobotsLine[] {
  const product = productOf(userAgent);
  const named: RobotsLine[] = [];
  const common: RobotsLine[] = [];
  let isNamed = false;
  // A preference before the first group is said to all.
  let [forUs, forAll, inRules] = [false, true, true];
  for (const line of lines) {
    if (line.key === 'user-agent') {
      if (inRules) [forUs, forAll] = [false, false];
      inRules = false;
      const agent = productOf(line.value);
      forUs ||= agent === product;
      forAll ||= agent === '*';
      isNamed ||= forUs;
      continue;
    }
    inRules = true;
    if (forUs) named.push(line);
    if (forAll) common.push(line);
  }
  return isNamed ? named : common;
}

const answers: Record<string, boolean> = { y: true, yes: true, '1': true, n: false, no: false, '0': false };

/** Categories and answers of a preference list (`train-ai=n, search=y`); what cannot be read is left out. */
function preferencesOf(text: string): Map<string, boolean> {
  const preferences = new Map<string, boolean>();
  for (const part of text.slice(0, 1000).split(/[,;]/)) {
    const [category, answer] = part.split('=', 2).map((word) => word.trim().toLowerCase());
    const isAllowed = answers[answer?.replace(/^\?/, '') ?? ''];
    if (category && isAllowed !== undefined && preferences.get(category) !== false)
      preferences.set(category, isAllowed);
  }
  return preferences;
}

/** Categories of the AIPREF vocabulary drafts, narrow ones first: a narrow word outweighs a broad one. */
const trainingCategories = ['train-ai', 'ai-train', 'train-genai', 'genai', 'ai', 'tdm', 'bots'];
const miningCategories = ['tdm', 'bots'];

/**
 * What a preference list says: training, mining, and whether extracts may be shown in search. None when it says nothing
 * that can be read.
 * @see draft-ietf-aipref-vocab, draft-ietf-aipref-attach
 */
export function readPreferences(text: string, where: { name: string; url: string | null }): RightsSignal[] {
  const preferences = preferencesOf(text);
  if (preferences.size === 0) return [];
  const first = (categories: string[]) =>
    categories.map((category) => preferences.get(category)).find((answer) => answer !== undefined) ?? null;
  const mining = first(miningCategories);
  return [
    rightsSignal('AIPREF', `${where.name}: ${text}`, {
      url: where.url,
      aiTrainingAllowed: first(trainingCategories),
      tdmReserved: mining === null ? null : !mining,
      exposure: preferences.get('search') === false ? 'NONE' : null,
    }),
  ];
}

const preferenceNames: Record<string, string> = {
  'content-usage': 'Content-Usage',
  'content-signal': 'Content-Signal',
};

function preferenceRule({ key, value }: RobotsLine, url: string): ScopedSignal[] {
  const name = preferenceNames[key];
  if (name === undefined) return [];
  const [, path, rest] = /^([/*]\S*)\s+(.+)$/.exec(value.slice(0, 2000)) ?? [null, '/', value];
  const signals = readPreferences(rest ?? '', { name: path === '/' ? name : `${name}: ${path}`, url });
  return signals.map((signal) => ({ document: `robots.txt ${key}`, pattern: path ?? '/', signal }));
}

/** What a robots.txt says besides what may be fetched. */
export interface RobotsRights {
  rules: ScopedSignal[];
  /** Addresses of RSL documents, three at most. */
  licences: string[];
}

/**
 * Usage preferences and licences of a robots.txt. `License` lines hold wherever they stand, like `Sitemap` lines.
 * @param url address of the robots.txt itself
 */
export function parseRobotsRights(text: string, userAgent: string, url: string): RobotsRights {
  const lines = linesOf(text);
  const rules = groupLines(lines, userAgent).flatMap((line) => preferenceRule(line, url));
  const licences = lines.flatMap(({ key, value }) =>
    key === 'license' ? (licenceAddress(value, url) ?? []) : [],
  );
  return { rules: rules.slice(0, mostRules), licences: [...new Set(licences)].slice(0, mostLicences) };
}

/** Kinds of files that an article is, in ai.txt's patterns (`*.txt`); patterns for other kinds are about other media. */
const textFiles = /^\/?\*\.(?:txt|html?|xhtml|pdf|docx?|md)\$?$/i;

/**
 * What a Spawning `/ai.txt` says of training on texts; written like a robots.txt, the longest path wins.
 * @see https://site.spawning.ai/spawning-ai-txt
 */
export function parseAiTxt(text: string, userAgent: string, url: string): ScopedSignal[] {
  // A server that answers everything with a page has no ai.txt.
  if (/^\s*</.test(text)) return [];
  const rules: ScopedSignal[] = [];
  for (const { key, value } of groupLines(linesOf(text), userAgent)) {
    if ((key !== 'allow' && key !== 'disallow') || value === '') continue;
    const isText = textFiles.test(value);
    if (!isText && /^\/?\*\./.test(value)) continue;
    const pattern = isText || value === '*' || value === '/*' ? '/' : value;
    const said = { url, aiTrainingAllowed: key === 'allow' };
    rules.push({
      document: 'ai.txt',
      pattern,
      signal: rightsSignal('AIPREF', `ai.txt: ${key}: ${value}`, said),
    });
  }
  return rules.slice(0, mostRules);
}

/** Directives whose name is followed by a colon and a value, so that they are no user agent. */
const valued = /^(?:max-snippet|max-image-preview|max-video-preview|unavailable_after)$/;

/** Directives of an X-Robots-Tag for us: those for all, and those after our own name. */
function directivesForUs(header: string, userAgent: string): string[] {
  const product = productOf(userAgent);
  let forUs = true;
  return header
    .slice(0, 4000)
    .split(',')
    .flatMap((part) => {
      const [, name = '', rest = ''] = /^\s*([\w*-]+)\s*:(.*)$/.exec(part) ?? [];
      if (name === '' || valued.test(name.toLowerCase())) return forUs ? [part] : [];
      forUs = name === '*' || name.toLowerCase() === product;
      return forUs ? [rest] : [];
    });
}

function directiveSignal(directive: string, name: string): RightsSignal[] {
  const words = directive.trim().toLowerCase().replace(/\s+/g, '');
  const limit = /^max-snippet:(\d{1,6})$/.exec(words)?.[1];
  const said = {
    nosnippet: { exposure: 'NONE' as const },
    noarchive: { exposure: 'SNIPPET' as const },
    noai: { aiTrainingAllowed: false },
    noimageai: {},
  }[words];
  if (limit !== undefined) {
    const exposure = Number(limit) === 0 ? 'NONE' : 'SNIPPET';
    return [rightsSignal('ROBOTS_TXT', `${name}: max-snippet:${limit}`, { exposure })];
  }
  return said ? [rightsSignal('ROBOTS_TXT', `${name}: ${words}`, said)] : [];
}

/**
 * What robots metas and X-Robots-Tag forbid: extracts (`nosnippet`, `max-snippet`), copies (`noarchive`), training
 * (`noai`). Directives for other robots are left out.
 */
export function readRobotsDirectives(
  metas: Map<string, string[]>,
  header: string | null,
  userAgent: string,
): RightsSignal[] {
  const printed = [...(metas.get('robots') ?? []), ...(metas.get(productOf(userAgent)) ?? [])];
  const inPage = printed.slice(0, 20).flatMap((content) => content.slice(0, 4000).split(','));
  return [
    ...inPage.flatMap((directive) => directiveSignal(directive, 'robots')),
    ...directivesForUs(header ?? '', userAgent).flatMap((part) => directiveSignal(part, 'X-Robots-Tag')),
  ];
}

/**
 * Characters that the page's own robots directives let an extract have; null when they set no limit.
 * @see https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag
 */
export function snippetLimitOf(signals: readonly RightsSignal[]): number | null {
  const limits = signals.flatMap(({ basis, excerpt }) => {
    const limit = basis === 'ROBOTS_TXT' ? / max-snippet:(\d+)$/.exec(excerpt)?.[1] : undefined;
    return limit === undefined ? [] : [Number(limit)];
  });
  return limits.length > 0 ? Math.min(...limits) : null;
}
