/** Which texts the tagger learns from, how much each set counts, and which are kept back to choose settings by. */

import { catalogue } from '../../src/demo/catalogue.ts';
import { articleText } from '../../src/demo/format.ts';
import { resolveMentions } from '../kit/gold.ts';
import { goldArticles } from '../kit/goldCatalogue.ts';
import { findData } from './data.ts';
import { type LabelledText, readBio, readNewswire } from './nerCorpora.ts';
import type { TrainingSet } from './taggerSentences.ts';

/** A set kept back. */
export interface DevelopmentSet {
  name: string;
  language: string;
  documents: LabelledText[];
}

export interface TaggerSets {
  training: TrainingSet[];
  development: DevelopmentSet[];
}

/** How the sets are cut. */
export interface Cut {
  /** True keeps nothing back: for the model that is shipped. */
  isWhole: boolean;
  /** Part of our own articles that is used, 0..1. */
  ownShare: number;
}

/** Every fifth file of our newswire is kept back. */
const isHeldBack = (file: number): boolean => file % 5 === 2;

/** English sets under open licences, with the weight of a sentence: tweets are far from newswire. */
const openEnglish: readonly [string, number][] = [
  ['en_gum_bio', 1],
  ['en_gum_voyage', 1],
  ['en_gum_academic', 1],
  ['en_gum_court', 1],
  ['en_gum_interview', 1],
  ['en_re3d', 1],
  ['en_wikigold', 1],
  ['en_ewt', 1],
  ['en_crossner_politics', 1],
  ['en_crossner_other', 1],
  ['en_btc_news', 1],
  ['en_btc_other', 0.5],
  ['en_wnut17', 0.3],
];

const keptBack: readonly { file: string; name: string; language: string; group: string }[] = [
  { file: 'en_pud', name: 'PUD', language: 'en', group: 'en-open' },
  { file: 'en_gum_news', name: 'GUM news', language: 'en', group: 'en-open' },
  { file: 'id_idnernews.dev', name: 'idner-news', language: 'id', group: 'id-news' },
  { file: 'id_nergrit.dev', name: 'NERGrit', language: 'id', group: 'id-web' },
  { file: 'pt_bosque.dev', name: 'Bosque', language: 'pt', group: 'pt' },
];

function readSet(file: string): LabelledText[] | null {
  const path = findData(`ner/${file}.bio`);
  return path === null ? null : readBio(path);
}

/** The demo newsroom as labelled texts; adjectives and demonyms are no names to the tagger. */
function demoTexts(language: 'en' | 'id'): LabelledText[] {
  const gold = new Map(goldArticles.map((annotation) => [annotation.slug, annotation]));
  return catalogue.flatMap((article) => {
    const annotation = gold.get(article.slug);
    if (annotation === undefined || article.language !== language) return [];
    const text = articleText(article);
    return [{ text, names: resolveMentions(text, annotation).filter((mention) => !mention.derived) }];
  });
}

/** Our own articles mark what `docs/annotation.md` says; no set of others does, so they are groups of their own. */
const ownGroups = { en: 'en-own', id: 'id-own' } as const;

/** Our own articles count twice, and so do those of idner-news: they are newswire. */
const newswireTimes = 2;

function times(set: TrainingSet, count: number): TrainingSet[] {
  return Array.from({ length: count }, () => set);
}

function ownSets(language: 'en' | 'id', { isWhole, ownShare }: Cut): TrainingSet[] {
  const files = readNewswire(language).filter((_, file) => isWhole || !isHeldBack(file));
  const own = files.flat().filter((_, i) => (i * ownShare) % 1 < ownShare);
  const demo = isWhole ? demoTexts(language) : [];
  const group = ownGroups[language];
  return [
    ...times({ documents: own, group, weight: 1 }, newswireTimes),
    { documents: demo, group, weight: 1 },
  ];
}

/** All sets; null, and a line that says so, where the data are not there. */
export function taggerSets(cut: Cut): TaggerSets | null {
  const open = openEnglish.map(([file, weight]) => ({ documents: readSet(file), group: 'en-open', weight }));
  const news = readSet('id_idnernews.train');
  const web = readSet('id_nergrit.train');
  const bosque = readSet('pt_bosque.train');
  const held = keptBack.map((set) => ({ ...set, documents: readSet(set.file) }));
  if (news === null || web === null || bosque === null) return null;
  const isThere = <T extends { documents: LabelledText[] | null }>(
    set: T,
  ): set is T & { documents: LabelledText[] } => set.documents !== null;
  const others = held.filter(isThere);
  const training: TrainingSet[] = [
    ...ownSets('en', cut),
    ...ownSets('id', cut),
    ...open.filter(isThere),
    ...times({ documents: news, group: 'id-news', weight: 1 }, newswireTimes),
    { documents: web, group: 'id-web', weight: 1 },
    { documents: bosque, group: 'pt', weight: 1 },
    ...(cut.isWhole ? others.map(({ documents, group }) => ({ documents, group, weight: 1 })) : []),
  ];
  const own = (['en', 'id'] as const).map((language) => ({
    name: `own newswire ${language}`,
    language,
    documents: readNewswire(language)
      .filter((_, file) => isHeldBack(file))
      .flat(),
  }));
  return {
    training: training.filter(({ documents }) => documents.length > 0),
    development: [...own, ...others],
  };
}
