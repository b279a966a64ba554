import { describe, expect, it } from 'vitest';
import { namesOfChances, readLabel } from '../../src/enrich/nameLabels.ts';
import { tokenize } from '../../src/enrich/tokens.ts';

describe('a label', () => {
  it.each([
    ['B-PER', 'PERSON', true, false],
    ['I-PERSON', 'PERSON', false, false],
    ['L-LOC', 'PLACE', false, true],
    ['E-GPE', 'PLACE', false, true],
    ['U-ORG', 'ORGANIZATION', true, true],
    ['S-org', 'ORGANIZATION', true, true],
    ['B_PLACE', 'PLACE', true, false],
    ['I-ORGANISATION', 'ORGANIZATION', false, false],
    ['B-FAC', 'PLACE', true, false],
    ['PERSON', 'PERSON', false, false],
    ['LOC', 'PLACE', false, false],
    ['O', null, false, false],
    ['B-MISC', null, true, false],
    ['B-NORP', null, true, false],
    ['LABEL_3', null, false, false],
    ['', null, false, false],
  ])('%s is of %s', (printed, kind, opens, closes) => {
    expect(readLabel(printed)).toEqual({ kind, opens, closes });
  });
});

const text = 'Ana Silva met Bob. Rio won.';

/** The names that labels give, one label a token of `text`, each with the chance 0.9. */
function namesWith(scheme: string[], tokenLabels: string[]): string[] {
  const scan = tokenize(text);
  const labels = scheme.map(readLabel);
  const chances = new Float32Array(scan.tokens.length * labels.length);
  for (const [at, label] of tokenLabels.entries()) {
    for (let l = 0; l < scheme.length; l += 1) {
      const rest = 0.1 / (scheme.length - 1);
      chances[at * scheme.length + l] = scheme[l] === label ? 0.9 : rest;
    }
  }
  const { names, outside } = namesOfChances(scan, labels, chances);
  for (const { from, to, confidence } of names) {
    expect(confidence).toBeGreaterThan(0.899);
    expect(Math.max(...outside.subarray(from, to))).toBeLessThan(0.11);
  }
  return names.map(({ kind, from, to }) => {
    const [first, last] = [scan.tokens[from], scan.tokens[to - 1]];
    return `${scan.text.slice(first?.start, last?.end)} ${kind}`;
  });
}

const bio = ['O', 'B-PER', 'I-PER', 'B-LOC', 'I-LOC', 'B-MISC'];

describe('names of a row of labels', () => {
  it.each([
    ['BIO', bio, 'B-PER I-PER O B-PER O B-LOC O O'],
    ['inner labels alone', ['O', 'I-PER', 'I-LOC'], 'I-PER I-PER O I-PER O I-LOC O O'],
    ['no positions', ['O', 'PER', 'LOC'], 'PER PER O PER O LOC O O'],
    ['BILOU', ['O', 'B-PER', 'L-PER', 'U-PER', 'U-LOC'], 'B-PER L-PER O U-PER O U-LOC O O'],
    ['BIOES', ['O', 'B-PER', 'E-PER', 'S-PER', 'S-LOC'], 'B-PER E-PER O S-PER O S-LOC O O'],
  ])('are read from %s', (_, scheme, labels) => {
    expect(namesWith(scheme, labels.split(' '))).toEqual(['Ana Silva PERSON', 'Bob PERSON', 'Rio PLACE']);
  });

  it('end where a name opens, a kind changes, a label closes and a sentence ends', () => {
    expect(namesWith(bio, 'B-PER B-PER O O O O O O'.split(' '))).toEqual(['Ana PERSON', 'Silva PERSON']);
    expect(namesWith(bio, 'B-PER I-LOC O O O O O O'.split(' '))).toEqual(['Ana PERSON', 'Silva PLACE']);
    const bilou = ['O', 'U-PER', 'I-PER'];
    expect(namesWith(bilou, 'U-PER I-PER O O O O O O'.split(' '))).toEqual(['Ana PERSON', 'Silva PERSON']);
    const ends = namesWith(bio, 'O O O I-PER I-PER I-PER O O'.split(' '));
    expect(ends).toEqual(['Bob. PERSON', 'Rio PERSON']);
  });

  it('leave out what is not looked for, and what was not judged', () => {
    expect(namesWith(bio, 'B-MISC O O B-LOC O O O O'.split(' '))).toEqual(['Bob PLACE']);
    const scan = tokenize(text);
    const nothing = namesOfChances(
      scan,
      bio.map(readLabel),
      new Float32Array(scan.tokens.length * bio.length),
    );
    expect(nothing.names).toEqual([]);
    expect(Math.min(...nothing.outside)).toBe(1);
  });
});
