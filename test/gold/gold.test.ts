import { describe, expect, it } from 'vitest';
import { catalogue as demoArticles } from '../../src/demo/catalogue.ts';
import { articleText } from '../../src/demo/format.ts';
import { resolveMentions, unannotated } from '../kit/gold.ts';
import { goldArticles } from '../kit/goldCatalogue.ts';

const bySlug = new Map(goldArticles.map((gold) => [gold.slug, gold]));

describe('the demo newsroom as a labelled set', () => {
  it('has at least sixty articles on fifteen events from six outlets in two languages', () => {
    expect(demoArticles.length).toBeGreaterThanOrEqual(60);
    expect(new Set(demoArticles.map((article) => article.event)).size).toBeGreaterThanOrEqual(15);
    expect(new Set(demoArticles.map((article) => article.outlet)).size).toBeGreaterThanOrEqual(6);
    expect(new Set(demoArticles.map((article) => article.language))).toEqual(new Set(['id', 'en']));
  });

  it('has unique slugs, and gold for each article and nothing else', () => {
    const slugs = demoArticles.map((article) => article.slug);
    expect(new Set(slugs).size).toBe(slugs.length);
    expect([...bySlug.keys()].sort()).toEqual([...slugs].sort());
  });

  it.each(demoArticles.map((article) => [article.slug, article] as const))(
    '%s is annotated in full',
    (slug, article) => {
      const gold = bySlug.get(slug);
      if (!gold) throw new Error(`no gold for ${slug}`);
      const text = articleText(article);
      const mentions = resolveMentions(text, gold);
      expect(unannotated(text, mentions)).toEqual([]);
      expect(gold.story).toBe(article.event);
      for (const quote of gold.quotes) expect(text).toContain(quote.text);
      for (const citation of gold.citations) expect(text).toContain(citation.text);
      const original = demoArticles.find((other) => other.slug === gold.copyOf);
      if (gold.copyOf !== null) {
        expect(original?.language).toBe(article.language);
        expect(Date.parse(original?.publishedAt ?? '')).toBeLessThan(Date.parse(article.publishedAt));
      }
    },
  );
});
