/**
 * One article into the store, in ONE transaction: article, text, entities, mentions, quotes, citations, search vector,
 * story, copies, counters, change log and the feed entry that brought it. Whatever dies when, it is there whole or not.
 */
import { and, eq, inArray } from 'drizzle-orm';
import { publicId } from '../base/id.ts';
import type { EntityKind } from '../base/news.ts';
import type { Database, Db } from './db.ts';
import { type EntryOutcome, saveEntryOutcome } from './feedEntries.ts';
import { saveEntities } from './saveEntities.ts';
import { type ArticleToSave, removeParts, saveParts, unique } from './saveParts.ts';
import { lockStories, refreshStories, type StoryDecision, saveDecision } from './saveStory.ts';
import { articles, authors, changes } from './tables.ts';

export type Saved = 'created' | 'updated' | 'unchanged';

interface Existing {
  id: number;
  contentHash: string;
  headline: string;
  storyId: number | null;
  sourceId: number;
  sortDate: Date;
}

export interface SaveOptions {
  /** The feed entry that brought the article; null when none did. */
  entry: Omit<EntryOutcome, 'articleId' | 'outcome' | 'reason' | 'nextAttemptAt'> | null;
  /** Where a new article belongs; called inside the transaction. */
  decide: (tx: Db, articleId: number) => Promise<StoryDecision>;
  now: Date;
}

/**
 * Saves or updates the article at `draft.url`. `decide` is called inside the transaction, while this process is the only
 * story writer, and only for a new article; an edited one keeps its story.
 */
export async function saveArticle(
  database: Database,
  input: ArticleToSave,
  { entry, decide, now }: SaveOptions,
): Promise<Saved> {
  return database.db.transaction(async (tx) => {
    await lockStories(tx);
    const existing = await findByUrl(tx, input.draft.url);
    const saved = existing
      ? await updateArticle(tx, existing, input, now)
      : await createArticle(tx, input, decide, now);
    if (entry) {
      const outcome = { ...entry, outcome: 'saved' as const, reason: null, nextAttemptAt: null };
      await saveEntryOutcome(tx, { ...outcome, articleId: saved.articleId }, now);
    }
    return saved.outcome;
  });
}

async function findByUrl(tx: Db, url: string): Promise<Existing | null> {
  const { id, contentHash, headline, storyId, sourceId, sortDate } = articles;
  const [row] = await tx
    .select({ id, contentHash, headline, storyId, sourceId, sortDate })
    .from(articles)
    .where(eq(articles.url, url));
  return row ?? null;
}

async function createArticle(
  tx: Db,
  input: ArticleToSave,
  decide: (tx: Db, articleId: number) => Promise<StoryDecision>,
  now: Date,
): Promise<{ articleId: number; outcome: Saved }> {
  const ids = await saveEntities(tx, input.facts.entities, now);
  const columns = {
    ...(await articleColumns(tx, input, ids)),
    firstSeenAt: input.firstSeenAt,
    sortDate: input.sortDate,
  };
  const [row] = await tx
    .insert(articles)
    .values({ ...columns, publicId: input.publicId })
    .returning({ id: articles.id });
  const articleId = row?.id ?? 0;
  await saveParts(tx, { articleId, publishedAt: input.sortDate }, input, ids);
  const { headline } = input.draft;
  const member = { articleId, headline, language: input.facts.language, sortDate: input.sortDate };
  await saveDecision(tx, member, await decide(tx, articleId), now);
  await tx.insert(changes).values({ op: 'CREATED', typename: 'Article', nodeId: input.publicId, at: now });
  return { articleId, outcome: 'created' };
}

async function updateArticle(
  tx: Db,
  existing: Existing,
  input: ArticleToSave,
  now: Date,
): Promise<{ articleId: number; outcome: Saved }> {
  const articleId = existing.id;
  const headlineChanged = existing.headline !== input.draft.headline;
  // A page that another outlet's feed leads to stays its publisher's.
  const isForeign = existing.sourceId !== input.sourceId;
  if (isForeign || (existing.contentHash === input.contentHash && !headlineChanged))
    return { articleId, outcome: 'unchanged' };
  const ids = await saveEntities(tx, input.facts.entities, now);
  await removeParts(tx, articleId);
  await tx
    .update(articles)
    .set(await articleColumns(tx, input, ids))
    .where(eq(articles.id, articleId));
  await saveParts(tx, { articleId, publishedAt: existing.sortDate }, input, ids);
  if (existing.storyId !== null) await refreshStories(tx, [existing.storyId]);
  const changedFields = ['articleBody', ...(headlineChanged ? ['headline'] : [])];
  await tx
    .insert(changes)
    .values({ op: 'UPDATED', typename: 'Article', nodeId: input.publicId, changedFields, at: now });
  return { articleId, outcome: 'updated' };
}

/** The article's own columns, without identity and first-seen instants. */
async function articleColumns(tx: Db, input: ArticleToSave, ids: Map<string, number>) {
  const { draft, facts } = input;
  const idsOf = (kind: EntityKind) =>
    unique(input.mentions.filter((m) => m.kind === kind).flatMap((m) => ids.get(m.entityKey) ?? []));
  return {
    sourceId: input.sourceId,
    url: draft.url,
    headline: draft.headline,
    description: input.description,
    dateline: facts.dateline?.text ?? null,
    language: facts.language,
    section: draft.section,
    keywords: draft.keywords,
    authorIds: await saveAuthors(tx, input.sourceId, draft.authors),
    image: draft.image,
    datePublished: draft.datePublished,
    datePublishedPrecision: draft.datePublishedPrecision,
    dateModified: draft.dateModified,
    wordCount: input.wordCount,
    contentHash: input.contentHash,
    isAccessibleForFree: draft.isAccessibleForFree,
    personIds: idsOf('PERSON'),
    placeIds: idsOf('PLACE'),
    organizationIds: idsOf('ORGANIZATION'),
  };
}

/** In characters; a byline longer than this is no name, and would not fit into an index row. */
const longestName = 300;

async function saveAuthors(tx: Db, sourceId: number, names: string[]): Promise<number[]> {
  const wanted = unique(
    names.map((name) => name.trim()).filter((name) => name !== '' && name.length <= longestName),
  );
  if (wanted.length === 0) return [];
  const rows = wanted.map((name) => ({
    sourceId,
    name,
    publicId: publicId('Author', `${sourceId}\n${name}`),
  }));
  await tx.insert(authors).values(rows).onConflictDoNothing();
  const found = await tx
    .select({ id: authors.id, name: authors.name })
    .from(authors)
    .where(and(eq(authors.sourceId, sourceId), inArray(authors.name, wanted)));
  const byName = new Map(found.map((row) => [row.name, row.id]));
  return wanted.flatMap((name) => byName.get(name) ?? []);
}
