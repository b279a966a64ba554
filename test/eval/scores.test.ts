import { describe, expect, it } from 'vitest';
import { bcubed, bcubedAcross, meanOf, quantileOf, rateOf, shareOf } from './scores.ts';

describe('bcubed', () => {
  it('is 100 for the same grouping under other names', () => {
    expect(bcubed(['a', 'a', 'b'], ['x', 'x', 'y'])).toEqual({ precision: 100, recall: 100, f1: 100 });
  });

  it('gives the figures of a worked example', () => {
    // Gold {1..5} {6,7} {8..12}; found {1..5} and the rest together, so nothing is lost in recall.
    const gold = ['a', 'a', 'a', 'a', 'a', 'b', 'b', 'c', 'c', 'c', 'c', 'c'];
    const found = ['x', 'x', 'x', 'x', 'x', 'y', 'y', 'y', 'y', 'y', 'y', 'y'];
    const { precision, recall, f1 } = bcubed(gold, found);
    // (5·1 + 2·2/7 + 5·5/7) / 12 (Bagga and Baldwin 1998, figure 1).
    expect(precision).toBeCloseTo((100 * (5 + 4 / 7 + 25 / 7)) / 12, 10);
    expect(recall).toBe(100);
    expect(f1).toBeCloseTo((2 * precision * 100) / (precision + 100), 10);
  });

  it('punishes one group for all in precision and none together in recall', () => {
    expect(bcubed(['a', 'a', 'b', 'b'], ['x', 'x', 'x', 'x'])).toMatchObject({ precision: 50, recall: 100 });
    expect(bcubed(['a', 'a', 'b', 'b'], ['1', '2', '3', '4'])).toMatchObject({ precision: 100, recall: 50 });
  });

  it('is 100 when there is nothing to group', () => {
    expect(bcubed([], [])).toEqual({ precision: 100, recall: 100, f1: 100 });
  });
});

describe('rates and shares', () => {
  it('come from counts', () => {
    expect(rateOf(3, 4, 6)).toMatchObject({ precision: 75, recall: 50, f1: 60 });
    expect(shareOf(1, 4)).toEqual({ right: 1, of: 4, percent: 25 });
  });

  it('are 100 where nothing was to be found and nothing was, and 0 where all is wrong', () => {
    expect(rateOf(0, 0, 0).f1).toBe(100);
    expect(rateOf(0, 2, 2).f1).toBe(0);
    expect(shareOf(0, 0).percent).toBe(100);
  });
});

it('takes quantiles by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect([quantileOf(hundred, 0.5), quantileOf(hundred, 0.99), quantileOf([], 0.5)]).toEqual([50, 99, 0]);
  expect([meanOf([1, 2, 6]), meanOf([])]).toEqual([3, 0]);
});

describe('bcubed across languages', () => {
  const item = (gold: string, found: string, language: string) => ({ gold, found, language });

  it('looks at groups in other languages alone', () => {
    const items = [item('a', 'x', 'id'), item('a', 'x', 'en'), item('b', 'y', 'en'), item('b', 'z', 'en')];
    expect(bcubedAcross(items)).toEqual({ precision: 100, recall: 100, f1: 100 });
  });

  it('loses recall where one thing is two, and precision where two are one', () => {
    const apart = [item('a', 'x', 'id'), item('a', 'y', 'en'), item('b', 'z', 'id'), item('b', 'z', 'en')];
    expect(bcubedAcross(apart)).toMatchObject({ precision: 100, recall: 50 });
    const joined = [item('a', 'x', 'id'), item('b', 'x', 'en')];
    expect(bcubedAcross(joined)).toMatchObject({ precision: 0, recall: 0 });
  });
});
