import { describe, expect, it } from 'vitest';
import {
  isSameDay,
  isSameMinute,
  isSameSet,
  isSameText,
  shingleScore,
  shinglesOf,
  summaryOf,
} from './extract.ts';

describe('shingles', () => {
  it('are runs of four words, blind to case and punctuation', () => {
    expect(shinglesOf('One, two: THREE four — five')).toEqual(['one two three four', 'two three four five']);
    expect(shinglesOf('Only three words')).toEqual(['only three words']);
    expect(shinglesOf(' — ')).toEqual([]);
  });

  it('count a script without spaces by the character', () => {
    expect(shinglesOf('東京都知事')).toEqual(['東 京 都 知', '京 都 知 事']);
  });

  it('score what is too much in precision and what is missing in recall', () => {
    const text = 'a b c d e f g';
    expect(shingleScore(text, text)).toMatchObject({ precision: 100, recall: 100, f1: 100 });
    expect(shingleScore(text, 'a b c d e')).toMatchObject({ precision: 100, recall: 50 });
    expect(shingleScore(text, '')).toMatchObject({ recall: 0, f1: 0 });
    expect(shingleScore('', '')).toMatchObject({ f1: 100 });
  });

  it('do not count a text printed twice as right twice', () => {
    expect(shingleScore('a b c d', 'a b c d. A b c d.')).toMatchObject({ precision: 20, recall: 100 });
  });
});

describe('equality', () => {
  it('of texts ignores white space and composition alone', () => {
    expect(isSameText(' François\u00a0Hollande ', 'Franc\u0327ois Hollande')).toBe(true);
    expect(isSameText('Putin', 'putin')).toBe(false);
    expect(isSameText(null, 'x')).toBe(false);
  });

  it('of authors ignores order and case', () => {
    expect(isSameSet(['Ann Lee', 'Budi'], ['BUDI', 'Ann Lee'])).toBe(true);
    expect(isSameSet(['Ann Lee'], ['Ann Lee', 'Budi'])).toBe(false);
  });

  it('of instants is by the day or the minute, in UTC', () => {
    const at = (text: string) => new Date(text);
    expect(isSameDay(at('2025-06-05T14:46:12+02:00'), at('2025-06-05T23:00:00Z'))).toBe(true);
    expect(isSameDay(at('2025-06-05T01:00:00+02:00'), at('2025-06-05T01:00:00Z'))).toBe(false);
    expect(isSameMinute(at('2025-06-05T14:46:12Z'), at('2025-06-05T14:46:59Z'))).toBe(true);
    expect(isSameMinute(null, at('2025-06-05T14:46:00Z'))).toBe(false);
  });
});

it('summarises pages by means and by the tenth percentile of F1', () => {
  const scores = Array.from({ length: 10 }, (_, i) => ({ precision: 100, recall: 50, f1: 10 * (i + 1) }));
  expect(summaryOf(scores)).toEqual({ precision: 100, recall: 50, f1: 55, tenthPercentile: 10 });
});
