/**
 * One article into the store, in ONE transaction: article, text, entities, mentions, quotes, citations, search vector,
 * story, copies, counters, change log and the feed entry that brought it. Whatever dies when, it is there whole or not.
 */
import { and, eq, inArray, sql } from 'drizzle-orm';
import { publicId } from '../base/id.ts';
import type { Draft, EntityRecord, Facts } from '../base/news.ts';
import { type EntryOutcome, saveEntryOutcome } from './channels.ts';
import { type Database, type Db, rowsOf } from './db.ts';
import { type NewAlias, saveAliases, saveEntities } from './saveEntities.ts';
import { lockStories, refreshStories, type StoryDecision, saveDecision } from './saveStory.ts';
import {
  articles,
  articleTexts,
  authors,
  changes,
  citations,
  entities,
  mentions,
  quotes,
  sources,
} from './tables.ts';

/** One entity's mentions in the article, as enrich/summary.ts makes them. */
export interface MentionToSave {
  entityKey: string;
  kind: EntityRecord['kind'];
  count: number;
  salience: number;
  inHeadline: boolean;
  derived: boolean;
  confidence: number;
  surfaceForms: string[];
  role: string | null;
  spans: number[];
}

export interface ArticleToSave {
  publicId: string;
  sourceId: number;
  draft: Draft;
  facts: Facts;
  /** Most salient first. */
  mentions: MentionToSave[];
  aliases: NewAlias[];
  /** What may be shown of the text: at most the source's snippet length. */
  description: string | null;
  contentHash: string;
  sketch: number[];
  wordCount: number;
  firstSeenAt: Date;
  sortDate: Date;
}

export type Saved = 'created' | 'updated' | 'unchanged';

interface Existing {
  id: number;
  contentHash: string;
  headline: string;
  storyId: number | null;
  sourceId: number;
  sortDate: Date;
}

/**
 * Saves or updates the article at `draft.url`. `decide` is called inside the transaction, while this process is the only
 * story writer, and only for a new article; an edited one keeps its story.
 */
export async function saveArticle(
  database: Database,
  input: ArticleToSave,
  entry: Omit<EntryOutcome, 'articleId' | 'outcome' | 'reason' | 'nextAttemptAt'> | null,
  decide: (tx: Db, articleId: number) => Promise<StoryDecision>,
  now: Date,
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
  await saveParts(tx, articleId, input, ids, input.sortDate);
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
  await saveParts(tx, articleId, input, ids, existing.sortDate);
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
  const idsOf = (kind: EntityRecord['kind']) =>
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
    personIds: idsOf('PERSON'),
    placeIds: idsOf('PLACE'),
    organizationIds: idsOf('ORGANIZATION'),
  };
}

const unique = <T>(values: T[]): T[] => [...new Set(values)];

async function saveAuthors(tx: Db, sourceId: number, names: string[]): Promise<number[]> {
  const wanted = unique(names.map((name) => name.trim()).filter(Boolean));
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

/** Everything that hangs on the article and is replaced as a whole when it is edited. */
async function saveParts(
  tx: Db,
  articleId: number,
  input: ArticleToSave,
  ids: Map<string, number>,
  publishedAt: Date,
): Promise<void> {
  const { draft, facts, sketch } = input;
  await tx
    .insert(articleTexts)
    .values({ articleId, text: draft.text, sketch })
    .onConflictDoUpdate({ target: articleTexts.articleId, set: { text: draft.text, sketch } });
  await saveAliases(tx, input.aliases, ids);
  await saveMentions(tx, articleId, input, ids, publishedAt);
  await saveQuotes(tx, articleId, input, ids, publishedAt);
  await saveCitations(tx, articleId, facts, ids);
  await saveSearch(tx, articleId, input, [...ids.values()], publishedAt);
}

async function saveMentions(
  tx: Db,
  articleId: number,
  input: ArticleToSave,
  ids: Map<string, number>,
  publishedAt: Date,
): Promise<void> {
  const byId = new Map<number, typeof mentions.$inferInsert>();
  for (const { entityKey, ...mention } of input.mentions) {
    const entityId = ids.get(entityKey);
    // Two keys may lead to one entity after a merge: the more salient summary stands for both.
    if (entityId === undefined || byId.has(entityId)) continue;
    byId.set(entityId, { ...mention, articleId, entityId, sourceId: input.sourceId, publishedAt });
  }
  if (byId.size === 0) return;
  await tx.insert(mentions).values([...byId.values()]);
  await countMentions(tx, articleId, 1);
  await saveRoles(tx, input, ids);
}

/** Adds the article's mentions to (or takes them from) the counters of its entities. */
async function countMentions(tx: Db, articleId: number, step: 1 | -1): Promise<void> {
  await rowsOf(
    tx,
    sql`update entities e set article_count = e.article_count + ${step}::int,
          last_mentioned_at = greatest(e.last_mentioned_at, m.published_at)
        from mentions m where m.article_id = ${articleId} and m.entity_id = e.id`,
  );
}

async function saveRoles(tx: Db, input: ArticleToSave, ids: Map<string, number>): Promise<void> {
  for (const { entityKey, role, kind } of input.mentions) {
    const id = ids.get(entityKey);
    if (role === null || kind !== 'PERSON' || id === undefined) continue;
    const title = JSON.stringify({ [input.facts.language]: role });
    await tx
      .update(entities)
      .set({ jobTitles: sql`${entities.jobTitles} || ${title}::jsonb` })
      .where(eq(entities.id, id));
  }
}

async function saveQuotes(
  tx: Db,
  articleId: number,
  input: ArticleToSave,
  ids: Map<string, number>,
  publishedAt: Date,
): Promise<void> {
  const rows = input.facts.quotes.map(({ speakerKey, ...quote }) => ({
    ...quote,
    articleId,
    publicId: publicId('Quote', `${input.publicId}\n${quote.start}\n${quote.end}`),
    language: input.facts.language,
    speakerId: speakerKey === null ? null : (ids.get(speakerKey) ?? null),
    publishedAt,
  }));
  if (rows.length > 0) await tx.insert(quotes).values(rows).onConflictDoNothing();
}

async function saveCitations(
  tx: Db,
  articleId: number,
  facts: Facts,
  ids: Map<string, number>,
): Promise<void> {
  const domains = unique(facts.citations.flatMap((citation) => citation.domain ?? []));
  const known =
    domains.length > 0
      ? await tx
          .select({ id: sources.id, domain: sources.domain })
          .from(sources)
          .where(inArray(sources.domain, domains))
      : [];
  const sourceOf = new Map(known.map((row) => [row.domain, row.id]));
  const rows = facts.citations.map((citation) => ({
    articleId,
    kind: citation.kind,
    text: citation.text,
    sourceId: citation.domain === null ? null : (sourceOf.get(citation.domain) ?? null),
    organizationId: citation.entityKey === null ? null : (ids.get(citation.entityKey) ?? null),
    confidence: 0.9,
  }));
  if (rows.length > 0) await tx.insert(citations).values(rows);
}

/** PostgreSQL's stemmers for the languages we index; every other language is indexed by its bare words. */
const textSearchConfigs: Record<string, string> = {
  id: 'indonesian',
  ms: 'indonesian',
  en: 'english',
  pt: 'portuguese',
};

/** Filters are lexemes of the vector (`~l:` language, `~s:` source, `~e:` entity), so that one index answers both. */
async function saveSearch(
  tx: Db,
  articleId: number,
  input: ArticleToSave,
  entityIds: number[],
  sortDate: Date,
): Promise<void> {
  const { headline, text } = input.draft;
  const language = textSearchConfigs[input.facts.language] ?? 'simple';
  const filters = [
    `~l:${input.facts.language}`,
    `~s:${input.sourceId}`,
    ...unique(entityIds).map((id) => `~e:${id}`),
  ];
  const vector = sql`setweight(to_tsvector(${language}::regconfig, ${headline}), 'A')
    || setweight(to_tsvector('simple', ${headline}), 'A')
    || setweight(to_tsvector(${language}::regconfig, ${text}), 'B')
    || setweight(to_tsvector('simple', ${text}), 'B')
    || array_to_tsvector(${`{${filters.map((filter) => `"${filter}"`).join(',')}}`}::text[])`;
  await tx.execute(
    sql`insert into article_search (article_id, sort_date, vector)
        values (${articleId}, ${sortDate.toISOString()}::timestamptz, ${vector})
        on conflict (article_id) do update set vector = excluded.vector`,
  );
}

async function removeParts(tx: Db, articleId: number): Promise<void> {
  await countMentions(tx, articleId, -1);
  for (const part of [mentions, quotes, citations])
    await tx.delete(part).where(eq(part.articleId, articleId));
}
