import { describe, expect, it } from 'vitest';
import {
  askedByHeaders,
  entriesPerWeekOf,
  maxAgeOf,
  pauseSeconds,
  rhythmSeconds,
  stateAfter,
} from '../../src/run/schedule.ts';

const calm = { pollSeconds: 600, askedSeconds: null, failures: 0, retryAfterSeconds: null };

describe('the pause before the next attempt', () => {
  it('is the configured one after a success', () => {
    expect(pauseSeconds(calm, 0.5)).toBe(600);
  });

  it('is what the outlet asks for when that is longer, but a day at most', () => {
    expect(pauseSeconds({ ...calm, askedSeconds: 1800 }, 0.5)).toBe(1800);
    expect(pauseSeconds({ ...calm, askedSeconds: 999_999 }, 0.5)).toBe(86_400);
  });

  it('doubles with each failure up to a day, give or take a tenth', () => {
    const afterFailures = (failures: number, random: number) => pauseSeconds({ ...calm, failures }, random);
    expect(afterFailures(1, 0.5)).toBe(1200);
    expect(afterFailures(2, 0.5)).toBe(2400);
    expect(afterFailures(50, 0.5)).toBe(86_400);
    expect(afterFailures(1, 0)).toBeCloseTo(1080);
    expect(afterFailures(1, 1)).toBeCloseTo(1320);
  });

  it('honours Retry-After, but a day at most', () => {
    const asked = (retryAfterSeconds: number) =>
      pauseSeconds({ ...calm, failures: 1, retryAfterSeconds }, 0.5);
    expect(asked(7200)).toBe(7200);
    expect(asked(10_000_000)).toBe(86_400);
  });
});

describe('the rhythm of a channel', () => {
  const limits = { shortest: 300, longest: 21_600 };
  const now = new Date('2015-11-27T12:00:00Z');
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

  it('asks twice for each entry that is to be expected, within the limits', () => {
    expect(rhythmSeconds(168, limits)).toBe(1800);
    expect(rhythmSeconds(100_000, limits)).toBe(300);
    expect(rhythmSeconds(0.1, limits)).toBe(21_600);
    expect(rhythmSeconds(0, limits)).toBe(21_600);
    expect(rhythmSeconds(null, limits)).toBe(900);
    expect(rhythmSeconds(168, { shortest: 86_400, longest: 21_600 })).toBe(86_400);
  });

  it('is the entries of the answer over the time from the oldest until now', () => {
    expect(entriesPerWeekOf([hoursAgo(84), hoursAgo(42), null], now)).toBe(4);
    expect(entriesPerWeekOf([hoursAgo(0), hoursAgo(0)], now)).toBe(2 * 168);
    expect(entriesPerWeekOf([hoursAgo(-1), null], now)).toBeNull();
  });
});

describe('what the headers ask readers to wait', () => {
  const none = { 'cache-control': null, expires: null, date: null, 'retry-after': null };
  const now = new Date('2015-11-27T12:00:00Z');

  it('is the longest of freshness and Retry-After', () => {
    expect(askedByHeaders(none, now)).toBeNull();
    expect(askedByHeaders({ ...none, 'cache-control': 'max-age=60', 'retry-after': '90' }, now)).toBe(90);
    expect(askedByHeaders({ ...none, expires: '0' }, now)).toBeNull();
  });

  it('counts Expires from the clock of the outlet, and believes max-age before it', () => {
    const dated = {
      ...none,
      date: 'Fri, 27 Nov 2015 10:00:00 GMT',
      expires: 'Fri, 27 Nov 2015 10:30:00 GMT',
    };
    expect(askedByHeaders(dated, now)).toBe(1800);
    expect(askedByHeaders({ ...dated, 'cache-control': 'max-age=60' }, now)).toBe(60);
    expect(askedByHeaders({ ...dated, date: null }, now)).toBeNull();
  });
});

describe('Cache-Control', () => {
  it.each([
    ['max-age=300', 300],
    ['public, max-age=60, must-revalidate', 60],
    ['no-store', null],
    ['s-maxage=900', null],
    [null, null],
  ])('%s says %s seconds', (header, seconds) => {
    expect(maxAgeOf(header)).toBe(seconds);
  });
});

describe('the state of a failing channel', () => {
  it('is degraded at first, failing from the third time, blocked when we are refused', () => {
    expect(stateAfter({ code: 'UNREACHABLE' }, 1)).toBe('DEGRADED');
    expect(stateAfter({ code: 'UNREACHABLE' }, 3)).toBe('FAILING');
    expect(stateAfter({ code: 'REFUSED' }, 1)).toBe('BLOCKED');
  });
});
