import { expect, it } from 'vitest';
import { type CopyLink, copyScore, shuffled } from './stories.ts';

const link = (article: string, original: string, kind: CopyLink['kind'] = 'COPY') => ({
  article,
  original,
  kind,
});

it('counts a copy as found only with the right original and the right kind', () => {
  const gold = [link('b', 'a'), link('c', 'a', 'DERIVED')];
  expect(copyScore(gold, gold)).toMatchObject({ precision: 100, recall: 100 });
  expect(copyScore(gold, [link('b', 'a'), link('c', 'a')])).toMatchObject({ precision: 50, recall: 50 });
  expect(copyScore(gold, [link('b', 'c')])).toMatchObject({ precision: 0, recall: 0, f1: 0 });
});

it('shuffles the same way for the same seed, and loses nothing', () => {
  const items = Array.from({ length: 50 }, (_, i) => i);
  expect(shuffled(items, 7)).toEqual(shuffled(items, 7));
  expect(shuffled(items, 7)).not.toEqual(shuffled(items, 8));
  expect(shuffled(items, 7).toSorted((a, b) => a - b)).toEqual(items);
});
