import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { enrich } from '../../src/enrich/enrich.ts';
import { createRegistry } from '../../src/enrich/registry.ts';
import { loadGazetteer, loadTagger } from '../../src/run/knowledge.ts';

interface Sentence {
  text: string;
  credits: { start: number; end: number }[];
}

/** A sentence without its square brackets, and the spans that they marked. */
function sentenceOf(marked: string): Sentence {
  const parts = marked.split(/[[\]]/);
  const credits: Sentence['credits'] = [];
  let text = '';
  for (const [i, part] of parts.entries()) {
    if (i % 2 === 1) credits.push({ start: text.length, end: text.length + part.length });
    text += part;
  }
  return { text, credits };
}

const sentencesOf = (language: string): Sentence[] =>
  readFileSync(new URL(`../gold/credits/${language}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map(sentenceOf);

const knowledge = { gazetteer: loadGazetteer(), tagger: loadTagger() };

function citationsOf(text: string, language: string) {
  const from = {
    headline: null,
    publishedAt: null,
    sourceName: null,
    sourceDomain: null,
    sourceCountry: null,
  };
  return enrich({ text, language, ...from }, { ...knowledge, registry: createRegistry() }).citations;
}

/** Overlap of two spans, of the longer one: what `npm run eval:entities` asks for is 0.8. */
function overlap(a: { start: number; end: number }, b: { start: number; end: number }): number {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return shared / Math.max(a.end - a.start, b.end - b.start);
}

/** Right, found and expected over a language's sentences, and the faults in words. */
function scoreOf(language: string) {
  const faults: string[] = [];
  let [right, found, expected] = [0, 0, 0];
  for (const { text, credits } of sentencesOf(language)) {
    const citations = citationsOf(text, language);
    found += citations.length;
    expected += credits.length;
    const missed = credits.filter((c) => !citations.some((f) => overlap(f, c) >= 0.8));
    const extra = citations.filter((f) => !credits.some((c) => overlap(f, c) >= 0.8));
    right += credits.length - missed.length;
    for (const { start, end } of missed) faults.push(`missed [${text.slice(start, end)}] in ${text}`);
    for (const { text: phrase } of extra) faults.push(`extra [${phrase}] in ${text}`);
  }
  return { right, found, expected, faults };
}

describe('credits as newswire prints them', () => {
  // Floors against a fall, well below what is measured; `FAULTS=1` lists the faults.
  it.each(['en', 'id', 'pt'])('finds most and invents few: %s', (language) => {
    const { right, found, expected, faults } = scoreOf(language);
    if (process.env.FAULTS) console.log([`${language} ${right}/${found}/${expected}`, ...faults].join('\n'));
    expect(right / found).toBeGreaterThanOrEqual(0.9);
    expect(right / expected).toBeGreaterThanOrEqual(0.75);
  });
});
