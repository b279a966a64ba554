/** Labelled short items of test/gold/topics, and how well the rules find their topics. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { withBroader } from '../../src/base/mediaTopics.ts';
import { catalogue } from '../../src/demo/catalogue.ts';
import { articleText } from '../../src/demo/format.ts';
import { type TopicInput, topicsOf } from '../../src/enrich/topics.ts';
import { business } from '../gold/heldout/business.ts';
import { crime } from '../gold/heldout/crime.ts';
import { culture } from '../gold/heldout/culture.ts';
import { diplomacy } from '../gold/heldout/diplomacy.ts';
import { disaster } from '../gold/heldout/disaster.ts';
import { health } from '../gold/heldout/health.ts';
import { politics } from '../gold/heldout/politics.ts';
import { science } from '../gold/heldout/science.ts';
import { sport } from '../gold/heldout/sport.ts';
import { war } from '../gold/heldout/war.ts';
import type { HeldOutArticle } from '../kit/gold.ts';
import { type Rate, rateOf } from './scores.ts';

export interface LabelledItem {
  language: string;
  headline: string;
  lead: string;
  /** Codes of the vocabulary. */
  topics: string[];
}

const folder = new URL('../gold/topics/', import.meta.url);

/** Items of a language file: topic codes, headline and lead, with tabs between. */
export function labelledItems(language: string): LabelledItem[] {
  const lines = readFileSync(new URL(`${language}.tsv`, folder), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const [codes = '', headline = '', lead = ''] = line.split('\t');
    return { language, headline, lead, topics: codes.split(',').map((code) => `medtop:${code}`) };
  });
}

/** The half an item is in, by a hash of its headline, so that nobody chose. */
export const halfOf = ({ headline }: LabelledItem): 'dev' | 'test' =>
  (createHash('sha256').update(headline).digest()[0] ?? 0) % 2 === 0 ? 'dev' : 'test';

/** What the rules find in an item. */
export const foundIn = ({ language, headline, lead }: LabelledItem): string[] =>
  topicsOf({ headline, text: lead, language, section: null, keywords: [] } satisfies TopicInput).map(
    ({ code }) => code,
  );

/** The topic at the top of each code, once. */
export const topsOf = (codes: readonly string[]): string[] => [
  ...new Set(codes.map((code) => withBroader(code).at(-1) ?? code)),
];

/** Labelled codes beside those found. */
export interface Judged {
  gold: string[];
  found: string[];
}

/** The demo newsroom's articles, labelled event by event; with the section and keywords its outlets give, or without. */
export function demoTopics({ hasSection = true } = {}): Judged[] {
  const lines = readFileSync(new URL('demo.tsv', folder), 'utf8').trim().split('\n');
  const byEvent = new Map(
    lines.map((line) => {
      const [codes = '', event = ''] = line.split('\t');
      return [event, codes.split(',').map((code) => `medtop:${code}`)] as const;
    }),
  );
  return catalogue.map((article) => {
    const { headline, language, section, keywords, event } = article;
    const marks = hasSection ? { section, keywords } : { section: null, keywords: [] };
    const found = topicsOf({ headline, language, text: articleText(article), ...marks });
    return { gold: byEvent.get(event) ?? [], found: found.map(({ code }) => code) };
  });
}

/** Topics at the top that fit the subjects the held-out articles were written for; they are scored, never looked at. */
const subjects: readonly (readonly [HeldOutArticle[], string[]])[] = [
  [business, ['04']],
  [crime, ['02']],
  [culture, ['01']],
  [diplomacy, ['11', '16']],
  [disaster, ['03', '17']],
  [health, ['07']],
  [politics, ['11']],
  [science, ['13']],
  [sport, ['15']],
  [war, ['16']],
];

/** In how many held-out articles a topic of their subject is found, by headline and text alone. */
export function heldOutTopics(): { right: number; of: number; silent: number } {
  const tally = { right: 0, of: 0, silent: 0 };
  for (const [articles, tops] of subjects) {
    for (const { headline, paragraphs, language } of articles) {
      const text = paragraphs.join('\n\n');
      const found = topicsOf({ headline, language, text, section: null, keywords: [] });
      tally.of += 1;
      if (found.length === 0) tally.silent += 1;
      const isFound = topsOf(found.map(({ code }) => code)).some((top) => tops.includes(top.slice(7, 9)));
      if (isFound) tally.right += 1;
    }
  }
  return tally;
}

export interface TopicScores {
  micro: Rate;
  /** Mean F1 over the topics that an item is labelled with. */
  macroF1: number;
  byTopic: Map<string, Rate>;
}

/** Scores of found against labelled codes, item by item. */
export function scoreTopics(items: readonly Judged[]): TopicScores {
  const counts = new Map<string, { right: number; found: number; expected: number }>();
  const countOf = (code: string) => {
    const count = counts.get(code) ?? { right: 0, found: 0, expected: 0 };
    counts.set(code, count);
    return count;
  };
  for (const { gold, found } of items) {
    for (const code of gold) countOf(code).expected += 1;
    for (const code of found) countOf(code).found += 1;
    for (const code of found.filter((each) => gold.includes(each))) countOf(code).right += 1;
  }
  const sum = (key: 'right' | 'found' | 'expected') =>
    [...counts.values()].reduce((all, count) => all + count[key], 0);
  const byTopic = new Map(
    [...counts].map(([code, { right, found, expected }]) => [code, rateOf(right, found, expected)]),
  );
  const labelled = [...byTopic.values()].filter(({ expected }) => expected > 0);
  return {
    micro: rateOf(sum('right'), sum('found'), sum('expected')),
    macroF1: labelled.reduce((all, { f1 }) => all + f1, 0) / Math.max(1, labelled.length),
    byTopic,
  };
}
