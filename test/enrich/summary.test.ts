import { describe, expect, it } from 'vitest';
import type { Facts, Mention } from '../../src/base/news.ts';
import { mentionedIds, summarizeMentions } from '../../src/enrich/summary.ts';

const mention = (key: string | null, start: number, more: Partial<Mention> = {}): Mention => ({
  kind: 'PERSON',
  start,
  end: start + 5,
  text: 'Putin',
  derived: false,
  role: null,
  confidence: 0.9,
  entityKey: key,
  ...more,
});

function facts(mentions: Mention[], headlineMentions: Mention[] = []): Facts {
  const keys = [...new Set([...mentions, ...headlineMentions].flatMap((m) => m.entityKey ?? []))];
  const entities = keys.map((key) => ({
    key,
    id: `per_${key}`,
    kind: 'PERSON' as const,
    name: key,
    names: {},
    wikidataId: null,
    place: null,
  }));
  return {
    language: 'en',
    mentions,
    headlineMentions,
    entities,
    newcomers: [],
    dateline: null,
    quotes: [],
    citations: [],
    mentionedDates: [],
    topics: [],
  };
}

describe('the mentions of an article by entity', () => {
  it('puts first what is in the headline, early and often', () => {
    const found = facts(
      [mention('late', 900), mention('often', 0), mention('often', 50)],
      [mention('often', 0)],
    );
    const summaries = summarizeMentions(found, 1000);
    expect(summaries.map((s) => [s.entityKey, s.count, s.inHeadline])).toEqual([
      ['often', 2, true],
      ['late', 1, false],
    ]);
    for (const { salience } of summaries) expect(salience).toBeGreaterThan(0);
    for (const { salience } of summaries) expect(salience).toBeLessThanOrEqual(1);
    expect(mentionedIds(found, summaries)).toEqual(['per_often', 'per_late']);
  });

  it('counts an entity that only adjectives name for less, and says so', () => {
    const [plain, derived] = summarizeMentions(
      facts([mention('a', 0), mention('b', 0, { derived: true })]),
      1000,
    );
    expect([plain?.derived, derived?.derived]).toEqual([false, true]);
    expect(derived?.salience).toBeLessThan(plain?.salience ?? 0);
  });

  it('keeps an office as role, but no form of address', () => {
    const roles = [mention('a', 0, { role: 'Mr.' }), mention('a', 50, { role: 'President' })];
    expect(summarizeMentions(facts(roles), 100)[0]?.role).toBe('President');
    expect(summarizeMentions(facts([mention('a', 0, { role: 'Pak' })]), 100)[0]?.role).toBeNull();
  });

  it('leaves out mentions of nobody known, and survives an empty text', () => {
    expect(summarizeMentions(facts([mention(null, 0)]), 0)).toEqual([]);
  });
});
