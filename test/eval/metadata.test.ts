import { describe, expect, it } from 'vitest';
import { countAnswers, dayOf, isSamePicture, ratesOf, split, squashed } from './metadata.ts';

describe('answers', () => {
  it('are right, wrong or missing', () => {
    const pairs = [
      { gold: 'a', found: 'a' },
      { gold: 'a', found: 'b' },
      { gold: 'a', found: null },
      { gold: 'b', found: 'b' },
    ];
    expect(countAnswers(pairs)).toEqual({ right: 2, wrong: 1, missing: 1 });
  });

  it('are rated by precision, recall and accuracy', () => {
    const { precision, recall, accuracy } = ratesOf({ right: 6, wrong: 2, missing: 4 });
    expect([precision, recall, accuracy]).toEqual([75, 60, 50]);
    expect(ratesOf({ right: 0, wrong: 0, missing: 0 }).accuracy).toBe(100);
  });
});

it('days are those of UTC', () => {
  expect(dayOf(new Date('2015-11-27T23:30:00-05:00'))).toBe('2015-11-28');
  expect(dayOf(null)).toBeNull();
});

it('credits are compared without case and punctuation', () => {
  expect(squashed('Sari Dewi / Antara')).toBe(squashed('SARI DEWI, ANTARA'));
});

describe('pictures', () => {
  it('are the same in another size or on another path', () => {
    expect(
      isSamePicture('https://a.example/x/bridge-20151127.jpg', 'https://b.example/y/bridge-20151127.jpg'),
    ).toBe(true);
    expect(
      isSamePicture('https://a.example/9c36b38b2b0b/600.jpg', 'https://a.example/9c36b38b2b0b/900.jpg'),
    ).toBe(true);
  });

  it('are different with nothing in common', () => {
    expect(isSamePicture('https://a.example/one.jpg', 'https://a.example/two.jpg')).toBe(false);
    expect(isSamePicture('https://a.example/100%/one.jpg', 'https://a.example/two.jpg')).toBe(false);
  });
});

it('held-out items are kept apart', () => {
  const [seen, held] = split([{ isHeldOut: false }, { isHeldOut: true }, { isHeldOut: false }]);
  expect([seen.length, held.length]).toEqual([2, 1]);
});
