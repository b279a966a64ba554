import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { descriptionFor, excerptOf, formatText } from '../../src/graph/body.ts';
import { inLanguage, nameIn } from '../../src/graph/entity.ts';
import { healthOf } from '../../src/graph/health.ts';
import { DateTime, Duration, durationMs, LanguageTag, Url, WikidataId } from '../../src/graph/scalars.ts';
import type { ChannelRow } from '../../src/store/sources.ts';
import type { HealthState } from '../../src/store/tables.ts';

describe('excerpts', () => {
  it('end at a word and never exceed the limit', () => {
    expect(excerptOf('satu dua tiga', 13)).toBe('satu dua tiga');
    expect(excerptOf('satu dua tiga', 12)).toBe('satu dua…');
    expect(excerptOf('satu dua tiga', 9)).toBe('satu dua…');
    expect(excerptOf('satu dua tiga', 8)).toBe('satu…');
    expect(excerptOf('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 2)).toBe('👩‍👩‍👧…');
    expect(excerptOf('abc', 0)).toBe('');
  });

  it('are withheld where nothing may be shown', () => {
    expect(descriptionFor('abc', { exposure: 'NONE', snippetMaxChars: 150 })).toBeNull();
    expect(descriptionFor('abc', { exposure: 'SNIPPET', snippetMaxChars: 0 })).toBeNull();
    expect(descriptionFor(null, { exposure: 'FULL_TEXT', snippetMaxChars: 150 })).toBeNull();
  });
});

describe('texts', () => {
  it('are escaped for the format asked', () => {
    const text = '<b> & *x*\n\n1. first\n- second';
    expect(formatText(text, 'PLAIN')).toBe(text);
    expect(formatText(text, 'HTML')).toBe('<p>&lt;b&gt; &amp; *x*</p>\n<p>1. first<br>- second</p>');
    expect(formatText(text, 'MARKDOWN')).toBe('\\<b\\> \\& \\*x\\*\n\n1\\. first\n\\- second');
  });
});

describe('names', () => {
  it('fall back from region to language to English to the main name', () => {
    const row = { name: 'Main', names: { en: 'English', id: 'Indonesia', 'pt-BR': 'Brasil' } };
    expect([null, 'id-ID', 'pt-BR', 'pt', 'constructor'].map((language) => nameIn(row, language))).toEqual([
      'Main',
      'Indonesia',
      'Brasil',
      'English',
      'English',
    ]);
    expect(inLanguage({}, 'en')).toBeNull();
  });
});

describe('scalars', () => {
  const refuses = (work: () => unknown) =>
    expect(work).toThrow(expect.objectContaining({ extensions: { code: 'BAD_INPUT' } }));

  it('read instants as RFC 3339 and as milliseconds', () => {
    for (const value of ['2015-11-27T14:00:00Z', '2015-11-27T21:00+07:00', 1448632800000, '1448632800000']) {
      expect(DateTime.serialize(DateTime.parseValue(value))).toBe('2015-11-27T14:00:00.000Z');
    }
    for (const value of ['2015-11-27', '2015-02-30T00:00:00Z', 'now', '', {}, true, Number.NaN, 1e18, -1e14])
      refuses(() => DateTime.parseValue(value));
  });

  it('read durations of fixed length', () => {
    expect(
      ['P7D', 'PT15M', 'P1W', 'P1DT12H', 'PT0S'].map((text) => durationMs(Duration.parseValue(text))),
    ).toEqual([604_800_000, 900_000, 604_800_000, 129_600_000, 0]);
    for (const value of ['P', 'PT', 'P1Y', 'P1M', '7D', 'P1DT', 5]) refuses(() => Duration.parseValue(value));
  });

  it('refuse what they are not', () => {
    for (const value of ['', 'x y', 5]) refuses(() => LanguageTag.parseValue(value));
    for (const value of ['javascript:alert(1)', '/a', 'http://', 1]) refuses(() => Url.parseValue(value));
    for (const value of ['7747', 'Q0', 'P31']) refuses(() => WikidataId.parseValue(value));
  });
});

describe('health of a source', () => {
  const channel = (state: HealthState, minutesAgo: number | null = null): ChannelRow => ({
    id: 1,
    sourceId: 1,
    kind: 'RSS',
    url: 'https://a.example',
    ingestible: true,
    state,
    etag: null,
    lastModified: null,
    lastAttemptAt: minutesAgo === null ? null : new Date(-minutesAgo * 60_000),
    lastSuccessAt: null,
    nextAttemptAt: new Date(0),
    leaseUntil: null,
    consecutiveFailures: 0,
    parseFailures: 0,
    bodyHash: null,
    entriesPerWeek: null,
    hubUrl: null,
    topicUrl: null,
    lastHttpStatus: minutesAgo,
    lastErrorCode: null,
    lastError: null,
    createdAt: new Date(0),
  });

  it('is the worst of its channels, softened where some work', () => {
    const stateOf = (...states: HealthState[]) => healthOf(states.map((state) => channel(state))).state;
    expect(stateOf()).toBe('NEVER_FETCHED');
    expect(stateOf('HEALTHY', 'NEVER_FETCHED', 'PAUSED')).toBe('HEALTHY');
    expect(stateOf('HEALTHY', 'BLOCKED')).toBe('DEGRADED');
    expect(stateOf('FAILING', 'BLOCKED')).toBe('BLOCKED');
    expect(stateOf('PAUSED', 'PAUSED')).toBe('PAUSED');
    expect(stateOf('PAUSED', 'FAILING')).toBe('FAILING');
  });

  it('takes its facts from the latest attempt', () => {
    expect(healthOf([channel('HEALTHY', 5), channel('FAILING', 2)]).lastHttpStatus).toBe(2);
  });
});
