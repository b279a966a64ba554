import { describe, expect, it } from 'vitest';
import {
  blockHash,
  countedBlocks,
  isBoilerplate,
  learntHashes,
  withoutLearnt,
} from '../../src/ingest/learnt.ts';

const block = (text: string) => ({ text, html: `<p>${text}</p>` });
const seen = (articles: number, firstAt: number, lastAt: number, hash = 'a') => ({
  hash,
  articles,
  firstAt,
  lastAt,
});

describe('the hash of a block', () => {
  it('is the same whatever the case, the numbers and the white space', () => {
    expect(blockHash('Read 12 more stories')).toBe(blockHash('READ  7\nmore stories '));
    expect(blockHash('Read more')).not.toBe(blockHash('Read less'));
  });

  it('tells long blocks and statements from the others', () => {
    expect(blockHash('word '.repeat(60))).toMatch(/^long:/);
    expect(blockHash('"We are ready to work together," he said.')).toMatch(/^said:/);
    expect(blockHash('‘It’s the right thing to do,’ he said.')).toMatch(/^said:/);
    expect(blockHash('Press “Follow” for more.')).toMatch(/^[0-9a-f]{20}$/);
  });

  it('takes no time over thousands of quotation marks', () => {
    expect(blockHash('“'.repeat(200_000))).toMatch(/^long:/);
    expect(blockHash('"a '.repeat(100_000))).toMatch(/^long:/);
  });
});

describe('what is counted of an article', () => {
  it('is each block once, statements left out', () => {
    const blocks = [
      block('Follow us'),
      block('follow us'),
      block('"It was the right thing to do"'),
      block('Text'),
    ];
    expect(countedBlocks(blocks).map(({ sample }) => sample)).toEqual(['follow us', 'Text']);
  });
});

describe('a block is boilerplate', () => {
  it('from the fifth article on, while a tenth of the articles have it', () => {
    expect(isBoilerplate(seen(4, 1, 4), 4)).toBe(false);
    expect(isBoilerplate(seen(5, 1, 5), 5)).toBe(true);
    expect(isBoilerplate(seen(5, 1, 50), 50)).toBe(true);
    expect(isBoilerplate(seen(5, 1, 51), 51)).toBe(false);
    expect(isBoilerplate(seen(5, 101, 150), 150)).toBe(true);
  });

  it('until it was not seen for fifty articles', () => {
    expect(isBoilerplate(seen(400, 1, 400), 449)).toBe(true);
    expect(isBoilerplate(seen(400, 1, 400), 450)).toBe(false);
  });

  it('only on more evidence when it is long, and never when it quotes a statement', () => {
    expect(isBoilerplate(seen(11, 1, 11, 'long:a'), 11)).toBe(false);
    expect(isBoilerplate(seen(12, 1, 60, 'long:a'), 60)).toBe(true);
    expect(isBoilerplate(seen(12, 1, 61, 'long:a'), 61)).toBe(false);
    expect(isBoilerplate(seen(99, 1, 99, 'said:a'), 99)).toBe(false);
  });
});

describe('what an outlet repeats', () => {
  it('is learnt by that rule', () => {
    const blocks = [seen(9, 1, 9, 'trailer'), seen(9, 1, 9, 'long:background'), seen(9, 1, 9, 'said:quote')];
    expect(learntHashes({ blocks, articlesCounted: 9 })).toEqual(['trailer']);
  });
});

describe('an article without what was learnt', () => {
  const trailer = block('Follow us on every channel');
  const story = block('The bridge over the river fell on Tuesday morning, nobody was hurt.');
  const learnt = new Set([blockHash(trailer.text)]);

  it('loses its boilerplate and keeps the rest in order', () => {
    const last = block('It was eighty years old.');
    expect(withoutLearnt([story, trailer, last], (hash) => learnt.has(hash))).toEqual([story, last]);
  });

  it('is kept whole when nearly all of it would go', () => {
    expect(withoutLearnt([trailer, trailer, trailer, story], (hash) => learnt.has(hash))).toEqual([story]);
    const all = [block('Short.'), trailer];
    expect(withoutLearnt(all, (hash) => learnt.has(hash))).toEqual(all);
    expect(withoutLearnt([], () => true)).toEqual([]);
  });
});
