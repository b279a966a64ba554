/**
 * `npm run eval:copies`: edited copies of the demo newsroom's texts, looked up among the originals. Every text is edited
 * in eight ways by a seed; what is put in comes from a tenth of the articles, which are not in the index. Then texts that
 * are no copies of each other, as they are, with each other's quotes, and with one trailer under all of them.
 */
import { it } from 'vitest';
import { createCopyIndex } from '../../src/stories/copies.ts';
import { sketchOf } from '../../src/stories/sketch.ts';
import { wordsOf } from '../../src/stories/tokens.ts';
import { heldOut2 } from '../kit/goldHeldout2.ts';
import { heldOut } from '../kit/heldout.ts';
import { loadGoldStories } from './demoStories.ts';
import { demoArticles, heldOutArticles, type LabelledArticle } from './recognise.ts';
import { randomOf, shuffled } from './stories.ts';

type Edit = (text: string, random: () => number, foreign: readonly string[]) => string;

const sentencesOf = (text: string) => text.split(/(?<=[.!?”"])\s+/u).filter((part) => part.trim() !== '');
const pick = <Item>(items: readonly Item[], random: () => number) =>
  items[Math.floor(random() * items.length)];

/** Words left out or replaced at a rate. */
const replaceWords =
  (rate: number): Edit =>
  (text, random, foreign) => {
    const strange = () =>
      random() < 0.5 ? '' : (pick((pick(foreign, random) ?? '').split(' '), random) ?? '');
    return text.replace(/\S+/gu, (word) => (random() < rate ? strange() : word));
  };

/** Whole sentences replaced at a rate. */
const replaceSentences =
  (rate: number): Edit =>
  (text, random, foreign) =>
    sentencesOf(text)
      .map((sentence) => (random() < rate ? (pick(foreign, random) ?? '') : sentence))
      .join(' ');

/** The first part of the sentences. */
const keep =
  (share: number): Edit =>
  (text) => {
    const sentences = sentencesOf(text);
    return sentences.slice(0, Math.max(2, Math.round(share * sentences.length))).join(' ');
  };

const embed: Edit = (text, random, foreign) => {
  const kept = keep(0.6)(text, random, foreign);
  const own = Array.from({ length: sentencesOf(kept).length }, () => pick(foreign, random) ?? '');
  return [...own.slice(0, 2), kept, ...own.slice(2)].join(' ');
};

const edits: Record<string, Edit> = {
  'prefix added': (text, random, foreign) => `${pick(foreign, random)} ${text}`,
  '5 % of words': replaceWords(0.05),
  '10 % of words': replaceWords(0.1),
  '20 % of words': replaceWords(0.2),
  '20 % of sentences': replaceSentences(0.2),
  'half kept': keep(0.5),
  '30 % kept': keep(0.3),
  '60 % in own report': embed,
  reordered: (text, random) => shuffled(sentencesOf(text), Math.floor(random() * 1e6)).join(' '),
};

const candidateOf = (id: string, text: string, publishedAt: Date, language: string) => ({
  id,
  sketch: sketchOf(text),
  publishedAt,
  language,
  headline: id,
  words: wordsOf(text).length,
  source: id,
  wire: null,
});

it('edited copies (development)', async () => {
  const gold = await loadGoldStories();
  const texts = gold.filter(({ copy }) => copy === null).map(({ article }) => article);
  const foreign = texts.filter((_, i) => i % 10 === 0).flatMap(({ text }) => sentencesOf(text));
  const base = texts.filter((_, i) => i % 10 !== 0);
  const index = createCopyIndex({ windowHours: 24 * 365 });
  for (const { id, text, publishedAt, language } of base)
    index.add(candidateOf(id, text, publishedAt, language), null);
  const random = randomOf(3);
  const later = new Date(Math.max(...base.map(({ publishedAt }) => publishedAt.getTime())) + 3_600_000);
  let wrong = 0;
  let asked = 0;
  console.log(`\n${base.length} originals, five copies of each by every edit\nedit                  found %`);
  for (const [name, edit] of Object.entries(edits)) {
    let found = 0;
    for (const { id, text, language } of base) {
      for (let round = 0; round < 5; round++) {
        const copy = edit(text, random, foreign);
        const match = index.find(candidateOf(`${id} ${name} ${round}`, copy, later, language));
        if (match?.originalId === id) found++;
        else if (match) wrong++;
        asked++;
      }
    }
    console.log(`${name.padEnd(20)} ${((100 * found) / (5 * base.length)).toFixed(1).padStart(7)}`);
  }
  const apart = sentencesOf(foreign.join(' ')).map((_, i) => shuffled(foreign, i).slice(0, 12).join(' '));
  const falseHits = apart.filter(
    (text, i) => index.find(candidateOf(`own ${i}`, text, later, 'id')) !== null,
  );
  console.log(
    `another original: ${wrong} of ${asked}; texts of no original: ${falseHits.length} of ${apart.length}`,
  );
});

/** Texts of which at least one is a copy of the other, or both of a third. */
function areKin({ gold: a }: LabelledArticle, { gold: b }: LabelledArticle): boolean {
  const origins = (gold: typeof a) => [gold.slug, gold.copyOf].filter((slug) => slug !== null);
  return origins(a).some((slug) => origins(b).includes(slug));
}

const isTakenForCopy = (first: string, second: string, language: string): boolean => {
  const index = createCopyIndex({ windowHours: 1 });
  const at = new Date('2026-03-10T12:00:00Z');
  index.add(candidateOf('first', first, at, language), null);
  return index.find(candidateOf('second', second, at, language)) !== null;
};

function printHits(title: string, hits: number, of: number): void {
  console.log(
    `${title.padEnd(52)} ${String(hits).padStart(4)} of ${of}  ${((100 * hits) / of).toFixed(2)} %`,
  );
}

it('no copies: pairs of texts, held-out ones among them', () => {
  const articles = [...demoArticles(), ...heldOutArticles([...heldOut, ...heldOut2])];
  const pairs = articles.flatMap((first, i) =>
    articles
      .slice(i + 1)
      .filter((second) => first.language === second.language && !areKin(first, second))
      .map((second) => [first, second] as const),
  );
  const isSame = ([a, b]: (typeof pairs)[number]) => a.gold.story === b.gold.story;
  const hitsOf = (some: typeof pairs) =>
    some.filter(([a, b]) => isTakenForCopy(a.text, b.text, a.language)).length;
  console.log('\ntaken for a copy');
  printHits('pairs of one language, no copies', hitsOf(pairs), pairs.length);
  printHits('  of them reports of one event', hitsOf(pairs.filter(isSame)), pairs.filter(isSame).length);
  const quoted = pairs.flatMap(([a, b]) => {
    const quotes = a.gold.quotes.filter(({ style }) => style === 'DIRECT').map(({ text }) => `“${text}”`);
    return quotes.length < 2 ? [] : [{ a, text: `${b.text}\n\n${quotes.join(' ')}` }];
  });
  const words = (text: string) => wordsOf(text).length;
  const share = quoted.map(
    ({ a, text }) => a.gold.quotes.reduce((n, q) => n + words(q.text), 0) / words(text),
  );
  const meanShare = (100 * share.reduce((sum, part) => sum + part, 0)) / share.length;
  printHits(
    `all quotes of one report in the other (${meanShare.toFixed(0)} % of it)`,
    quoted.filter(({ a, text }) => isTakenForCopy(a.text, text, a.language)).length,
    quoted.length,
  );
  for (const trailerWords of [20, 40, 60]) {
    const trailer = wordsOf(articles.at(-1)?.text ?? '')
      .slice(0, trailerWords)
      .join(' ');
    const under = pairs.filter(([a, b]) => a !== articles.at(-1) && b !== articles.at(-1));
    const hits = under.filter(([a, b]) =>
      isTakenForCopy(`${a.text}\n\n${trailer}`, `${b.text}\n\n${trailer}`, a.language),
    );
    printHits(`one trailer of ${trailerWords} words under both`, hits.length, under.length);
  }
});
