/** What hangs on an article and is replaced as a whole when it is edited: text, mentions, quotes, citations, search vector. */
import { eq, inArray, sql } from 'drizzle-orm';
import { publicId } from '../base/id.ts';
import type { Draft, EntityRecord, Facts, RightsSignal } from '../base/news.ts';
import { uniteMentions } from './curationUnite.ts';
import { type Db, rowsOf } from './db.ts';
import type { CountedBlock } from './outletBlocks.ts';
import { type NewAlias, saveAliases } from './saveEntities.ts';
import { articleTexts, citations, entities, mentions, quotes, type RightsBasis, sources } from './tables.ts';

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
  await tx
    .insert(articleTexts)
    .values({ articleId, text: draft.text, html: draft.html, sketch })
    .onConflictDoUpdate({
      target: articleTexts.articleId,
      set: { text: draft.text, html: draft.html, sketch },
    });
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

/** PostgreSQL's stemmers for the languages we index; every other language is indexed by its bare words. */
const textSearchConfigs: Record<string, string> = {
  id: 'indonesian',
  ms: 'indonesian',
  en: 'english',
  pt: 'portuguese',
};

/** In characters, headline and text together: a search vector holds a megabyte, and each word may stand in it twice. */
const longestIndexed = 200_000;

/** Filters are lexemes of the vector (`~l:` language, `~s:` source, `~e:` entity), so that one index answers both. */
async function saveSearch(
  tx: Db,
  { articleId, publishedAt }: SavedArticle,
  input: ArticleToSave,
  entityIds: number[],
): Promise<void> {
  const headline = input.draft.headline.slice(0, longestIndexed);
  const text = input.draft.text.slice(0, longestIndexed - headline.length);
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
        values (${articleId}, ${publishedAt.toISOString()}::timestamptz, ${vector})
        on conflict (article_id) do update set vector = excluded.vector`,
  );
}

/** Takes those parts away again, from the counters too; `last_mentioned_at` is left for the parts that follow. */
export async function removeParts(tx: Db, articleId: number): Promise<void> {
  await countMentions(tx, articleId, -1);
  for (const part of [mentions, quotes, citations])
    await tx.delete(part).where(eq(part.articleId, articleId));
}
