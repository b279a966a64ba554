/**
 * `npm run eval:copies`: edited copies of the demo newsroom's texts, looked up among the originals. Every text is edited
 * in eight ways by a seed; what is put in comes from a tenth of the articles, which are not in the index.
 */
import { it } from 'vitest';
import { createCopyIndex } from '../../src/stories/copies.ts';
import { sketchOf } from '../../src/stories/sketch.ts';
import { wordsOf } from '../../src/stories/tokens.ts';
import { loadGoldStories } from './demoStories.ts';
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

it('edited copies (development)', async () => {
  const gold = await loadGoldStories();
  const texts = gold.filter(({ copy }) => copy === null).map(({ article }) => article);
  const foreign = texts.filter((_, i) => i % 10 === 0).flatMap(({ text }) => sentencesOf(text));
  const base = texts.filter((_, i) => i % 10 !== 0);
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
