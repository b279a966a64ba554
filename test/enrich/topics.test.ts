import { describe, expect, it } from 'vitest';
import { mediaTopic, mediaTopics, withBroader, withNarrower } from '../../src/base/mediaTopics.ts';
import { bodyTopicTerms, topicSections } from '../../src/enrich/topicSections.ts';
import { topicsOf } from '../../src/enrich/topics.ts';
import { englishTopicTerms } from '../../src/enrich/topicTermsEnglish.ts';
import { indonesianTopicTerms, malayTopicTerms } from '../../src/enrich/topicTermsIndonesian.ts';
import { portugueseTopicTerms } from '../../src/enrich/topicTermsPortuguese.ts';

const codesOf = (headline: string, text = '', rest: Partial<Parameters<typeof topicsOf>[0]> = {}) =>
  topicsOf({ headline, text, language: 'en', section: null, keywords: [], ...rest }).map(({ code }) =>
    code.replace('medtop:', ''),
  );

describe('the vocabulary', () => {
  it('has seventeen topics at the top, each code once, names in three languages', () => {
    expect(mediaTopics.filter(({ broader }) => broader === null)).toHaveLength(17);
    expect(new Set(mediaTopics.map(({ code }) => code)).size).toBe(mediaTopics.length);
    for (const { code, names, broader, wikidataId } of mediaTopics) {
      expect(code).toMatch(/^medtop:\d{8}$/);
      expect(Object.values(names).every((name) => /^\S.*\S$/.test(name))).toBe(true);
      expect(broader === null || mediaTopic(broader) !== null).toBe(true);
      expect(wikidataId ?? 'Q1').toMatch(/^Q\d+$/);
    }
  });

  it('leads up and down', () => {
    expect(withBroader('medtop:20001065')).toEqual(['medtop:20001065', 'medtop:20000822', 'medtop:15000000']);
    expect(withBroader('medtop:1')).toEqual([]);
    expect(withNarrower(['medtop:20000638', 'medtop:1'])).toEqual([
      'medtop:20000638',
      'medtop:20000639',
      'medtop:20000642',
    ]);
  });
});

describe('the lists of words', () => {
  const lists = {
    englishTopicTerms,
    indonesianTopicTerms,
    malayTopicTerms,
    portugueseTopicTerms,
    bodyTopicTerms,
    topicSections,
  };

  it.each(Object.entries(lists))('%s name known topics, in folded words that can be found', (_, list) => {
    for (const line of list.trim().split('\n')) {
      const [code = '', terms = ''] = line.split(' | ');
      expect(mediaTopic(`medtop:${code}`), line).not.toBeNull();
      for (const term of terms.split(',').map((each) => each.trim().replace(/^\+/, ''))) {
        expect(term, line).toMatch(/^[a-z0-9]+\*?(?: [a-z0-9]+\*?)*$/);
        const [first = ''] = term.split(' ');
        expect(first.endsWith('*') ? first.length > 4 : true, term).toBe(true);
      }
    }
  });
});

describe('topics of a text', () => {
  it('are told by the headline, the narrowest that fits', () => {
    expect(codesOf('Striker scores late goal to win cup final')).toEqual(['20001065']);
    expect(codesOf('Gempa guncang pesisir, warga mengungsi', '', { language: 'id' })).toEqual(['20000148']);
    expect(codesOf('Eleitores vão às urnas no segundo turno', '', { language: 'pt' })).toEqual(['20000574']);
    expect(codesOf('Polis tahan suspek kes rasuah dan dadah', '', { language: 'ms' })).toEqual(['20000082']);
  });

  it('are told by a body that is named, in any language', () => {
    for (const language of ['en', 'id', 'ms', 'pt'])
      expect(codesOf('UEFA 2026', '', { language })).toEqual(['20001065']);
    expect(codesOf('KPK 2026', '', { language: 'id' })).toEqual(['20000129']);
  });

  it('are told by the section where words are silent, and by keywords', () => {
    const [found] = topicsOf({
      ...{ headline: 'A quiet day', text: '', language: 'en', section: 'Olahraga', keywords: [] },
    });
    expect(found).toEqual({ code: 'medtop:15000000', score: 0.538, method: 'rules:section' });
    expect(codesOf('What now?', '', { section: 'Hukum & Kriminal' })).toEqual(['02000000']);
    expect(codesOf('Apa kata mereka', '', { language: 'id', keywords: ['KPK', 'korupsi', 'suap'] })).toEqual([
      '20000082',
    ]);
    expect(codesOf('Cosa succede', '', { language: 'it', section: 'Sport' })).toEqual(['15000000']);
  });

  it('are none where too little tells one', () => {
    expect(codesOf('A quiet day', 'Nothing happened, and nobody said so.')).toEqual([]);
    expect(codesOf('', '')).toEqual([]);
    expect(codesOf('Che giornata', 'Gol e rigore.', { language: 'it' })).toEqual([]);
    expect(codesOf('What now?', '', { section: 'World' })).toEqual([]);
    expect(codesOf('Goal', '', { language: 'constructor' })).toEqual([]);
  });

  it('are three at most, in order, with scores from 0 to 1', () => {
    const found = topicsOf({
      headline: 'Election, earthquake, football, measles and murder',
      text: '',
      language: 'en',
      section: null,
      keywords: [],
    });
    expect(found).toHaveLength(3);
    for (const { score } of found) expect(score > 0 && score < 1).toBe(true);
  });

  it('count a phrase once, and not its words again', () => {
    expect(codesOf('Dockers on strike', '')).toEqual(['20000524']);
    expect(codesOf('Air strike on depot', '')).toEqual(['20000056']);
  });

  it('come for whatever is given', () => {
    const huge = 'goal '.repeat(400_000);
    expect(
      codesOf(huge, huge, { section: huge, keywords: new Array(1000).fill(huge.slice(0, 1000)) }),
    ).toEqual(['20001065']);
    for (const text of ['\0', '\ud800', '…—„“', '🙂🙂', 'a'.repeat(100_000), '\u0301'.repeat(1000)]) {
      expect(codesOf(text, text, { section: text, keywords: [text] })).toEqual([]);
    }
  });
});
