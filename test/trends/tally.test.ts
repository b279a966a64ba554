import { describe, expect, it } from 'vitest';
import { createCopyRanks } from '../../src/trends/copyRanks.ts';
import { countOutlet, forgetOutlets, outletsSince, sourcesSince } from '../../src/trends/outletTally.ts';
import { exposure, seasonOf } from '../../src/trends/season.ts';
import { sparklineOf } from '../../src/trends/sparkline.ts';
import { createTally, type MentionEvent } from '../../src/trends/tally.ts';
import { mentionWeight, outletGate } from '../../src/trends/weight.ts';

const hourMs = 3_600_000;
const start = Date.parse('2015-11-01T00:00:00Z');
const hour = (hours: number) => new Date(start + hours * hourMs);

let serial = 0;
const event = (hours: number, source: string, rest: Partial<MentionEvent> = {}): MentionEvent => ({
  at: hour(hours),
  source,
  articleId: `a${serial++}`,
  copyOf: null,
  entities: ['river'],
  ...rest,
});
const open = (windowHours = 6) => createTally({ windowHours, bucketMs: hourMs, algorithm: 'SURPLUS' });
const fill = (tally: ReturnType<typeof open>, events: readonly MentionEvent[]) => {
  for (const one of events) tally.add(one);
};

describe('the weight of a mention', () => {
  it('falls with every article of the outlet and with every copy', () => {
    expect([1, 2, 4].map((nth) => mentionWeight(nth, 1))).toEqual([1, 0.5, 0.25]);
    expect([2, 3].map((rank) => mentionWeight(1, rank))).toEqual([0.15, expect.closeTo(0.1)]);
  });

  it('is nothing behind one outlet, and nearly whole behind many', () => {
    expect(outletGate({ own: 1, copying: 0 })).toBe(0);
    expect(outletGate({ own: 0, copying: 3 })).toBe(0);
    expect(outletGate({ own: 2, copying: 0 })).toBe(0.5);
    expect(outletGate({ own: 8, copying: 0 })).toBeGreaterThan(0.99);
  });
});

describe('places among copies', () => {
  it('keep the first for the original, even when it comes late', () => {
    const { rankOf } = createCopyRanks();
    const rank = (id: string, of: string | null) => rankOf(id, of).rank;
    expect([rank('b', 'a'), rank('c', 'a'), rank('a', null), rank('d', 'a')]).toEqual([2, 3, 1, 4]);
  });

  it('count a copy of a copy with its original', () => {
    const { rankOf } = createCopyRanks();
    rankOf('a', null);
    expect([rankOf('b', 'a').rank, rankOf('c', 'b').rank, rankOf('c', 'b').rank]).toEqual([2, 3, 3]);
  });
});

describe('outlets of an entity', () => {
  it('number their articles within a day and tell their own texts from copies', () => {
    const tally = new Map();
    const numbers = [0, 1, 23, 24.5, 60].map((at) => countOutlet(tally, 'one', at * hourMs, at < 24));
    expect(numbers).toEqual([1, 2, 3, 3, 1]);
    countOutlet(tally, 'two', 50 * hourMs, true);
    expect(outletsSince(tally, 40 * hourMs)).toEqual({ own: 1, copying: 1 });
    expect([0, 55, 61].map((since) => sourcesSince(tally, since * hourMs))).toEqual([2, 1, 0]);
    forgetOutlets(tally, 55 * hourMs);
    expect([...tally.keys()]).toEqual(['one']);
  });
});

describe('the season', () => {
  const from = new Date('2015-11-01T00:00:00Z');
  const to = new Date('2015-11-29T00:00:00Z');

  it('is flat when nothing is known', () => {
    const season = seasonOf(new Map(), { from, to });
    expect([...season].every((factor) => factor === 1)).toBe(true);
    expect(exposure(season, 0, 5 * hourMs)).toBe(5);
    expect(exposure(null, 0, 5 * hourMs)).toBe(5);
    expect(exposure(season, hourMs, 0)).toBe(0);
  });

  it('knows the busy hour, and counts parts of hours', () => {
    const counts = new Map<number, number>();
    for (let at = from.getTime(); at < to.getTime(); at += hourMs) {
      counts.set(at, new Date(at).getUTCHours() === 9 ? 2500 : 100);
    }
    const season = seasonOf(counts, { from, to });
    const at = (time: string) => Date.parse(`2015-12-01T${time}Z`);
    const busy = exposure(season, at('09:00:00'), at('10:00:00'));
    expect(busy).toBeCloseTo(12.5, 0);
    expect(exposure(season, at('09:00:00'), at('09:15:00'))).toBeCloseTo(busy / 4);
    expect(exposure(season, at('00:00:00'), at('00:00:00') + 24 * hourMs)).toBeCloseTo(24, 0);
  });

  it('is barely moved by a few articles', () => {
    const season = seasonOf(new Map([[from.getTime(), 3]]), { from, to });
    expect(Math.max(...season)).toBeLessThan(1.2);
  });
});

describe('a sparkline', () => {
  it('has 24 counts, oldest first, of hours or of parts of them', () => {
    const hours: [number, number, number][] = [
      [0, 1, 2],
      [23, 1, 3],
      [24, 1, 9],
    ];
    const counted = { ages: [0.1, 0.9, 2], hours };
    const day = sparklineOf(counted, 24);
    expect([day.length, day[23], day[0], day.reduce((a, b) => a + b)]).toEqual([24, 2, 3, 5]);
    const one = sparklineOf(counted, 1);
    expect([one.length, one[21], one[2], one.reduce((a, b) => a + b)]).toEqual([24, 1, 1, 2]);
  });
});

describe('a tally', () => {
  it('forgets what no window looks at', () => {
    const tally = open();
    for (let day = 0; day < 60; day++) fill(tally, [event(day * 24, 'one', { entities: [`name-${day}`] })]);
    fill(
      tally,
      ['one', 'two', 'three'].map((source) => event(60 * 24, source, { entities: ['name-1'] })),
    );
    expect(tally.board(hour(60 * 24 + 1))).toMatchObject([{ entityId: 'name-1', lift: null }]);
  });

  it('lets a flood and an echo lie, and lists what three outlets tell', () => {
    const tally = open();
    const wire = event(0, 'wire', { entities: ['echo'] });
    fill(tally, [
      ...Array.from({ length: 500 }, () => event(0, 'one', { entities: ['flood'] })),
      wire,
      ...Array.from({ length: 3 }, (_, i) =>
        event(0, `o${i}`, { entities: ['echo'], copyOf: wire.articleId }),
      ),
      ...['one', 'two', 'three'].map((source) => event(0, source)),
    ]);
    const [top, ...rest] = tally.board(hour(1));
    expect(top).toMatchObject({ entityId: 'river', windowCount: 3, weightedCount: 3, sourceCount: 3 });
    expect(rest.every(({ score }) => score < (top?.score ?? 0) / 3)).toBe(true);
  });

  it('refuses what is older than everything it remembers', () => {
    const tally = open();
    tally.add(event(2000, 'one'));
    expect(() => tally.add(event(0, 'one'))).toThrow('older than everything');
    expect(tally.isQuiet(hour(2001))).toBe(false);
    expect(tally.isQuiet(hour(2008))).toBe(true);
  });

  it('gives the same board whatever the order within an hour', () => {
    const events = ['one', 'two', 'three', 'one', 'two'].map((source, i) => event(i * 0.1, source));
    const [there, back] = [open(), open()];
    fill(there, events);
    fill(back, [...events].reverse());
    expect(back.board(hour(1))).toEqual(there.board(hour(1)));
  });
});
