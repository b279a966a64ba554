import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { pause } from '../../src/base/pause.ts';

const hour = 3_600_000;

it('ends when the first of some work has ended, and leaves nothing at the signal', async () => {
  const { signal } = new AbortController();
  const never = new Promise(() => {});
  for (let i = 0; i < 20; i += 1) await pause(hour, signal, [never, Promise.resolve(i)]);
  await pause(hour, signal, [never, Promise.reject(new Error('work that failed has ended too'))]);
  await pause(1, signal, [never]);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('ends with the signal, and does not begin after it', async () => {
  const stopping = new AbortController();
  const waiting = pause(hour, stopping.signal);
  stopping.abort();
  await waiting;
  await pause(hour, stopping.signal);
  expect(getEventListeners(stopping.signal, 'abort')).toEqual([]);
});
