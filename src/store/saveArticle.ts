/**
 * One article into the store, in ONE transaction: article, text, entities, mentions, quotes, citations, search vector,
 * story, copies, counters, change log and the feed entry that brought it. Whatever dies when, it is there whole or not.
 */
import { and, eq, inArray } from 'drizzle-orm';
import { publicId } from '../base/id.ts';
import type { EntityKind } from '../base/news.ts';
import type { Database, Db } from './db.ts';
import { type EntryOutcome, saveEntryOutcome } from './feedEntries.ts';
import { countBlocks } from './outletBlocks.ts';
import { isEdited, saveRevision } from './revisions.ts';
import { saveArticleEvidence } from './rights.ts';
import { addToRollups, takePublishedFromRollups } from './rollup.ts';
import { type Identify, type StoredEntities, saveEntities } from './saveEntities.ts';
import { type ArticleToSave, removeParts, saveParts, unique } from './saveParts.ts';
import { lockStories, refreshStories, type StoryDecision, saveDecision } from './saveStory.ts';
import { articles, articleTexts, authors, changes, type RightsBasis } from './tables.ts';
import { takedownReason, tombstoneOfUrl, unbury } from './tombstones.ts';

/** `withdrawn`: the article was taken down, nothing of it was stored. */
export type Saved = 'created' | 'updated' | 'unchanged' | 'withdrawn';

interface Existing {
  id: number;
  publicId: string;
  firstSeenAt: Date;
  contentHash: string;
  headline: string;
  withheldBasis: RightsBasis | null;
  storyId: number | null;
  sourceId: number;
  sortDate: Date;
}

export interface SaveOptions {
  /** The feed entry that brought the article; null when none did. */
  entry: Omit<EntryOutcome, 'articleId' | 'outcome' | 'reason' | 'nextAttemptAt'> | null;
  /** Where a new article belongs, told by its entities' public ids (most salient first); called inside the transaction. */
  decide: (tx: Db, articleId: number, entityIds: string[]) => Promise<StoryDecision>;
  /** Whom the article's newcomers are, asked inside the transaction; without it each is somebody new. */
  identify?: Identify | null;
  /** What was learnt to be the outlet's boilerplate: a paragraph of it that comes or goes is no edit. */
  isBoilerplate?: ((paragraph: string) => boolean) | null;
  now: Date;
}

/**
 * Saves or updates the article at `draft.url`. `decide` is called inside the transaction, while this process is the only
 * story writer, and only for a new article; an edited one keeps its story, however much of it changed. An address that
 * was taken down is not stored; one whose article was retracted is stored anew.
 * @throws AppError CONFLICT when `decide` named what was withdrawn meanwhile (saveStory.ts); nothing is stored then.
 */
export async function saveArticle(
  database: Database,
  input: ArticleToSave,
  options: SaveOptions,
): Promise<Saved> {
  const { entry, now } = options;
  return database.db.transaction(async (tx) => {
    await lockStories(tx);
    const existing = await findByUrl(tx, input.draft.url);
    const saved = existing
      ? await updateArticle(tx, existing, input, options)
      : await createUnlessTakenDown(tx, input, options);
    if (entry) {
      const { articleId, outcome } = saved;
      const isGone = outcome === 'withdrawn';
      const became = isGone
        ? { outcome: 'gave_up' as const, reason: takedownReason(input.draft.url), visit: null }
        : { outcome: 'saved' as const, reason: null };
      await saveEntryOutcome(tx, { ...entry, ...became, nextAttemptAt: null, articleId }, now);
    }
    return saved.outcome;
  });
}

interface SavedAs {
  articleId: number | null;
  outcome: Saved;
}

async function createUnlessTakenDown(tx: Db, input: ArticleToSave, options: SaveOptions): Promise<SavedAs> {
  const tombstone = await tombstoneOfUrl(tx, input.draft.url);
  if (tombstone?.cause === 'TAKEDOWN') return { articleId: null, outcome: 'withdrawn' };
  if (tombstone) await unbury(tx, [tombstone.publicId]);
  return createArticle(tx, input, options);
}

async function findByUrl(tx: Db, url: string): Promise<Existing | null> {
  const { id, publicId, firstSeenAt, contentHash, headline, withheldBasis } = articles;
  const { storyId, sourceId, sortDate } = articles;
  const [row] = await tx
    .select({ id, publicId, firstSeenAt, contentHash, headline, withheldBasis, storyId, sourceId, sortDate })
    .from(articles)
    .where(eq(articles.url, url));
  return row ?? null;
}

async function createArticle(
  tx: Db,
  input: ArticleToSave,
  { decide, identify, now }: SaveOptions,
): Promise<SavedAs> {
  const { ids, publicIds } = await saveEntities(tx, { ...input.facts, identify }, now);
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
  const { sourceId, rights = [] } = input;
  if (rights.length > 0) await saveArticleEvidence(tx, { sourceId, articleId }, rights, now);
  const { headline } = input.draft;
  const ownStory = publicId('Story', input.publicId);
  const member = { articleId, ownStory, headline, language: input.facts.language, sortDate: input.sortDate };
  const decision = await decide(tx, articleId, mentioned(input, publicIds));
  const recast = await takePublishedFromRollups(
    tx,
    decision.recast.map(({ article }) => article),
  );
  await saveDecision(tx, member, decision, now);
  await addToRollups(tx, [articleId, ...recast]);
  // A text published a second time would make boilerplate of an article.
  if (decision.copyKind !== 'COPY') await countBlocks(tx, input.sourceId, input.blocks ?? []);
  await tx.insert(changes).values({ op: 'CREATED', typename: 'Article', nodeId: input.publicId, at: now });
  return { articleId, outcome: 'created' };
}

async function updateArticle(
  tx: Db,
  existing: Existing,
  input: ArticleToSave,
  { identify, isBoilerplate = null, now }: SaveOptions,
): Promise<SavedAs> {
  const articleId = existing.id;
  const headlineChanged = existing.headline !== input.draft.headline;
  const textChanged = existing.contentHash !== input.contentHash;
  // A page that another outlet's feed leads to stays its publisher's.
  const { sourceId, withheldBasis = null, rights = [] } = input;
  const isForeign = existing.sourceId !== sourceId;
  const rightsChanged = existing.withheldBasis !== withheldBasis;
  if (isForeign || !(textChanged || headlineChanged || rightsChanged))
    return { articleId, outcome: 'unchanged' };
  // A text that may be had no longer was not edited.
  if (!rightsChanged) await keepVersions(tx, existing, input, { isBoilerplate, now });
  const { ids } = await saveEntities(tx, { ...input.facts, identify }, now);
  await removeParts(tx, articleId);
  await tx
    .update(articles)
    .set(await articleColumns(tx, input, ids))
    .where(eq(articles.id, articleId));
  await saveParts(tx, { articleId, publishedAt: existing.sortDate }, input, ids);
  await addToRollups(tx, [articleId]);
  await saveArticleEvidence(tx, { sourceId, articleId }, rights, now);
  if (existing.storyId !== null) await refreshStories(tx, [existing.storyId]);
  const changedFields = [...(textChanged ? ['articleBody'] : []), ...(headlineChanged ? ['headline'] : [])];
  await tx
    .insert(changes)
    .values({ op: 'UPDATED', typename: 'Article', nodeId: existing.publicId, changedFields, at: now });
  return { articleId, outcome: 'updated' };
}

/** Public ids of the entities the article mentions, most salient first. */
function mentioned(input: ArticleToSave, publicIds: StoredEntities['publicIds']): string[] {
  return unique(input.mentions.flatMap(({ entityKey }) => publicIds.get(entityKey) ?? []));
}

/** Keeps what the edit replaces, unless it is no edit of the publisher's. */
async function keepVersions(
  tx: Db,
  existing: Existing,
  input: ArticleToSave,
  { isBoilerplate, now }: { isBoilerplate: ((paragraph: string) => boolean) | null; now: Date },
): Promise<void> {
  const { headline, contentHash, publicId: id, firstSeenAt } = existing;
  const [stored] = await tx
    .select({ text: articleTexts.text })
    .from(articleTexts)
    .where(eq(articleTexts.articleId, existing.id));
  const before = { headline, contentHash, text: stored?.text ?? '' };
  const after = { headline: input.draft.headline, contentHash: input.contentHash, text: input.draft.text };
  if (!isEdited(before, after, isBoilerplate)) return;
  await saveRevision(tx, { articleId: existing.id, id, firstSeenAt }, { before, after }, now);
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
    alternativeHeadline: draft.alternativeHeadline,
    description: input.description,
    genre: input.genre ?? 'NEWS',
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
    withheldBasis: input.withheldBasis ?? null,
    personIds: idsOf('PERSON'),
    placeIds: idsOf('PLACE'),
    organizationIds: idsOf('ORGANIZATION'),
    topicCodes: facts.topics.map(({ code }) => code),
    topicScores: facts.topics.map(({ score }) => score),
    topicMethods: facts.topics.map(({ method }) => method),
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
