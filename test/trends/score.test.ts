import { describe, expect, it } from 'vitest';
import { type EntityActivity, trendScores } from '../../src/trends/score.ts';
import { seasonOf } from '../../src/trends/season.ts';

const now = new Date('2026-03-10T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

type Count = readonly [age: number, articles: number];

function activity(
  entityId: string,
  counts: readonly Count[],
  outlets = { own: 4, copying: 0 },
): EntityActivity<string> {
  const hours = counts.map(([age, articles]) => ({ age, weight: articles, articles }));
  return { entityId, hours, sourceCount: outlets.own + outlets.copying, outlets };
}

const steady = (perHour: number, hours = 29 * 24) =>
  Array.from({ length: hours }, (_, age): Count => [age, perHour]);
const burst: readonly Count[] = [
  [0, 3],
  [1, 4],
  [2, 2],
];
const options = { now, windowHours: 24 };

describe('trendScores', () => {
  it('ranks a name that bursts above one that is always there', () => {
    const rows = trendScores([activity('always', steady(2)), activity('burst', burst)], options);
    expect(rows[0]?.entityId).toBe('burst');
    expect(rows.find((row) => row.entityId === 'always')?.score ?? 0).toBeLessThan(1);
  });

  it('never lists a name that one outlet alone writes about', () => {
    expect(trendScores([activity('series', [[0, 30]], { own: 1, copying: 0 })], options)).toEqual([]);
  });

  it('never lists a report and its copies by three more outlets', () => {
    expect(trendScores([activity('echo', [[0, 5]], { own: 0, copying: 3 })], options)).toEqual([]);
  });

  it('ranks one report and its copy far below two reports', () => {
    const scoreOf = (own: number, copying: number) =>
      trendScores([activity('a', [[0, 5]], { own, copying })], options)[0]?.score ?? 0;
    expect(scoreOf(1, 1)).toBeGreaterThan(0);
    expect(scoreOf(1, 1)).toBeLessThan(scoreOf(2, 0) * 0.5);
  });

  it('counts the articles of the window alone', () => {
    const counts: Count[] = [
      [1, 3],
      [4, 4],
      [23, 1],
      [24, 2],
      [400, 9],
    ];
    const [row] = trendScores([activity('a', counts)], options);
    expect(row).toMatchObject({ windowCount: 8, weightedCount: 8, sourceCount: 4 });
  });

  it('gives lift over the own past, and none to a name never seen before', () => {
    const [old] = trendScores(
      [
        activity('old', [
          [0, 12],
          [100, 1],
          [200, 1],
        ]),
      ],
      options,
    );
    const [fresh] = trendScores([activity('fresh', [[0, 12]])], options);
    expect(old?.lift).toBeGreaterThan(5);
    expect(old?.lift).toBeCloseTo((old?.weightedCount ?? 0) / (old?.baselineMean ?? 1));
    expect(fresh?.lift).toBeNull();
    expect(fresh?.baselineMean).toBeGreaterThan(0);
  });

  it('forgets what was more than four weeks before the window', () => {
    const [row] = trendScores(
      [
        activity('a', [
          [0, 5],
          [24 + 28 * 24, 50],
        ]),
      ],
      options,
    );
    expect(row?.lift).toBeNull();
  });

  it('does not take a young database for a silent past', () => {
    const counts = steady(1, 48);
    const young = trendScores([activity('a', counts)], { ...options, observedSince: hoursAgo(48) });
    const silent = trendScores([activity('a', counts)], options);
    expect(young[0]?.score ?? 0).toBeLessThan((silent[0]?.score ?? 0) / 3);
  });

  it('expects what came at the same time of both past weeks', () => {
    const weekly: Count[] = [0, 168, 336].map((age) => [age, 8]);
    const once: Count[] = [
      [0, 8],
      [90, 8],
      [250, 8],
    ];
    const [league] = trendScores([activity('league', weekly)], { now, windowHours: 6 });
    const [news] = trendScores([activity('news', once)], { now, windowHours: 6 });
    expect(league?.baselineMean).toBeCloseTo(7.2);
    expect(league?.score ?? 0).toBeLessThan((news?.score ?? 0) / 5);
  });

  it('expects more in the busy hours of the week', () => {
    const from = hoursAgo(28 * 24 + 6);
    const counts = new Map<number, number>();
    for (let at = from.getTime(); at < now.getTime(); at += 3_600_000) {
      counts.set(at, new Date(at).getUTCHours() >= 6 && new Date(at).getUTCHours() < 12 ? 300 : 20);
    }
    const season = seasonOf(counts, { from, to: hoursAgo(6) });
    const meanAt = (at: Date) =>
      trendScores([activity('a', steady(1))], { now: at, windowHours: 6, season, algorithm: 'COUNT' })[0]
        ?.baselineMean ?? 0;
    expect(meanAt(now)).toBeGreaterThan(3 * meanAt(new Date('2026-03-10T00:00:00Z')));
  });

  it('lists nothing for less than one article', () => {
    const hours = [{ age: 0, weight: 0.5, articles: 2 }];
    const weak = { entityId: 'a', hours, sourceCount: 4, outlets: { own: 4, copying: 0 } };
    expect(trendScores([weak], options)).toEqual([]);
  });

  it('orders ties by id', () => {
    const rows = trendScores([activity('b', [[1, 5]]), activity('a', [[1, 5]])], options);
    expect(rows.map((row) => row.entityId)).toEqual(['a', 'b']);
  });

  it('has nothing to say of nothing', () => {
    expect(trendScores([], options)).toEqual([]);
  });
});

describe('each algorithm', () => {
  const scoreOf = (algorithm: 'POISSON_SURPRISE' | 'PEARSON_RESIDUAL' | 'EWMA_Z' | 'LOG_LIFT' | 'SURPLUS') =>
    trendScores([activity('always', steady(0.5)), activity('burst', burst)], { ...options, algorithm });

  it.each(['SURPLUS', 'POISSON_SURPRISE', 'PEARSON_RESIDUAL', 'EWMA_Z', 'LOG_LIFT'] as const)(
    '%s puts the burst on top',
    (algorithm) => {
      expect(scoreOf(algorithm)[0]?.entityId).toBe('burst');
    },
  );

  it('follows from the numbers of its row', () => {
    const [row] = scoreOf('POISSON_SURPRISE');
    const { weightedCount: x = 0, baselineMean: mean = 1, gate = 0 } = row ?? {};
    expect(row?.score).toBeCloseTo((x * Math.log(x / mean) - (x - mean)) * gate);
    expect(scoreOf('PEARSON_RESIDUAL')[0]?.score).toBeCloseTo(((x - mean) / Math.sqrt(mean + 1)) * gate);
    expect(scoreOf('LOG_LIFT')[0]?.score).toBeCloseTo(Math.log2((x + 1) / (mean + 1)) * gate);
  });

  it('that only counts lists the name that is always there first, and needs no second outlet', () => {
    const rows = trendScores(
      [activity('always', steady(2)), activity('burst', burst, { own: 1, copying: 0 })],
      { ...options, algorithm: 'COUNT' },
    );
    expect(rows.map(({ entityId, score }) => [entityId, score])).toEqual([
      ['always', 48],
      ['burst', 9],
    ]);
  });
});
