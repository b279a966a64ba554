/** Labelled articles, and what the shipped recogniser finds in them, read in order of publication and learning as it goes. */
import type { Facts } from '../../src/base/news.ts';
import { catalogue } from '../../src/demo/catalogue.ts';
import { articleText } from '../../src/demo/format.ts';
import { demoOutlets } from '../../src/demo/outlets.ts';
import { enrich } from '../../src/enrich/enrich.ts';
import { learn } from '../../src/enrich/identity.ts';
import type { Tagger } from '../../src/enrich/knowledge.ts';
import { createRegistry } from '../../src/enrich/registry.ts';
import { loadGazetteer, loadTagger } from '../../src/run/knowledge.ts';
import type { GoldArticle, HeldOutArticle } from '../kit/gold.ts';
import { goldArticles } from '../kit/goldCatalogue.ts';
import { heldOut } from '../kit/heldout.ts';

export interface LabelledArticle {
  event: string;
  language: 'id' | 'en';
  headline: string;
  text: string;
  publishedAt: Date;
  source: { name: string; domain: string; country: string };
  gold: GoldArticle;
}

export interface Recognised extends LabelledArticle {
  facts: Facts;
}

/** The demo newsroom, earliest first: what the recogniser is developed on. */
export function demoArticles(): LabelledArticle[] {
  const gold = new Map(goldArticles.map((annotation) => [annotation.slug, annotation]));
  const outlets = new Map(demoOutlets.map((outlet) => [outlet.slug, outlet]));
  return catalogue.flatMap((article) => {
    const annotation = gold.get(article.slug);
    const source = outlets.get(article.outlet);
    if (annotation === undefined || source === undefined) return [];
    const { event, language, headline } = article;
    const publishedAt = new Date(article.publishedAt);
    return [{ event, language, headline, text: articleText(article), publishedAt, source, gold: annotation }];
  });
}

/** A held-out set, the first unless told otherwise, earliest first. It judges: print sums over it and never a fault. */
export function heldOutArticles(set: readonly HeldOutArticle[] = heldOut): LabelledArticle[] {
  return set
    .map(({ language, headline, paragraphs, source, publishedAt, gold }) => ({
      event: gold.story,
      language,
      headline,
      text: paragraphs.join('\n\n'),
      publishedAt: new Date(publishedAt),
      source,
      gold,
    }))
    .sort((a, b) => a.publishedAt.getTime() - b.publishedAt.getTime());
}

/**
 * Facts of one article after another, in the order given, with the time an article took in milliseconds. With the shipped
 * tagger unless told otherwise; null leaves the rules alone.
 */
export function recognise(
  articles: readonly LabelledArticle[],
  tagger: Tagger | null = loadTagger(),
): {
  recognised: Recognised[];
  msPerArticle: number;
} {
  const knowledge = { gazetteer: loadGazetteer(), registry: createRegistry(), tagger };
  const startedMs = performance.now();
  const recognised = articles.map((article) => {
    const { text, headline, language, publishedAt, source } = article;
    const facts = enrich(
      {
        text,
        headline,
        language,
        publishedAt,
        sourceName: source.name,
        sourceDomain: source.domain,
        sourceCountry: source.country,
      },
      knowledge,
    );
    learn(facts, knowledge.registry);
    return { ...article, facts };
  });
  return { recognised, msPerArticle: (performance.now() - startedMs) / Math.max(articles.length, 1) };
}
