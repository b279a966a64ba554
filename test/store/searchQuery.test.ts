import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import { relaxed } from '../../src/store/searchMatch.ts';
import { parseSearchQuery, type SearchNode } from '../../src/store/searchQuery.ts';
import { searchWords } from '../../src/store/searchWords.ts';

/** A tree as text: `all(putin not(olahraga))`. */
function shown(node: SearchNode): string {
  const at = 'inHeadline' in node && node.inHeadline ? 'headline:' : '';
  switch (node.kind) {
    case 'all':
    case 'either':
      return `${node.kind}(${node.parts.map(shown).join(' ')})`;
    case 'not':
      return `not(${shown(node.part)})`;
    case 'word':
      return at + node.word;
    case 'prefix':
      return `${at}${node.word}*`;
    case 'phrase':
      return `${at}${node.quoted ? '"' : '<'}${node.words.join(' ')}${node.quoted ? '"' : '>'}`;
    case 'near':
      return `near${node.distance}(${node.words.join(' ')})`;
    case 'filter':
      return `${node.field}=${node.value}`;
  }
}

const parsed = (text: string): string | null => {
  const node = parseSearchQuery(text);
  return node && shown(node);
};

describe('a query', () => {
  it.each([
    ['putin', 'putin'],
    ['putin hollande', 'all(putin hollande)'],
    ['putin AND hollande', 'all(putin hollande)'],
    ['putin OR hollande isis', 'either(putin all(hollande isis))'],
    ['(putin OR hollande) isis', 'all(either(putin hollande) isis)'],
    ['putin or hollande', 'all(putin or hollande)'],
    ['"stab in the back"', '"stab in the back"'],
    ['“stab in the back”', '"stab in the back"'],
    ['putin -olahraga', 'all(putin not(olahraga))'],
    ['-"piala dunia" bola', 'all(not("piala dunia") bola)'],
    ['-(a OR b) c', 'all(not(either(a b)) c)'],
    ['-olahraga', 'not(olahraga)'],
    ['pemilu*', 'pemilu*'],
    ['headline:putin', 'headline:putin'],
    ['headline:"putin dan hollande" headline:isis*', 'all(headline:"putin dan hollande" headline:isis*)'],
    ['source:solopos.com lang:id', 'all(source=solopos.com lang=id)'],
    ['lang:en-GB', 'lang=en'],
    ['person:"Joko Widodo" place:Solo org:"KPK"', 'all(person=Joko Widodo place=Solo org=KPK)'],
    ['-source:reuters.com putin', 'all(not(source=reuters.com) putin)'],
    ['near5:(putin ankara)', 'near5(putin ankara)'],
    ['near10:"putin ankara jet"', 'near10(putin ankara jet)'],
    ['Su-24 anak-anak', 'all(<su 24> <anak anak>)'],
    ['U.S. Jum’at François PUTIN’s Straße', 'all(us jumat francois putin strasse)'],
    ['a & b | !c', 'all(a b c)'],
    ['Solo - Yogya', 'all(solo yogya)'],
    ["'; drop table articles; --", 'all(drop table articles)'],
    ["~e:1'::tsquery", '<e 1 tsquery>'],
    ['10:30 https://example.org/a', 'all(<10 30> <https example org a>)'],
    ['pu\0tin', '<pu tin>'],
    ['Putin: kami siap', 'all(putin kami siap)'],
    ['東京オリンピック', '<東京 オリンヒック>'],
  ])('%s', (text, tree) => {
    expect(parsed(text)).toBe(tree);
  });

  it('without a word sets no condition', () => {
    for (const text of ['', '   ', '\0', '?! & |', '-', ' - ', '…']) expect(parsed(text), text).toBeNull();
  });
});

describe('a wrong query', () => {
  it.each([
    ['putin (hollande', 16, ') for the ( at column 7'],
    ['putin ) hollande', 7, 'no ) without a ( before it'],
    ['((', 3, 'a word, a "phrase" or an opening parenthesis'],
    ['()', 2, 'a word, a "phrase" or an opening parenthesis'],
    ['OR putin', 1, 'a word, a "phrase" or an opening parenthesis'],
    ['putin OR', 9, 'a word, a "phrase" or an opening parenthesis'],
    ['putin OR OR jet', 10, 'a word, a "phrase" or an opening parenthesis'],
    ['putin "kata', 7, 'another one after it'],
    ['""', 1, 'a word of letters or digits'],
    ['putin -)', 8, 'a word, a "phrase" or an opening parenthesis'],
    ['p*tin', 2, '* at the end of a word only'],
    ['jet pe*', 5, 'one word of at least 3 characters before *'],
    ['*', 1, 'a word of letters or digits'],
    ['headline: putin', 11, 'a word or a "phrase" right after headline:'],
    ['headline:', 10, 'a word or a "phrase" right after headline:'],
    ['lang:indonesia', 6, 'a language tag such as id or en'],
    ['headine:putin', 1, /headline:, source:, lang:, person:, place:, org: or near5:/],
    ['near5:putin', 7, '(two words) right after near5:'],
    ['near5:(putin', 13, 'words and then ) for the ( at column 7'],
    ['near5:(putin putin)', 1, '2 to 4 different words after near5:'],
    ['near5:(a b c d e)', 1, '2 to 4 different words after near5:'],
    ['near99:(a b)', 1, 'near1: to near20:'],
    ['near5:(a* b)', 8, 'whole words, without *'],
    ['near5:(a OR b)', 10, 'words and then ) for the ( at column 7'],
    ['('.repeat(9), 9, 'parentheses nested at most 8 deep'],
    ['x '.repeat(60), 101, 'at most 50 words'],
    ['('.repeat(10_000), 1001, 'at most 1000'],
    ['term '.repeat(500), 1001, 'at most 1000'],
  ])('%s is told where and how', (text, column, expected) => {
    let thrown: unknown;
    try {
      parseSearchQuery(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(AppError);
    const { code, data, message } = thrown as AppError;
    expect(code).toBe('BAD_QUERY');
    expect(data.column).toBe(column);
    if (typeof expected === 'string') expect(data.expected).toBe(expected);
    else expect(data.expected).toMatch(expected);
    expect(message).toMatch(/^The query is wrong at column \d+: .+; expected .+\.$/);
    expect(message.length).toBeLessThan(250);
  });
});

describe('any of the words', () => {
  it.each([
    ['putin hollande', 'either(putin hollande)'],
    ['putin and the jet', 'either(putin jet)'],
    ['Su-24 ankara', 'either(<su 24> ankara)'],
    ['lang:id putin hollande', 'all(lang=id either(putin hollande))'],
    ['putin', null],
    ['lang:id putin', null],
    ['putin -jet', null],
    ['"putin jet" ankara', null],
    ['putin OR jet', null],
    ['(putin OR jet) ankara', null],
    ['near5:(putin jet) ankara', null],
  ])('%s', (text, tree) => {
    const node = parseSearchQuery(text);
    const loose = node && relaxed(node);
    expect(loose && shown(loose)).toBe(tree);
  });
});

describe('words', () => {
  it('are cut and folded', () => {
    expect(searchWords('Rp1.000.000, 3,5 persen; e-KTP')).toEqual([
      'rp1',
      '000',
      '000',
      '3',
      '5',
      'persen',
      'e',
      'ktp',
    ]);
    expect(searchWords("Putin's 'jet'.The end")).toEqual(['putin', 'jet', 'the', 'end']);
    expect(searchWords(`${'x'.repeat(61)} y`)).toEqual(['y']);
  });
});
