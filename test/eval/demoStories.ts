/** The demo newsroom's articles as the story assigner gets them, with their gold stories and copies. */
import { entityId } from '../../src/base/id.ts';
import { catalogue } from '../../src/demo/catalogue.ts';
import { articleText, type DemoArticle } from '../../src/demo/format.ts';
import { demoOutlets } from '../../src/demo/outlets.ts';
import { createStoryAssigner, type StoryArticle, type StoryAssigner } from '../../src/stories/assign.ts';
import { type GoldArticle, resolveMentions } from '../kit/gold.ts';
import { goldArticles } from '../kit/goldCatalogue.ts';
import { bcubed, type Score } from './scores.ts';
import { type CopyLink, copyScore } from './stories.ts';

export interface GoldStoryArticle {
  article: StoryArticle;
  story: string;
  copy: CopyLink | null;
}

/** Every demo article that has a gold annotation, earliest first. */
export async function loadGoldStories(): Promise<GoldStoryArticle[]> {
  const gold = new Map(goldArticles.map((annotation) => [annotation.slug, annotation]));
  return catalogue.flatMap((article) => {
    const annotation = gold.get(article.slug);
    return annotation ? [goldStoryOf(article, annotation)] : [];
  });
}

const countries = countryCodes();

function goldStoryOf(demo: DemoArticle, gold: GoldArticle): GoldStoryArticle {
  const text = articleText(demo);
  const entityIds = resolveMentions(text, gold).flatMap(({ entity, kind }) => {
    if (entity === null) return [];
    const code = kind === 'PLACE' ? countries.get(entity) : undefined;
    return [entityId(kind, code === undefined ? entity : `iso:${code}`)];
  });
  const domainOf = (slug: string) => demoOutlets.find((outlet) => outlet.slug === slug)?.domain ?? slug;
  return {
    article: {
      id: demo.slug,
      language: demo.language,
      headline: demo.headline,
      text,
      publishedAt: new Date(demo.publishedAt),
      sourceDomain: domainOf(demo.outlet),
      entityIds: [...new Set(entityIds)],
      wire: gold.dateline?.wire === 'lintas-wire' ? domainOf('lintas') : null,
    },
    story: gold.story,
    copy:
      gold.copyOf === null || gold.copyKind === null
        ? null
        : { article: gold.slug, original: gold.copyOf, kind: gold.copyKind },
  };
}

/** ISO codes by the kebab-case English name that gold uses for a country. */
function countryCodes(): Map<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));
  const codes = letters
    .flatMap((a) => letters.map((b) => a + b))
    .filter((code) => names.of(code) !== undefined);
  const kebab = (code: string) => (names.of(code) ?? '').toLowerCase().replace(/[^a-z]+/gu, '-');
  return new Map([...codes.map((code) => [kebab(code), code] as const), ['turkey', 'TR']]);
}

export interface StoryRun {
  assigner: StoryAssigner;
  /** Story of each article by id, after all merges. */
  stories: Map<string, string>;
  copies: Map<string, CopyLink>;
  articlesPerSecond: number;
}

/** Assigns articles in the given order and applies what is reported, as a store would. */
export function runStories(articles: readonly StoryArticle[], assigner = createStoryAssigner()): StoryRun {
  const stories = new Map<string, string>();
  const copies = new Map<string, CopyLink>();
  const startedMs = performance.now();
  for (const article of articles) {
    const { story, copyOf, copyKind, merged, recast } = assigner.assign(article);
    stories.set(article.id, story);
    if (copyOf !== null && copyKind !== null)
      copies.set(article.id, { article: article.id, original: copyOf, kind: copyKind });
    for (const { id, originalId, kind } of recast)
      copies.set(id, { article: id, original: originalId, kind });
    for (const { from, into } of merged)
      for (const [id, key] of stories) if (key === from) stories.set(id, into);
  }
  return {
    assigner,
    stories,
    copies,
    articlesPerSecond: (1000 * articles.length) / (performance.now() - startedMs),
  };
}

/** BCubed over stories (languages together) and the score of the copies of a run in the given order. */
export function scoreDemo(order: readonly GoldStoryArticle[]): { stories: Score; copies: Score } {
  const run = runStories(order.map(({ article }) => article));
  const found = order.map(({ article }) => run.stories.get(article.id) ?? article.id);
  const gold = order.flatMap(({ copy }) => (copy === null ? [] : [copy]));
  return {
    stories: bcubed(
      order.map(({ story }) => story),
      found,
    ),
    copies: copyScore(gold, [...run.copies.values()]),
  };
}

/** Orders in which articles may come in: as published, outlet after outlet newest first, and four shuffles. */
export function arrivalOrders<Item extends { article: StoryArticle }>(
  items: readonly Item[],
  shuffle: (items: readonly Item[], seed: number) => Item[],
): { name: string; order: Item[] }[] {
  const newestFirst = items.toSorted(
    (a, b) => b.article.publishedAt.getTime() - a.article.publishedAt.getTime(),
  );
  return [
    { name: 'as published', order: [...items] },
    {
      name: 'outlet by outlet',
      order: newestFirst.toSorted((a, b) => a.article.sourceDomain.localeCompare(b.article.sourceDomain)),
    },
    ...[1, 2, 3, 4].map((seed) => ({ name: `shuffle ${seed}`, order: shuffle(items, seed) })),
  ];
}
