import { describe, expect, it } from 'vitest';
import { resolveMentions, unannotated } from '../kit/gold.ts';
import { heldOut2 } from '../kit/goldHeldout2.ts';

const quotes = heldOut2.flatMap(({ gold }) => gold.quotes);
const citations = heldOut2.flatMap(({ gold }) => gold.citations);

describe('the second held-out set', () => {
  it('is large enough to measure datelines, citations, quotes and identity across languages', () => {
    expect(heldOut2.filter(({ language }) => language === 'id')).toHaveLength(20);
    expect(heldOut2.filter(({ language }) => language === 'en')).toHaveLength(20);
    expect(heldOut2.filter(({ gold }) => gold.dateline !== null).length).toBeGreaterThanOrEqual(34);
    expect(citations.length).toBeGreaterThanOrEqual(70);
    expect(quotes.length).toBeGreaterThanOrEqual(110);
    const stories = (language: string) =>
      new Set(heldOut2.filter((article) => article.language === language).map(({ gold }) => gold.story));
    const inBoth = [...stories('id')].filter((story) => stories('en').has(story));
    expect(inBoth.length).toBeGreaterThanOrEqual(8);
  });

  it('has unique slugs', () => {
    expect(new Set(heldOut2.map(({ gold }) => gold.slug)).size).toBe(heldOut2.length);
  });

  it.each(heldOut2.map((article) => [article.gold.slug, article] as const))(
    '%s is annotated in full',
    (_slug, { paragraphs, gold }) => {
      const text = paragraphs.join('\n\n');
      const words = text.split(/\s+/).length;
      expect(words).toBeGreaterThanOrEqual(120);
      expect(words).toBeLessThanOrEqual(260);
      const mentions = resolveMentions(text, gold);
      expect(unannotated(text, mentions)).toEqual([]);
      const named = new Set(mentions.map((mention) => mention.entity));
      for (const quote of gold.quotes) {
        expect(text).toContain(quote.text);
        expect(quote.text).not.toMatch(/^["“]|["”]$/);
        if (quote.speaker !== null) expect(named).toContain(quote.speaker);
      }
      for (const { text: phrase, source } of gold.citations) {
        const [start, credited] = [text.indexOf(phrase), mentions.filter((m) => m.entity === source)];
        expect(start).toBeGreaterThanOrEqual(0);
        expect(credited.some((m) => m.start >= start && m.end <= start + phrase.length)).toBe(true);
      }
      for (const id of [gold.dateline?.place ?? null, gold.dateline?.wire ?? null])
        if (id !== null) expect(named).toContain(id);
    },
  );
});
