import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../../src/base/news.ts';
import { articleOf } from '../../src/run/articleToSave.ts';
import { loadGazetteer } from '../../src/run/knowledge.ts';
import { createStoryWriter, type StoryWriter } from '../../src/run/storyWriter.ts';
import { type Database, rows } from '../../src/store/db.ts';
import { rollupDrift } from '../../src/store/rollupRecount.ts';
import { type Saved, saveArticle } from '../../src/store/saveArticle.ts';
import type { StoryDecision } from '../../src/store/saveStory.ts';
import { demoArticles, type Recognised, recognise } from '../eval/recognise.ts';
import { shuffled } from '../eval/stories.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addPaper } from '../store/articleKit.ts';

const now = new Date('2015-12-01T00:00:00Z');
const clock = () => now;
const { recognised } = recognise(demoArticles());

describe('two writers on one database', () => {
  let database: Database;
  let papers: Map<string, number>;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await truncate(database);
    papers = new Map();
    for (const domain of new Set(recognised.map(({ source }) => source.domain)))
      papers.set(domain, await addPaper(database, domain));
  });

  const writer = () => createStoryWriter(clock, loadGazetteer());

  function toSave({ gold, headline, text, language, publishedAt, source, facts }: Recognised) {
    const url = `https://${source.domain}/${gold.slug}`;
    const draft: Draft = {
      ...{ url, headline, text, language, datePublished: publishedAt, datePublishedPrecision: 'EXACT' },
      ...{ description: null, html: null, authors: [], dateModified: null, image: null, section: null },
      ...{ keywords: [], alternativeHeadline: null, schemaTypes: [], isAccessibleForFree: null },
    };
    return articleOf(draft, facts, papers.get(source.domain) ?? 0, now);
  }

  function save(stories: StoryWriter, item: Recognised): Promise<Saved> {
    const article = toSave(item);
    const about = { sourceDomain: item.source.domain };
    return stories.during((decide) =>
      saveArticle(database, article, {
        entry: null,
        decide: (tx, articleId, entityIds) => decide(tx, articleId, article, { ...about, entityIds }),
        now,
      }),
    );
  }

  /** What a writer would decide about articles that nobody stores. */
  async function foresee(stories: StoryWriter, items: readonly Recognised[]): Promise<StoryDecision[]> {
    const [last] = await rows<{ id: number }>(database, sql`select max(id)::int as id from articles`);
    const decisions: StoryDecision[] = [];
    for (const [i, item] of items.entries()) {
      const about = { sourceDomain: item.source.domain, entityIds: item.facts.entities.map(({ id }) => id) };
      const articleId = (last?.id ?? 0) + 1 + i;
      decisions.push(await stories.during((decide) => decide(database.db, articleId, toSave(item), about)));
    }
    return decisions;
  }

  async function drift() {
    const wrong = await rows(
      database,
      sql`select s.public_id from stories s left join lateral (
            select count(*)::int as n, count(distinct a.source_id)::int as sources,
              count(distinct a.source_id) filter (where c.kind is distinct from 'COPY')::int as independent
            from articles a left join copies c on c.article_id = a.id where a.story_id = s.id) f on true
          where s.merged_into_id is null
            and (s.article_count, s.source_count, s.independent_source_count) <> (f.n, f.sources, f.independent)`,
    );
    return { wrong, ...(await rollupDrift(database)) };
  }

  it('know one truth after saving the same articles side by side', { timeout: 180_000 }, async () => {
    const [one, other] = [writer(), writer()];
    const probes = recognised.filter((_, i) => i % 7 === 0);
    const items = recognised.filter((_, i) => i % 7 !== 0);
    const saveAll = async (stories: StoryWriter, order: readonly Recognised[]) => {
      const outcomes: Saved[] = [];
      for (const item of order) outcomes.push(await save(stories, item));
      return outcomes;
    };
    const outcomes = await Promise.all([
      saveAll(one, shuffled(items, 1)),
      saveAll(other, shuffled(items, 11)),
    ]);
    expect(outcomes.flat().filter((outcome) => outcome === 'created')).toHaveLength(items.length);
    expect(await drift()).toEqual({ wrong: [], hours: 0, days: 0, pairs: 0 });
    // The store alone tells a third writer everything.
    const told = await foresee(writer(), probes);
    expect(await foresee(one, probes)).toEqual(told);
    expect(await foresee(other, probes)).toEqual(told);
  });
});
