import { describe, expect, it } from 'vitest';
import { type EntityActivity, trendScores } from '../../src/trends/score.ts';

const now = new Date('2026-03-10T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

function activity(
  entityId: string,
  counts: readonly (readonly [ago: number, articles: number])[],
  sourceCount = 4,
  copyOnlySources = 0,
): EntityActivity<string> {
  const hours = counts.map(([ago, articles]) => ({ hour: hoursAgo(ago), articles }));
  return { entityId, hours, sourceCount, copyOnlySources };
}

const steady = (perHour: number) => Array.from({ length: 14 * 24 }, (_, i) => [i + 1, perHour] as const);
const options = { now, windowHours: 24 };

describe('trendScores', () => {
  it('ranks a name that bursts above one that is always there', () => {
    const rows = trendScores(
      [
        activity('always', steady(2)),
        activity('burst', [
          [1, 3],
          [2, 4],
          [3, 2],
        ]),
      ],
      options,
    );
    expect(rows[0]?.entityId).toBe('burst');
    expect(rows.find((row) => row.entityId === 'always')?.score ?? 0).toBeLessThan(1);
  });

  it('prefers the fresher of two equal bursts', () => {
    const rows = trendScores([activity('morning', [[10, 6]]), activity('now', [[1, 6]])], options);
    expect(rows.map((row) => row.entityId)).toEqual(['now', 'morning']);
  });

  it('never lists a name that one outlet alone writes about', () => {
    expect(trendScores([activity('series', [[1, 30]], 1)], options)).toEqual([]);
  });

  it('ranks one report and its copy far below two reports', () => {
    const echoed = trendScores([activity('echo', [[1, 5]], 2, 1)], options)[0];
    const reported = trendScores([activity('news', [[1, 5]], 2, 0)], options)[0];
    expect(echoed?.score ?? 0).toBeLessThan((reported?.score ?? 0) * 0.5);
  });

  it('counts articles in the window and before it', () => {
    const [row] = trendScores(
      [
        activity('a', [
          [2, 3],
          [5, 4],
          [30, 2],
          [400, 9],
        ]),
      ],
      options,
    );
    expect(row).toMatchObject({ windowCount: 7, articleCount: 9, sourceCount: 4 });
  });

  it('gives lift over the own past, and none to a name never seen before', () => {
    const [old] = trendScores(
      [
        activity('old', [
          [1, 12],
          [100, 1],
          [200, 1],
        ]),
      ],
      options,
    );
    const [fresh] = trendScores([activity('fresh', [[1, 12]])], options);
    expect(old?.lift).toBeGreaterThan(5);
    expect(fresh?.lift).toBeNull();
    expect(fresh?.baselineMean).toBeGreaterThan(0);
  });

  it('does not take a young database for a silent past', () => {
    const counts = steady(1).slice(0, 48);
    const young = trendScores([activity('a', counts)], { ...options, observedSince: hoursAgo(49) });
    const silent = trendScores([activity('a', counts)], options);
    expect(young[0]?.score ?? 0).toBeLessThan((silent[0]?.score ?? 0) / 3);
  });

  it('lets a single old article lapse', () => {
    expect(trendScores([activity('a', [[20, 1]])], options)).toEqual([]);
  });

  it('orders ties by id', () => {
    const rows = trendScores([activity('b', [[1, 5]]), activity('a', [[1, 5]])], options);
    expect(rows.map((row) => row.entityId)).toEqual(['a', 'b']);
  });
});
