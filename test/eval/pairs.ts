/** Labelled pairs of reports (test/gold/pairs) and how alike the clusterer and the links between languages find them. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { mentionedIds, summarizeMentions } from '../../src/enrich/summary.ts';
import {
  type ClusterSettings,
  createClusterer,
  defaultClusterSettings,
  limitsFor,
} from '../../src/stories/cluster.ts';
import { cuesOf } from '../../src/stories/cues.ts';
import {
  addToProfile,
  createProfile,
  defaultLinkSettings,
  type LinkSettings,
  linkLikeness,
} from '../../src/stories/link.ts';
import { termsOf } from '../../src/stories/tokens.ts';
import { type LabelledArticle, recognise } from './recognise.ts';
import { type Rate, rateOf } from './scores.ts';

export type Half = 'development' | 'test';

export interface Report {
  family: string;
  /** Family and letter: the happening it reports. */
  event: string;
  language: string;
  headline: string;
  text: string;
  publishedAt: Date;
  entityIds: string[];
}

export interface Pair {
  first: Report;
  second: Report;
  isSame: boolean;
}

const folder = new URL('../gold/pairs/', import.meta.url);
const hourMs = 3_600_000;

/** The half that a family's name decides, by FNV-1a. */
export function halfOf(family: string): Half {
  let hash = 2166136261;
  for (const letter of family) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619);
  return (hash >>> 0) % 2 === 0 ? 'development' : 'test';
}

/** Every report of the families, earliest first, without entities. @throws Error naming a line that is none. */
export function readReports(): Report[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  const reports = files.flatMap((name) =>
    parseReports(readFileSync(fileURLToPath(new URL(name, folder)), 'utf8')),
  );
  return reports.sort((a, b) => a.publishedAt.getTime() - b.publishedAt.getTime());
}

function parseReports(text: string): Report[] {
  let family = '';
  let epochMs = 0;
  return text
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [, name, epoch] = /^= (\S+) (\S+)$/.exec(line) ?? [];
      if (name !== undefined) {
        family = name;
        epochMs = Date.parse(epoch ?? '');
        return [];
      }
      const [, language, event, hours, headline, lead] =
        /^(\w\w) (\w) (-?\d+) \| (.+?) \| (.+)$/.exec(line) ?? [];
      if (!language || !headline || !lead) throw new Error(`no report: ${line}`);
      const publishedAt = new Date(epochMs + Number(hours) * hourMs);
      return [
        { family, event: `${family}/${event}`, language, headline, text: lead, publishedAt, entityIds: [] },
      ];
    });
}

/** The reports with the entities that the shipped recogniser finds, learning as it goes. */
export function withEntities(reports: readonly Report[]): Report[] {
  const source = { name: 'Kabar', domain: 'kabar.example', country: 'ID' };
  const gold = { slug: '', story: '', copyOf: null, copyKind: null, dateline: null };
  const labelled = reports.map((report) => ({
    ...report,
    language: report.language as LabelledArticle['language'],
    source,
    gold: { ...gold, mentions: [], quotes: [], citations: [] },
  }));
  const { recognised } = recognise(labelled);
  return reports.map((report, i) => {
    const facts = recognised[i]?.facts;
    if (!facts) return report;
    return { ...report, entityIds: mentionedIds(facts, summarizeMentions(facts, report.text.length)) };
  });
}

/** Pairs within families of one language, or of two: the one's reports with the other's. */
export function pairsOf(reports: readonly Report[], languages: readonly [string, string]): Pair[] {
  const [one, other] = languages;
  return reports.flatMap((first, i) =>
    reports.flatMap((second, j) => {
      const isPair = one === other ? i < j : i !== j;
      const fits = first.language === one && second.language === other && first.family === second.family;
      return isPair && fits ? [{ first, second, isSame: first.event === second.event }] : [];
    }),
  );
}

interface Settings {
  cluster: ClusterSettings;
  link: LinkSettings;
}

/** How alike each pair is, in multiples of the threshold from which its two are taken for one event. */
export function likenessOf(
  pairs: readonly Pair[],
  window: readonly Report[],
  settings: Settings = { cluster: defaultClusterSettings, link: defaultLinkSettings },
): number[] {
  const families = new Map<string, (pair: Pair) => number>();
  return pairs.map((pair) => {
    const { family, language } = pair.first;
    const key = `${family} ${language} ${pair.second.language}`;
    const compare = families.get(key) ?? comparing(pair, window, settings);
    families.set(key, compare);
    return compare(pair);
  });
}

function comparing(
  { first, second }: Pair,
  window: readonly Report[],
  { cluster, link }: Settings,
): (pair: Pair) => number {
  return first.language === second.language
    ? withinLanguage(first, window, cluster)
    : acrossLanguages(window, link);
}

/** The clusterer's score in a window that holds every report of the language, each a cluster of its own. */
function withinLanguage(
  { language }: Report,
  window: readonly Report[],
  settings: ClusterSettings,
): (pair: Pair) => number {
  const clusterer = createClusterer(language, settings);
  const articleOf = (report: Report) => ({
    id: report.headline,
    publishedAt: report.publishedAt,
    terms: termsOf(report),
  });
  const own = window.filter((report) => report.language === language);
  const clusterOf = new Map(own.map((report) => [report, clusterer.adopt(articleOf(report), null)]));
  return ({ first, second }) => {
    const article = articleOf(second);
    const found = clusterer.rank(article).find(({ cluster }) => cluster === clusterOf.get(first));
    return (found?.score ?? 0) / limitsFor(settings, article.terms).threshold;
  };
}

function acrossLanguages(window: readonly Report[], settings: LinkSettings): (pair: Pair) => number {
  const naming = new Map<string, number>();
  const profiles = new Map(
    window.map((report) => {
      const evidence = { ...report, cues: cuesOf(report) };
      for (const term of new Set([...evidence.entityIds, ...evidence.cues]))
        naming.set(term, (naming.get(term) ?? 0) + 1);
      const profile = createProfile(report.language);
      addToProfile(profile, evidence);
      return [report, profile];
    }),
  );
  const counts = { clusters: window.length, naming: (term: string) => naming.get(term) ?? 0 };
  return ({ first, second }) => {
    const [a, b] = [profiles.get(first), profiles.get(second)];
    return a && b ? linkLikeness(a, b, counts, settings) : 0;
  };
}

/** Precision, recall and F1 of the pairs taken for one event, those at `limit` and above. */
export function pairScore(pairs: readonly Pair[], likeness: readonly number[], limit = 1): Rate {
  const found = pairs.filter((_, i) => (likeness[i] ?? 0) >= limit);
  const expected = pairs.filter(({ isSame }) => isSame).length;
  return rateOf(found.filter(({ isSame }) => isSame).length, found.length, expected);
}

/** Part in percent of the (same, other) couples of pairs in which the same pair is the more alike; ties count half. */
export function aucOf(pairs: readonly Pair[], likeness: readonly number[]): number {
  const of = (isSame: boolean) => likeness.filter((_, i) => pairs[i]?.isSame === isSame);
  const [same, other] = [of(true), of(false)];
  let won = 0;
  for (const a of same) for (const b of other) won += a > b ? 1 : a === b ? 0.5 : 0;
  return (100 * won) / (same.length * other.length || 1);
}
