import { describe, expect, it } from 'vitest';
import { foldName, nameSimilarity } from '../../src/enrich/names.ts';

describe('foldName', () => {
  it.each([
    ['François Hollande', 'francois hollande'],
    ['Recep Tayyip Erdoğan', 'recep tayyip erdogan'],
    ['Diyarbakır', 'diyarbakir'],
    ['İzmir', 'izmir'],
    ['Łódź', 'lodz'],
    ['Düsseldorf', 'dusseldorf'],
    ['Straße', 'strasse'],
    ['Sana’a', 'sanaa'],
    ["Cote d'Ivoire", 'cote divoire'],
    ['Soekarno-Hatta', 'soekarno hatta'],
    ['Bangsa\u2011Bangsa', 'bangsa bangsa'],
    ['  Joko\u00a0 Widodo ', 'joko widodo'],
    ['U.S.', 'us'],
    ['St. Louis', 'st louis'],
    ['Reuters.com', 'reuters.com'],
    ['', ''],
    [' – ', ''],
  ])('folds %j to %j', (name, folded) => {
    expect(foldName(name)).toBe(folded);
  });

  it('is idempotent', () => {
    for (const name of [
      'Çavuşoğlu',
      'Al-Qaeda',
      'J.K. Rowling',
      'Straße',
      'AT&T',
      'Ma’ruf Amin',
      'detik.com',
    ]) {
      expect(foldName(foldName(name))).toBe(foldName(name));
    }
  });
});

/** Spellings as printed by outlets of different languages. */
const spellings = [
  ['Konstantin Murahtin', 'Konstantin Murakhtin'],
  ['Konstantin Murahtin', 'Konstantin Murachtin'],
  ['Sergei Lavrov', 'Sergej Lawrow'],
  ['Dmitry Medvedev', 'Dmitrij Medwedew'],
  ['Soekarno', 'Sukarno'],
  ['Soesilo Bambang Yudhoyono', 'Susilo Bambang Yudhoyono'],
  ['Saddam Hussein', 'Sadam Husein'],
  ['Mohammad Nazir', 'Muhammad Nazir'],
  ['Osama bin Laden', 'Usama bin Ladin'],
  ['Bashar al-Assad', 'Baschar al-Assad'],
  ['Mahmoud Abbas', 'Mahmud Abbas'],
];

const strangers = [
  ['Bill Clinton', 'Hillary Clinton'],
  ['Vladimir Putin', 'Vladimir Medinsky'],
  ['Joko Widodo', 'Joko Santoso'],
  ['Tyson Fury', 'Peter Fury'],
  ['Andy Murray', 'Jamie Murray'],
  ['Sri Mulyani', 'Sri Sultan'],
  ['Raul Castro', 'Fidel Castro'],
];

describe('nameSimilarity', () => {
  it.each(spellings)('joins %s and %s at the threshold for shared context', (a, b) => {
    expect(nameSimilarity(a, b)).toBeGreaterThanOrEqual(0.85);
  });

  it.each(strangers)('keeps %s and %s apart', (a, b) => {
    expect(nameSimilarity(a, b)).toBeLessThan(0.85);
  });

  it('is 1 for names that differ in marks and case alone', () => {
    expect(nameSimilarity('FRANCOIS HOLLANDE', 'François Hollande')).toBe(1);
  });

  it('does not depend on word order or on which name comes first', () => {
    expect(nameSimilarity('Xi Jinping', 'Jinping Xi')).toBe(1);
    for (const [a = '', b = ''] of [...spellings, ...strangers]) {
      expect(nameSimilarity(a, b)).toBe(nameSimilarity(b, a));
    }
  });

  it('ranks an initial between the same word and another word', () => {
    const initial = nameSimilarity('K. Murahtin', 'Konstantin Murahtin');
    expect(initial).toBeLessThan(1);
    expect(initial).toBeGreaterThan(nameSimilarity('Oleg Murahtin', 'Konstantin Murahtin'));
  });

  it('does not take father and son for one when only an initial differs', () => {
    expect(nameSimilarity('George W. Bush', 'George H. W. Bush')).toBeLessThan(1);
  });

  it('is 0 where there is nothing to compare', () => {
    expect(nameSimilarity('', 'Putin')).toBe(0);
    expect(nameSimilarity('', '')).toBe(0);
  });
});
