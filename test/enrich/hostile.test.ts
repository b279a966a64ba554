import { describe, expect, it } from 'vitest';
import type { Facts } from '../../src/base/news.ts';
import { enrich } from '../../src/enrich/enrich.ts';
import { learn } from '../../src/enrich/identity.ts';
import { createRegistry } from '../../src/enrich/registry.ts';
import { summarizeMentions } from '../../src/enrich/summary.ts';
import { loadGazetteer } from '../../src/run/knowledge.ts';

const gazetteer = loadGazetteer();
const registry = createRegistry();

function read(text: string, language = 'en'): Facts {
  const page = { headline: null, publishedAt: null, sourceName: null, sourceDomain: null };
  return enrich({ ...page, sourceCountry: null, text, language }, { gazetteer, registry });
}

/** A capitalised word that no list holds, another for each number. */
const invented = (n: number): string =>
  `Z${[...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`;
const list = (count: number, item: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => item(n)).join(' ');

const report =
  'President Vladimir Putin said on Monday that Russia would fight on, Reuters reported. “We will,” he said.\n\n';

/** Work that grew with the square of any of these would not end within the runner's limit for a test. */
describe('a text that no outlet would print', () => {
  it.each([
    ['a word without an end', 'a'.repeat(1_000_000)],
    ['a name without an end', `A${'a'.repeat(500_000)} said A${'a'.repeat(500_000)}.`],
    ['quotation marks', '"'.repeat(200_000)],
    ['quotations that open only', '“a '.repeat(200_000)],
    ['single quotation marks that open only', '‘a '.repeat(100_000)],
    ['closing brackets', ')'.repeat(300_000)],
    ['capitalised words in one sentence', list(100_000, invented)],
    ['sentences of a word', list(50_000, (n) => `${invented(n)} runs.`)],
    ['verbs of speech', 'said '.repeat(100_000)],
    ['combining marks', `a${'\u0301'.repeat(500_000)}`],
  ])('of %s is read', (_, text) => {
    expect(read(text).language).toBeTypeOf('string');
  });

  it('is read to its end, each mention of it', () => {
    const count = 2000;
    const facts = read(report.repeat(count));
    expect(facts.mentions.filter((m) => m.entityKey === 'wd:Q7747')).toHaveLength(count);
    expect(facts.quotes).toHaveLength(2 * count);
    expect(facts.quotes.at(-1)?.speakerKey).toBe('wd:Q7747');
    expect(summarizeMentions(facts, report.length * count)[0]?.count).toBe(count);
  });

  it('may name more people than an article would, and teach them', () => {
    const facts = read(list(10_000, (n) => `Mr John ${invented(n)} spoke.`));
    expect(new Set(facts.mentions.map((m) => m.entityKey)).size).toBeGreaterThan(9000);
    learn(facts, createRegistry());
  });

  it('may print more equations than an article would', () => {
    const facts = read(list(5000, (n) => `The Foo Bar Agency of ${invented(n)} (FBA) met.`));
    const keys = facts.mentions.filter((m) => m.text === 'FBA').map((m) => m.entityKey);
    expect(new Set(keys).size).toBe(1);
  });

  it('sums up a hundred thousand mentions of one place', () => {
    const facts = read('London '.repeat(100_000));
    expect(summarizeMentions(facts, 700_000)[0]?.count).toBe(100_000);
  });
});

describe('words that are also members of every object', () => {
  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    '"%s" is a word like any other',
    (word) => {
      expect(() => read(`The ${word} said "the ${word} won" on Monday, the ${word} added.`)).not.toThrow();
    },
  );
});
