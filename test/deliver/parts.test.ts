import { describe, expect, it } from 'vitest';
import { askedPauseMs, mostAttempts, nextAttemptAt } from '../../src/deliver/schedule.ts';
import { messageOf } from '../../src/deliver/telegram.ts';

const now = new Date('2026-11-27T08:00:00Z');

describe('the schedule', () => {
  it('ends after ten tries, each pause at most a fifth longer by chance', () => {
    const pauses = Array.from({ length: mostAttempts }, (_, i) => {
      const at = (random: number) => nextAttemptAt(i + 1, { now, askedMs: null, random })?.getTime();
      const [soon, late] = [at(0), at(1)];
      if (soon === undefined || late === undefined) return null;
      expect((late - now.getTime()) / (soon - now.getTime())).toBeCloseTo(1.2);
      return (soon - now.getTime()) / 1_000;
    });
    expect(pauses).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400, null]);
  });

  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Fri, 27 Nov 2026 08:01:00 GMT', 60_000],
    ['Fri, 27 Nov 2015 08:01:00 GMT', 0],
    ['999999999', 86_400_000],
    ['99999999999999999999', null],
    ['-5', null],
    ['soon', null],
    [null, null],
  ])('reads Retry-After: %j', (header, ms) => {
    expect(askedPauseMs(header, now)).toBe(ms);
  });
});

describe('a message', () => {
  const url = 'https://paper.example/?a=1&b="2"';
  const long = '👩‍🚀<&>"'.repeat(5_000);
  const parsed = (text: string) => text.replace(/<[^>]*>/g, '').replace(/&(?:lt|gt|quot|amp);/g, '&');

  it('of whatever length stays whole and below 4,096 characters', () => {
    const rights = { creditText: long };
    const article = { url, headline: long, description: long, source: { name: long }, rights };
    const firstReport = { url, source: { name: long } };
    const story = { headline: long, articleCount: 2, sourceCount: 2, firstReport };
    const trend = { rank: 1, articleCount: 2, sourceCount: 2 };
    const entry = { name: long, trend, topStory: { headline: long } };
    for (const data of [{ article }, { story }, { entry }]) {
      const text = messageOf(data) ?? '';
      expect(parsed(text).length).toBeLessThanOrEqual(4_096);
      expect(Buffer.from(text).toString()).toBe(text);
      expect(text.match(/<(b|i|a)\b/g)?.length).toBe(text.match(/<\/(b|i|a)>/g)?.length);
      expect(text.replace(/<\/?(?:b|i|a)(?: href="[^"<>]*")?>/g, '')).not.toMatch(/[<>]/);
    }
  });

  it('leaves out an address that is too long, and is none for what has no words', () => {
    const article = {
      url: `https://paper.example/${'x'.repeat(2_000)}`,
      headline: 'Words',
      description: null,
    };
    expect(messageOf({ article })).toBe('<b>Words</b>');
    expect(messageOf({ article: { id: 'art_1' } })).toBeNull();
    expect(messageOf({})).toBeNull();
  });
});
