/** What hangs on an article and is replaced as a whole when it is edited: text, mentions, quotes, citations, search vector. */
import { eq, inArray, sql } from 'drizzle-orm';
import { publicId } from '../base/id.ts';
import type { Draft, EntityRecord, Facts, Genre, RightsSignal } from '../base/news.ts';
import { uniteMentions } from './curationUnite.ts';
import { type Db, rowsOf } from './db.ts';
import type { CountedBlock } from './outletBlocks.ts';
import { takeFromRollups } from './rollup.ts';
import { type NewAlias, saveAliases } from './saveEntities.ts';
import { searchVector } from './searchIndex.ts';
import { articleTexts, citations, mentions, quotes, type RightsBasis, sources } from './tables.ts';

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
  /** NEWS when left out. */
  genre?: Genre;
  contentHash: string;
  sketch: number[];
  wordCount: number;
  firstSeenAt: Date;
  sortDate: Date;
  /** The publisher's signal that keeps the text from being shown; null when none does. */
  withheldBasis?: RightsBasis | null;
  /** What the page says of rights, as evidence. */
  rights?: RightsSignal[];
  /** The page's blocks, boilerplate still among them, to be counted for the outlet; left out when no page was read. */
  blocks?: CountedBlock[];
}

/** The stored article that the parts hang on; `publishedAt` is its sort date. */
export interface SavedArticle {
  articleId: number;
  publishedAt: Date;
}

/** Everything that hangs on the article and is replaced as a whole when it is edited. */
export async function saveParts(
  tx: Db,
  article: SavedArticle,
  input: ArticleToSave,
  ids: Map<string, number>,
): Promise<void> {
  const { articleId } = article;
  const { draft, facts, sketch } = input;
  const { mentionedDates } = facts;
  const body = { text: draft.text, html: draft.html, sketch, mentionedDates };
  await tx
    .insert(articleTexts)
    .values({ articleId, ...body })
    .onConflictDoUpdate({ target: articleTexts.articleId, set: body });
  await saveAliases(tx, input.aliases, ids);
  await saveMentions(tx, article, input, ids);
  await saveQuotes(tx, article, input, ids);
  await saveCitations(tx, articleId, facts, ids);
  await saveSearch(tx, article, input, [...ids.values()]);
}

async function saveMentions(
  tx: Db,
  { articleId, publishedAt }: SavedArticle,
  input: ArticleToSave,
  ids: Map<string, number>,
): Promise<void> {
  const byId = new Map<number, MentionToSave>();
  for (const mention of input.mentions) {
    const entityId = ids.get(mention.entityKey);
    if (entityId === undefined) continue;
    // Two keys may lead to one entity after a merge.
    const known = byId.get(entityId);
    byId.set(entityId, known === undefined ? mention : { ...known, ...uniteMentions(known, mention) });
  }
  if (byId.size === 0) return;
  const { sourceId } = input;
  const rows = [...byId].map(([entityId, { entityKey: _, ...mention }]) => ({
    ...{ articleId, entityId, sourceId, publishedAt },
    ...mention,
  }));
  await tx.insert(mentions).values(rows);
  await countMentions(tx, articleId);
  await saveRoles(tx, input, ids);
}

/** Adds the article's mentions to the counters of its entities. */
async function countMentions(tx: Db, articleId: number): Promise<void> {
  await rowsOf(
    tx,
    sql`update entities e set article_count = e.article_count + 1,
          last_mentioned_at = greatest(e.last_mentioned_at, m.published_at)
        from mentions m where m.article_id = ${articleId} and m.entity_id = e.id`,
  );
}

async function saveRoles(tx: Db, input: ArticleToSave, ids: Map<string, number>): Promise<void> {
  const titles = input.mentions.flatMap(({ entityKey, role, kind }) => {
    const id = ids.get(entityKey);
    return role === null || kind !== 'PERSON' || id === undefined ? [] : [[id, role] as const];
  });
  if (titles.length === 0) return;
  // Of two keys that lead to one person the later has the word.
  const rows = [...new Map(titles)].map(([id, title]) => ({ id, title }));
  await rowsOf(
    tx,
    sql`update entities e set job_titles = e.job_titles || jsonb_build_object(${input.facts.language}::text, x.title)
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id bigint, title text) where e.id = x.id`,
  );
}

async function saveQuotes(
  tx: Db,
  { articleId, publishedAt }: SavedArticle,
  input: ArticleToSave,
  ids: Map<string, number>,
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

/** Each value once, in the order of first occurrence. */
export const unique = <T>(values: T[]): T[] => [...new Set(values)];

async function saveSearch(
  tx: Db,
  { articleId, publishedAt }: SavedArticle,
  { draft, facts, sourceId }: ArticleToSave,
  entityIds: number[],
): Promise<void> {
  const { headline, text } = draft;
  const vector = searchVector({ headline, text, language: facts.language, sourceId, entityIds });
  await tx.execute(
    sql`insert into article_search (article_id, sort_date, vector)
        values (${articleId}, ${publishedAt.toISOString()}::timestamptz, ${vector})
        on conflict (article_id) do update set vector = excluded.vector`,
  );
}

/** Takes those parts away again, from the counters too. */
export async function removeParts(tx: Db, articleId: number): Promise<void> {
  await takeFromRollups(tx, [articleId]);
  await removeMentions(tx, articleId);
  for (const part of [quotes, citations]) await tx.delete(part).where(eq(part.articleId, articleId));
}

/** Deletes an article's mentions: each entity has one article less, and its latest mention is that of another. */
export async function removeMentions(tx: Db, articleId: number): Promise<void> {
  await rowsOf(
    tx,
    sql`with gone as (delete from mentions where article_id = ${articleId} returning entity_id)
        update entities e set article_count = greatest(e.article_count - 1, 0),
          last_mentioned_at = (select max(m.published_at) from mentions m
                               where m.entity_id = e.id and m.article_id <> ${articleId})
        from gone where e.id = gone.entity_id`,
  );
}
