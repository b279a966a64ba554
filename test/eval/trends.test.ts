import { describe, expect, it } from 'vitest';
import { createTrendStream, type Planted, warmHours } from './trendStream.ts';
import { figuresOf, type ShownRow } from './trends.ts';

const planted = (kind: Planted['kind'], start: number): Planted => ({
  kind,
  entity: start,
  start,
  peak: 10,
  hours: 24,
  shape: 'spike',
});
const found = planted('burst', 500);
const missed = planted('burst', 600);
const flood = planted('flood', 700);
const echo = planted('echo', 800);

const row = (hour: number, score: number, rest: Partial<ShownRow>): ShownRow => ({
  hour,
  score,
  label: 'false',
  burst: null,
  decoy: null,
  ...rest,
});

describe('figures of boards', () => {
  it('count what stands above the score that lets the allowed false rows through', () => {
    // 672 hours are looked at, so that 201 false rows are allowed.
    const noise = Array.from({ length: 300 }, (_, i) => row(400, 5 - i / 1000, {}));
    const figures = figuresOf(
      [found, missed, flood, echo],
      [
        row(503, 9, { label: 'news', burst: found }),
        row(502, 8, { label: 'news', burst: found }),
        row(610, 1, { label: 'news', burst: missed }),
        row(701, 7, { decoy: flood }),
        row(801, 1, { decoy: echo }),
        ...noise,
      ],
    );
    expect(figures).toMatchObject({ bursts: 2, found: 1, delays: [2], floodsShown: 1, echoesShown: 0 });
    expect(figures.floor).toBeCloseTo(4.801);
  });
});

describe('the generated stream', () => {
  it('is the same for the same seed, and plants nothing in the days to warm up', () => {
    const firstOf = (seed: number) => [...(createTrendStream(seed).hours().next().value ?? [])];
    expect(firstOf(1)).toEqual(firstOf(1));
    expect(firstOf(1)).not.toEqual(firstOf(2));
    expect(createTrendStream(1).planted.every(({ start }) => start >= warmHours)).toBe(true);
  });
});
