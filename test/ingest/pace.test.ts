import { describe, expect, it } from 'vitest';
import { createPace } from '../../src/ingest/pace.ts';

const never = new AbortController().signal;

describe('the pace at which hosts are asked', () => {
  it('leaves a pause between the starts of two requests to one host', async () => {
    const pace = createPace({ concurrency: 2, pauseMs: 60 });
    const starts: number[] = [];
    const ask = () => pace.run('a.test', never, async () => void starts.push(performance.now()));
    await Promise.all([ask(), ask(), ask()]);
    const [first = 0, second = 0, third = 0] = starts;
    // Timers may fire a millisecond early.
    expect(second - first).toBeGreaterThan(55);
    expect(third - second).toBeGreaterThan(55);
  });

  it('runs no more than so many at one host at a time', async () => {
    const pace = createPace({ concurrency: 2, pauseMs: 0 });
    let running = 0;
    let most = 0;
    const ask = () =>
      pace.run('a.test', never, async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 10));
        running -= 1;
      });
    await Promise.all([ask(), ask(), ask(), ask(), ask()]);
    expect(most).toBe(2);
  });

  it('lets no host wait for another', async () => {
    const pace = createPace({ concurrency: 1, pauseMs: 0 });
    let release = () => {};
    const slow = pace.run('slow.test', never, () => new Promise<void>((resolve) => (release = resolve)));
    expect(await pace.run('quick.test', never, async () => 'done')).toBe('done');
    release();
    await slow;
  });

  it('keeps a longer delay that a host asks for, and lets go of who stops waiting', async () => {
    const pace = createPace({ concurrency: 1, pauseMs: 0 });
    pace.slowDown('a.test', 30);
    await pace.run('a.test', never, async () => {});
    const stop = new AbortController();
    const waiting = pace.run('a.test', stop.signal, async () => 'asked all the same');
    const queued = pace.run('a.test', stop.signal, async () => 'asked all the same');
    setTimeout(() => stop.abort(), 20);
    await expect(waiting).rejects.toThrow();
    await expect(queued).rejects.toThrow();
  });

  it('hands on what the request throws', async () => {
    const pace = createPace({ concurrency: 1, pauseMs: 0 });
    await expect(pace.run('a.test', never, () => Promise.reject(new Error('cut off')))).rejects.toThrow(
      'cut off',
    );
    expect(await pace.run('a.test', never, async () => 1)).toBe(1);
  });
});
