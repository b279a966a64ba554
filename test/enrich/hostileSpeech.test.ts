/** Texts made to cost time. Work is counted, not timed: a quadratic rule would run into the test runner's own limit. */
import { describe, expect, it } from 'vitest';
import { readDateline } from '../../src/enrich/dateline.ts';
import { covering, type Speech } from '../../src/enrich/discourse.ts';
import { findQuotes } from '../../src/enrich/quotes.ts';
import { findReported } from '../../src/enrich/reported.ts';
import { findStretches } from '../../src/enrich/stretches.ts';
import { tokenize } from '../../src/enrich/tokens.ts';
import { loadGazetteer } from '../../src/run/knowledge.ts';

const find = (text: string, language: string) =>
  findQuotes({ scan: tokenize(text), mentions: [], citations: [], language });

/** How many tokens a function reads of a text, counted at the array. */
function readsOf(text: string, work: (scan: ReturnType<typeof tokenize>) => unknown): number {
  const scan = tokenize(text);
  let reads = 0;
  const tokens = new Proxy(scan.tokens, {
    get(target, key, receiver) {
      if (typeof key === 'string' && /^\d+$/.test(key)) reads += 1;
      return Reflect.get(target, key, receiver);
    },
  });
  work({ ...scan, tokens });
  return reads;
}

const speechOf = (scan: ReturnType<typeof tokenize>, language: string): Speech => ({
  scan,
  language,
  mentions: [],
  mentionAt: covering(scan, []),
  citationAt: covering(scan, []),
  isQuoted: Array.from(scan.tokens, () => false),
  bearers: new Map(),
});

describe('work grows with the text, not with its square', () => {
  it.each(['"', '“', '”', '‘', "'", '«', '„', '`', '“ a ', ' "a', " 'a", ' ‘a', '“a ” '])(
    'in endless %j',
    (mark) => {
      const small = readsOf(mark.repeat(1_000), findStretches);
      expect(readsOf(mark.repeat(8_000), findStretches)).toBeLessThanOrEqual(small * 10 + 100);
    },
  );

  it.each([
    ['kata ', 'id'],
    ['kata, ', 'id'],
    ['menurut ', 'id'],
    ['ujarnya, ', 'id'],
    ['mengatakan bahwa ', 'id'],
    ['Ia mengatakan. ', 'id'],
    ['kata presiden itu. ', 'id'],
    ['said ', 'en'],
    ['the man said, ', 'en'],
    ['He said that. ', 'en'],
    ['according to, ', 'en'],
    ['quoted as saying ', 'en'],
    ['disse que ', 'pt'],
    ['segundo, ', 'pt'],
  ])('in endless "%s" (%s)', (words, language) => {
    const count = (times: number) =>
      readsOf(words.repeat(times), (scan) => findReported(speechOf(scan, language)));
    expect(count(8_000)).toBeLessThanOrEqual(count(1_000) * 10 + 1_000);
  });
});

describe('hostile text ends', () => {
  it.each([
    ['quotation marks', '"'.repeat(1_000_000)],
    ['opening marks', '“'.repeat(200_000)],
    ['apostrophes', " 'a".repeat(100_000)],
    ['verbs', 'kata '.repeat(10_000)],
    ['dashes', '– disse '.repeat(20_000)],
  ])('%s', (_, text) => {
    expect(Array.isArray(find(text, 'id')) && Array.isArray(find(text, 'pt'))).toBe(true);
  });

  it('in front of a dash', () => {
    const setting = { language: 'en', gazetteer: loadGazetteer(), sourceName: null, sourceDomain: null };
    for (const text of [
      '('.repeat(300_000),
      '/'.repeat(300_000),
      'By A '.repeat(100_000),
      'A - '.repeat(100_000),
    ])
      expect(readDateline(text, setting)).toBeNull();
  });
});
