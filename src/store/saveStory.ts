/** Writing stories: a new article's place in one, merges, and the figures every story carries. */
import { eq, inArray, sql } from 'drizzle-orm';
import { AppError } from '../base/errors.ts';
import { advisoryLocks } from './advisoryLocks.ts';
import { type Db, rowsOf } from './db.ts';
import { articles, changes, copies, stories } from './tables.ts';
import { buriedIds, noteGone, unbury } from './tombstones.ts';

/** What the clusterer decided for one article. Ids are public. */
export interface StoryDecision {
  story: string;
  copyOf: string | null;
  copyKind: 'COPY' | 'DERIVED' | null;
  containment: number | null;
  /** Stories that turned out to be one, in the order to apply. */
  merged: { from: string; into: string }[];
  /** Articles stored before that turn out to be taken from this one. */
  recast: { article: string; copyOf: string; copyKind: 'COPY' | 'DERIVED'; containment: number }[];
}

/** The part of a new article that its story needs. */
export interface StoryMember {
  articleId: number;
  /** The story that it founds when it belongs to no other. */
  ownStory: string;
  headline: string;
  language: string;
  sortDate: Date;
}

/** One writer at a time: held until the transaction ends, so that ids are given out in the order they become visible. */
export async function lockStories(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${advisoryLocks.writingStories})`);
}

/**
 * Puts the article into its story (made when new), records copies and merges, and refreshes the figures of each story
 * touched. @throws AppError CONFLICT when the decision names what was withdrawn after the decider's memory was filled.
 */
export async function saveDecision(
  tx: Db,
  member: StoryMember,
  decision: StoryDecision,
  now: Date,
): Promise<void> {
  await refuseBuried(tx, member, decision);
  const storyId = await findOrMakeStory(tx, member, decision.story, now);
  await tx.update(articles).set({ storyId }).where(eq(articles.id, member.articleId));
  await saveCopies(tx, member.articleId, decision);
  const touched = new Set([storyId]);
  for (const merge of decision.merged) {
    const survivor = await mergeStories(tx, merge, now);
    if (survivor !== null) touched.add(survivor);
  }
  await refreshStories(tx, [...touched]);
}

/** A decision made from memory may rest on an article or a story that is gone: the memory must be filled anew. */
async function refuseBuried(tx: Db, member: StoryMember, decision: StoryDecision): Promise<void> {
  const { story, copyOf, recast, merged } = decision;
  const named = [
    ...(copyOf === null ? [] : [copyOf]),
    ...recast.map(({ article }) => article),
    ...[story, ...merged.flatMap(({ from, into }) => [from, into])].filter((id) => id !== member.ownStory),
  ];
  const [gone] = await buriedIds(tx, named);
  if (gone === undefined) return;
  throw new AppError('CONFLICT', `${gone} was withdrawn; the article is placed anew.`, { data: { gone } });
}

async function findOrMakeStory(tx: Db, member: StoryMember, publicId: string, now: Date): Promise<number> {
  const [known] = await tx
    .select({ id: stories.id, mergedIntoId: stories.mergedIntoId })
    .from(stories)
    .where(eq(stories.publicId, publicId));
  if (known) {
    await tx.insert(changes).values({ op: 'UPDATED', typename: 'Story', nodeId: publicId, at: now });
    return known.mergedIntoId ?? known.id;
  }
  const [made] = await tx
    .insert(stories)
    .values({
      publicId,
      headline: member.headline,
      headlines: { [member.language]: member.headline },
      firstArticleId: member.articleId,
      startedAt: member.sortDate,
      latestAt: member.sortDate,
    })
    .returning({ id: stories.id });
  await unbury(tx, [publicId]);
  await tx.insert(changes).values({ op: 'CREATED', typename: 'Story', nodeId: publicId, at: now });
  return made?.id ?? 0;
}

/** The article's own origin, and earlier arrivals whose original it is. */
async function saveCopies(tx: Db, articleId: number, decision: StoryDecision): Promise<void> {
  const { copyOf, copyKind, containment, recast } = decision;
  const publicIds = [copyOf, ...recast.flatMap((r) => [r.article, r.copyOf])].filter((id) => id !== null);
  if (publicIds.length === 0) return;
  const found = await tx
    .select({ id: articles.id, publicId: articles.publicId })
    .from(articles)
    .where(inArray(articles.publicId, publicIds));
  const idOf = new Map(found.map((row) => [row.publicId, row.id]));
  const own = copyOf !== null && copyKind !== null ? [{ articleId, copyOf, copyKind, containment }] : [];
  const earlier = recast.flatMap((r) => {
    const id = idOf.get(r.article);
    return id === undefined ? [] : [{ ...r, articleId: id }];
  });
  for (const copy of [...own, ...earlier]) {
    const originalId = idOf.get(copy.copyOf);
    if (originalId === undefined || originalId === copy.articleId) continue;
    const set = { originalId, kind: copy.copyKind, containment: copy.containment ?? 0 };
    await tx
      .insert(copies)
      .values({ articleId: copy.articleId, ...set })
      .onConflictDoUpdate({ target: copies.articleId, set });
  }
}

/** Moves the articles of one story into another and leaves a pointer behind; the survivor's id, null when nothing moved. */
async function mergeStories(
  tx: Db,
  merge: { from: string; into: string },
  now: Date,
): Promise<number | null> {
  const found = await tx
    .select({ id: stories.id, publicId: stories.publicId, mergedIntoId: stories.mergedIntoId })
    .from(stories)
    .where(inArray(stories.publicId, [merge.from, merge.into]));
  const from = found.find((story) => story.publicId === merge.from);
  const into = found.find((story) => story.publicId === merge.into);
  if (!from || !into) return null;
  const survivor = into.mergedIntoId ?? into.id;
  if (from.id === survivor) return null;
  await tx.update(articles).set({ storyId: survivor }).where(eq(articles.storyId, from.id));
  await tx
    .update(stories)
    .set({ mergedIntoId: survivor })
    .where(sql`${stories.id} = ${from.id} or ${stories.mergedIntoId} = ${from.id}`);
  await tx.insert(changes).values({ op: 'MERGED', typename: 'Story', nodeId: merge.from, at: now });
  return survivor;
}

/** Recounts stories from their articles: exact whatever happened before. A story without articles keeps its last figures (`dropIfEmpty` ends it). */
export async function refreshStories(tx: Db, ids: number[]): Promise<void> {
  await rowsOf(
    tx,
    sql`with member as (
          select a.story_id, a.id, a.source_id, a.language, a.headline, a.sort_date, s.country,
            (c.kind = 'COPY') is true as is_copy
          from articles a join sources s on s.id = a.source_id left join copies c on c.article_id = a.id
          where a.story_id = any(${sql.param(`{${ids.join(',')}}`)}::bigint[])),
        opener as (
          select distinct on (story_id, language) story_id, language, headline from member
          order by story_id, language, sort_date, id),
        figure as (
          select story_id, count(*)::int as articles, count(distinct source_id)::int as sources,
            count(distinct source_id) filter (where not is_copy)::int as independent,
            min(sort_date) as started, max(sort_date) as latest,
            (array_agg(id order by sort_date, id))[1] as first_id,
            (array_agg(headline order by sort_date, id))[1] as first_headline,
            array_agg(distinct language) as languages,
            coalesce(array_agg(distinct country) filter (where country is not null), '{}') as countries
          from member group by story_id)
        update stories s set article_count = f.articles, source_count = f.sources,
          independent_source_count = f.independent, started_at = f.started, latest_at = f.latest,
          first_article_id = f.first_id, headline = f.first_headline, languages = f.languages,
          countries = f.countries,
          headlines = (select jsonb_object_agg(o.language, o.headline) from opener o where o.story_id = s.id)
        from figure f where f.story_id = s.id`,
  );
}

/**
 * Ends a story that has no articles left, with the ids that were merged into it: they have nothing to resolve to any
 * more. The public ids that are gone, none when the story lives on.
 */
export async function dropIfEmpty(tx: Db, storyId: number, now: Date): Promise<string[]> {
  const dropped = await rowsOf<{ publicId: string }>(
    tx,
    sql`delete from stories s where (s.id = ${storyId} or s.merged_into_id = ${storyId})
          and not exists (select 1 from articles a where a.story_id = ${storyId})
        returning s.public_id as "publicId"`,
  );
  for (const { publicId } of dropped)
    await noteGone(tx, 'DELETED', { typename: 'Story', nodeId: publicId }, now);
  return dropped.map(({ publicId }) => publicId);
}
