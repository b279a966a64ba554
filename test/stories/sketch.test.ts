import { describe, expect, it } from 'vitest';
import { containment, overlapOf, sketchOf } from '../../src/stories/sketch.ts';
import { randomOf } from '../eval/stories.ts';

/** A text of made-up words, the same for the same seed. */
function textOf(seed: number, words: number): string[] {
  const random = randomOf(seed);
  return Array.from({ length: words }, () => `w${Math.floor(random() * 5_000)}`);
}

describe('sketchOf', () => {
  it('gives signed 32-bit integers, in ascending unsigned order, without doubles', () => {
    const sketch = sketchOf(textOf(1, 400).join(' '));
    expect(sketch.every((hash) => hash === (hash | 0))).toBe(true);
    expect(sketch.some((hash) => hash < 0)).toBe(true);
    const unsigned = sketch.map((hash) => hash >>> 0);
    expect(unsigned).toEqual([...new Set(unsigned)].toSorted((a, b) => a - b));
  });

  it('samples about a quarter of the 4-grams and never more than 200', () => {
    expect(sketchOf(textOf(2, 240).join(' ')).length).toBeGreaterThan(35);
    expect(sketchOf(textOf(2, 240).join(' ')).length).toBeLessThan(85);
    expect(sketchOf(textOf(3, 5_000).join(' '))).toHaveLength(200);
  });

  it('does not see case, marks, punctuation or line breaks', () => {
    const plain =
      'Presiden Prancis Francois Hollande tiba di Moskow pada Kamis malam untuk bertemu Putin lagi';
    const dressed =
      'PRESIDEN Prancis, François Hollande\n\ntiba di Moskow -- pada Kamis (malam) untuk bertemu "Putin" lagi.';
    expect(sketchOf(dressed)).toEqual(sketchOf(plain));
  });

  it('leaves out promotion lines between paragraphs', () => {
    const body = textOf(4, 60).join(' ');
    expect(sketchOf(`${body}\n\nBaca juga: ${textOf(5, 30).join(' ')}`)).toEqual(sketchOf(body));
  });

  it('gives nothing for a text under four words', () => {
    expect(sketchOf('')).toEqual([]);
    expect(sketchOf('Banjir di Sragen')).toEqual([]);
  });
});

describe('containment', () => {
  const original = textOf(6, 300);

  it('is 1 for the same text and 0 for another or none', () => {
    expect(containment(sketchOf(original.join(' ')), sketchOf(original.join(' ')))).toBe(1);
    expect(containment(sketchOf(original.join(' ')), sketchOf(textOf(7, 300).join(' ')))).toBe(0);
    expect(containment(sketchOf(original.join(' ')), [])).toBe(0);
  });

  it('stays high for a text cut to half and for one embedded in a longer report', () => {
    const half = original.slice(0, 150).join(' ');
    const embedded = [...textOf(8, 150), ...original, ...textOf(9, 150)].join(' ');
    expect(containment(sketchOf(original.join(' ')), sketchOf(half))).toBeGreaterThan(0.9);
    const overlap = overlapOf(sketchOf(embedded), sketchOf(original.join(' ')));
    expect(overlap.containment).toBeGreaterThan(0.9);
    expect(overlap.ofFirst).toBeLessThan(0.7);
  });

  it('compares a sketch that reached its limit only as far as it reaches', () => {
    const long = [...original, ...textOf(10, 3_000)].join(' ');
    expect(containment(sketchOf(long), sketchOf(original.join(' ')))).toBeGreaterThan(0.9);
  });
});
