import { describe, expect, it } from 'vitest';
import { maxAgeOf, pauseSeconds, stateAfter } from '../../src/run/schedule.ts';

const calm = { pollSeconds: 600, askedSeconds: null, failures: 0, retryAfterSeconds: null };

describe('the pause before the next attempt', () => {
  it('is the configured one after a success', () => {
    expect(pauseSeconds(calm, 0.5)).toBe(600);
  });

  it('is what the outlet asks for when that is longer, but an hour at most', () => {
    expect(pauseSeconds({ ...calm, askedSeconds: 1800 }, 0.5)).toBe(1800);
    expect(pauseSeconds({ ...calm, askedSeconds: 999_999 }, 0.5)).toBe(3600);
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
