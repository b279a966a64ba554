/**
 * The media topics of an article by rules: words that tell one (topicTerms*.ts), in the headline, the lead and the body,
 * and what the outlet itself calls the section and gives as keywords. Where too little tells, there is none.
 */
import { type ArticleTopic, withBroader } from '../base/mediaTopics.ts';
import { type Lexicon, lexiconOf, matchesOf, topicWords } from './topicLexicon.ts';
import { bodyTopicTerms, topicSections } from './topicSections.ts';
import { englishTopicTerms } from './topicTermsEnglish.ts';
import { indonesianTopicTerms, malayTopicTerms } from './topicTermsIndonesian.ts';
import { portugueseTopicTerms } from './topicTermsPortuguese.ts';

/** An article as far as its topics are told from it. */
export interface TopicInput {
  headline: string | null;
  text: string;
  /** BCP 47 primary tag. */
  language: string;
  /** What the outlet calls the part of the paper. */
  section: string | null;
  keywords: readonly string[];
}

const lexicons: ReadonlyMap<string, Lexicon> = new Map([
  ['en', lexiconOf(englishTopicTerms + bodyTopicTerms)],
  ['id', lexiconOf(indonesianTopicTerms + bodyTopicTerms)],
  ['ms', lexiconOf(indonesianTopicTerms + malayTopicTerms + bodyTopicTerms)],
  ['pt', lexiconOf(portugueseTopicTerms + bodyTopicTerms)],
]);
const sections = lexiconOf(topicSections);

/** What a word counts by where it stands, once for each word. */
const zoneWeights = { headline: 3, keywords: 2, lead: 2, body: 0.5 };
/** In words: the lead is what a feed prints as its summary, and the middle of a report wanders off its subject. */
const leadWords = 45;
const bodyWords = 200;
/** In characters: more than holds the words that are read. */
const readLength = 4_000;
const sectionWeight = 7;
/** Less tells nothing: a strong word of the headline is enough, a weak one is not. */
const leastTotal = 4;
/** A further topic tells at least this part of what the first does; of 0.55 to 0.7 by the dev half and the demo newsroom. */
const leastShare = 0.65;
const mostTopics = 3;
/** A narrower topic stands for its top where it has this part of what narrower ones tell there. */
const leastNarrowShare = 0.4;
/** The score is half when words tell this much. */
const halfScore = 6;

/** What tells of one of the seventeen topics at the top. */
interface Tally {
  total: number;
  bySection: number;
  /** By code, its own and narrower ones. */
  codes: Map<string, number>;
}

const topOf = (code: string): string => withBroader(code).at(-1) ?? code;

/** Adds what one word tells: once for each top, however many of its narrower topics list the word. */
function add(tallies: Map<string, Tally>, told: readonly { code: string; weight: number }[], by: number) {
  const tops = new Map<string, number>();
  for (const { code, weight } of told) {
    const top = topOf(code);
    const tally = tallies.get(top) ?? { total: 0, bySection: 0, codes: new Map() };
    tallies.set(top, tally);
    tally.codes.set(code, (tally.codes.get(code) ?? 0) + weight * by);
    tops.set(top, Math.max(tops.get(top) ?? 0, weight * by));
  }
  for (const [top, most] of tops) {
    const tally = tallies.get(top);
    if (tally) tally.total += most;
  }
}

function addSection(tallies: Map<string, Tally>, section: string | null): void {
  const words = topicWords((section ?? '').slice(0, 200));
  const [named] = matchesOf(sections, words).filter(({ from, to }) => from === 0 && to === words.length);
  // A section of several names ("Hukum & Kriminal") tells what its first known one does.
  const found = named ?? matchesOf(sections, words)[0];
  for (const { code } of found?.told.slice(0, 1) ?? []) {
    add(tallies, [{ code, weight: 1 }], sectionWeight);
    const tally = tallies.get(topOf(code));
    if (tally) tally.bySection = sectionWeight;
  }
}

function addWords(tallies: Map<string, Tally>, lexicon: Lexicon, input: TopicInput): void {
  const body = topicWords(input.text.slice(0, readLength));
  const zones = [
    [topicWords((input.headline ?? '').slice(0, 400)), zoneWeights.headline],
    [topicWords(input.keywords.join(' , ').slice(0, 400)), zoneWeights.keywords],
    [body.slice(0, leadWords), zoneWeights.lead],
    [body.slice(leadWords, leadWords + bodyWords), zoneWeights.body],
  ] as const;
  const heard = new Set<string>();
  for (const [words, weight] of zones) {
    for (const { from, to, told } of matchesOf(lexicon, words)) {
      const printed = words.slice(from, to).join(' ');
      if (heard.has(printed)) continue;
      heard.add(printed);
      add(tallies, told, weight);
    }
  }
}

/** The narrower topic that stands for its top, or the top itself. */
function narrowest(top: string, { codes }: Tally): string {
  const narrower = [...codes].filter(([code]) => code !== top).sort((a, b) => b[1] - a[1]);
  const sum = narrower.reduce((all, [, told]) => all + told, 0);
  const [code, told] = narrower[0] ?? [top, 0];
  return told >= leastNarrowShare * sum && told >= leastTotal / 2 ? code : top;
}

/** At most three topics of an article, the surest first; none where too little tells one. Scores are 0..1. */
export function topicsOf(input: TopicInput): ArticleTopic[] {
  const tallies = new Map<string, Tally>();
  const lexicon = lexicons.get(input.language);
  addSection(tallies, input.section);
  if (lexicon) addWords(tallies, lexicon, input);
  const ranked = [...tallies].sort((a, b) => b[1].total - a[1].total || (a[0] < b[0] ? -1 : 1));
  const most = ranked[0]?.[1].total ?? 0;
  return ranked
    .filter(([, { total }]) => total >= leastTotal && total >= leastShare * most)
    .slice(0, mostTopics)
    .map(([top, tally]) => ({
      code: narrowest(top, tally),
      score: Math.round((1000 * tally.total) / (tally.total + halfScore)) / 1000,
      method: tally.bySection * 2 > tally.total ? 'rules:section' : 'rules:terms',
    }));
}
