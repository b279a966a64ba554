import { describe, expect, it } from 'vitest';
import {
  likeness,
  outsideStory,
  type Statement,
  variantsAmong,
  withinStory,
} from '../../src/store/quoteMatch.ts';
import { statementWords } from '../../src/store/quoteWords.ts';

const like = ([languageA, a]: [string, string], [languageB, b]: [string, string]) =>
  likeness(statementWords(a, languageA), statementWords(b, languageB), withinStory);

describe('the words of a statement', () => {
  it('are compared without inflection, with figures as one number in every language', () => {
    expect(statementWords('We closed 2,500 roads', 'en')).toMatchObject({
      stems: ['clos', 'road'],
      numbers: ['2500'],
    });
    expect(statementWords('Kami menutup 2.500 jalan', 'id').numbers).toEqual(['2500']);
    expect(statementWords('5,3 persen', 'id').numbers).toEqual(statementWords('5.3 percent', 'en').numbers);
  });

  it('know small numbers that are written out', () => {
    const numbers = (text: string, language: string) => statementWords(text, language).numbers;
    expect(numbers('enam puluh truk dan dua belas tenda', 'id')).toEqual(['60', '12']);
    expect(numbers('sixty trucks and twelve tents', 'en')).toEqual(['60', '12']);
    expect(numbers('dua puluh lima', 'id')).toEqual(numbers('twenty-five', 'en'));
    expect(numbers('puluh belas satu one', 'id')).toEqual([]);
    expect(
      like(['en', 'It protects nine out of ten people'], ['en', 'It protects six out of ten people']),
    ).toBe(0);
  });

  it('tell whether they deny', () => {
    const denies = (text: string, language: string) => statementWords(text, language).denies;
    expect(denies("We don't know", 'en')).toBe(true);
    expect(denies('It is unacceptable', 'en')).toBe(true);
    expect(denies('The United Nations is united', 'en')).toBe(false);
    expect(denies('Kami tidak tahu', 'id-ID')).toBe(true);
  });

  it('are the first hundred of a speech', () => {
    const speech = Array.from(
      { length: 5000 },
      (_, i) => `kata${String.fromCharCode(97 + (i % 26))}${i}x`,
    ).join(' ');
    expect(statementWords(speech, 'id').stems).toHaveLength(100);
  });

  it('bear anything that a text may hold', () => {
    for (const text of ['', '\0', '“”', '🙂', 'ا', 'x'.repeat(100_000), '9'.repeat(5000), "'s", '一二三']) {
      const words = statementWords(text, 'zz');
      expect(likeness(words, words, withinStory)).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('likeness', () => {
  it('is whole for the same words and for a part of a longer statement', () => {
    const whole: [string, string] = [
      'en',
      'Full reuse is a game changer, and we cannot wait to fuel up and fly again',
    ];
    expect(like(whole, whole)).toBe(1);
    expect(like(whole, ['en', 'full reuse was a game changer'])).toBe(0.95);
  });

  it('holds across Indonesian and English by names, loan words and the lexicon', () => {
    const pair = like(
      ['id', 'Hari ini Bangui menjadi ibu kota rohani dunia'],
      ['en', 'Today Bangui becomes the spiritual capital of the world'],
    );
    expect(pair).toBeGreaterThan(withinStory.across);
    expect(like(['pt', 'A coalizão de Bangui'], ['en', 'The coalition of Bangui'])).toBe(1);
  });

  it('is nothing where figures or a denial contradict', () => {
    expect(like(['en', 'Exports rose by 12 percent'], ['en', 'Exports rose by 4 percent'])).toBe(0);
    expect(like(['en', 'We will import rice'], ['en', 'We will not import rice'])).toBe(0);
    expect(
      like(['en', 'We will import rice this year'], ['id', 'Kami tidak akan mengimpor beras tahun ini']),
    ).toBe(0);
  });

  it('is the same from either side', () => {
    const texts: [string, string][] = [
      ['id', 'Kami siap bekerja sama dengan koalisi yang dipimpin Amerika Serikat'],
      ['en', 'We are ready to cooperate with the coalition which is led by the United States'],
      ['en', 'ready to cooperate'],
      ['id', 'Rusia siap bekerja sama'],
    ];
    for (const a of texts) for (const b of texts) expect(like(a, b)).toBe(like(b, a));
  });

  it('of statements without a content word asks for the very words', () => {
    expect(like(['en', 'If not now, when?'], ['en', 'if not now – when'])).toBe(1);
    expect(like(['en', 'If not now, when?'], ['en', 'How could you?'])).toBe(0);
  });
});

describe('variants', () => {
  const reports = (lines: [number, string, string][], floors = withinStory) =>
    lines.map(([articleId, language, text], i): Statement & { floors: typeof floors } => ({
      id: i + 1,
      articleId,
      words: statementWords(text, language),
      floors,
    }));

  it('are of other articles, the most alike first', () => {
    const [asked, ...others] = reports([
      [1, 'en', 'The ceasefire must begin tonight'],
      [1, 'en', 'the ceasefire must begin tonight'],
      [2, 'en', 'The ceasefire must begin tonight and hold'],
      [3, 'en', 'The ceasefire must begin tonight'],
      [4, 'en', 'Sixty trucks are waiting'],
    ]);
    expect(asked && variantsAmong(asked, others).map(({ id }) => id)).toEqual([4, 3]);
  });

  it('are none in another language where two fit equally well', () => {
    const lines: [number, string, string][] = [
      [1, 'id', 'Banjir merusak jembatan dan jalan di Sragen'],
      [2, 'en', 'The flood damaged the bridge in Sragen'],
      [2, 'en', 'The flood damaged the road in Sragen'],
    ];
    const [asked, ...others] = reports(lines);
    expect(asked && variantsAmong(asked, others)).toEqual([]);
    const [again, only] = reports(lines.slice(0, 2));
    expect(again && only && variantsAmong(again, [only])).toHaveLength(1);
  });

  it('need more evidence outside a story', () => {
    const lines: [number, string, string][] = [
      [1, 'en', 'We stand in solidarity with Turkey today'],
      [2, 'en', 'We stand in solidarity with our ally Turkey'],
    ];
    const [asked, other] = reports(lines, outsideStory);
    expect(asked && other && variantsAmong(asked, [other])).toHaveLength(1);
    const [near, far] = reports(
      [lines[0] ?? [1, 'en', ''], [2, 'en', 'We stand with Turkey in this crisis']],
      outsideStory,
    );
    expect(near && far && variantsAmong(near, [far])).toEqual([]);
  });
});
