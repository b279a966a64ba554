/** Versions of an article that were seen: writing them when it is edited, and reading them, newest first. */
import { type SQL, sql } from 'drizzle-orm';
import { publicId } from '../base/id.ts';
import { type Database, type Db, rowsOf } from './db.ts';
import {
  all,
  array,
  countUnder,
  cursorKey,
  keysetConditions,
  keysetOrder,
  type Page,
  type Placed,
  type Sort,
} from './keyset.ts';
import { articleRevisions } from './tables.ts';

/** What tells one version of an article from another. */
export interface Version {
  headline: string;
  text: string;
  contentHash: string;
}

/** The article whose versions are kept. `id` is public. */
export interface Revised {
  articleId: number;
  id: string;
  firstSeenAt: Date;
}

/** Scripts written without spaces: each character is a word of its own. */
const words = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+/gu;

/** Pairs of neighbouring words with their number; the first word is paired with the beginning. */
function pairsOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>();
  let last = '';
  for (const [word] of text.toLowerCase().matchAll(words)) {
    const pair = `${last} ${word}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    last = word;
  }
  return pairs;
}

const sizeOf = (pairs: Map<string, number>) => [...pairs.values()].reduce((sum, n) => sum + n, 0);

/**
 * How much of two texts differs, 0..1: one less Sørensen and Dice's coefficient over pairs of neighbouring words, case and
 * punctuation ignored. A changed comma is 0, one word in a hundred 0.02, a text half as long again 0.2, another text 1.
 */
export function changedRatio(before: string, after: string): number {
  const [old, fresh] = [pairsOf(before), pairsOf(after)];
  const total = sizeOf(old) + sizeOf(fresh);
  if (total === 0) return 0;
  let shared = 0;
  for (const [pair, n] of fresh) shared += Math.min(n, old.get(pair) ?? 0);
  return 1 - (2 * shared) / total;
}

const folded = (text: string) => text.replace(/\s+/g, ' ').trim();

/**
 * Whether a reader would call it an edit: white space does not count, nor do paragraphs that `isBoilerplate` knows (null:
 * none), which come and go with what was learnt about the outlet.
 */
export function isEdited(
  before: Version,
  after: Version,
  isBoilerplate: ((paragraph: string) => boolean) | null,
): boolean {
  if (folded(before.headline) !== folded(after.headline)) return true;
  const own = (text: string) =>
    folded(
      isBoilerplate === null
        ? text
        : text
            .split(/\n{2,}/)
            .filter((p) => !isBoilerplate(p))
            .join(' '),
    );
  return own(before.text) !== own(after.text);
}

const revisionId = (article: Revised, version: Version, seenAt: Date) =>
  publicId('ArticleRevision', `${article.id}\n${seenAt.toISOString()}\n${version.contentHash}`);

/**
 * Keeps the new version of an edited article, and the one before it when no version is kept yet. Nothing is written when
 * the latest one kept is the same. Runs inside the article's transaction.
 */
export async function saveRevision(
  tx: Db,
  article: Revised,
  versions: { before: Version; after: Version },
  now: Date,
): Promise<void> {
  const { before, after } = versions;
  const { articleId, firstSeenAt } = article;
  const [latest] = await rowsOf<{ headline: string; hash: string }>(
    tx,
    sql`select headline, content_hash as hash from article_revisions where article_id = ${articleId}
        order by seen_at desc, id desc limit 1`,
  );
  if (latest?.headline === after.headline && latest.hash === after.contentHash) return;
  const row = (version: Version, seenAt: Date) => ({
    articleId,
    publicId: revisionId(article, version, seenAt),
    seenAt,
    headline: version.headline,
    contentHash: version.contentHash,
  });
  const first = { ...row(before, firstSeenAt), headlineChanged: false, bodyChangedRatio: null };
  const edited = {
    ...row(after, now),
    headlineChanged: before.headline !== after.headline,
    bodyChangedRatio: changedRatio(before.text, after.text),
  };
  await tx.insert(articleRevisions).values(latest ? [edited] : [first, edited]);
}

/** What the graph shows of a revision. */
const revisionColumns = {
  id: articleRevisions.publicId,
  rowId: articleRevisions.id,
  articleId: articleRevisions.articleId,
  seenAt: articleRevisions.seenAt,
  headline: articleRevisions.headline,
  headlineChanged: articleRevisions.headlineChanged,
  bodyChangedRatio: articleRevisions.bodyChangedRatio,
  contentHash: articleRevisions.contentHash,
};

export interface RevisionRow extends Omit<typeof articleRevisions.$inferSelect, 'id' | 'publicId'> {
  /** Public id. */
  id: string;
  rowId: number;
}

export type PlacedRevision = RevisionRow & Placed;

const newestFirst: Sort = { key: sql`r.seen_at`, id: sql`r.id`, type: 'instant', descending: true };

function joinRevisions(database: Database, keys: SQL, backwards: boolean) {
  const direction = sql.raw(backwards ? 'asc' : 'desc');
  return database.db
    .select({
      ...revisionColumns,
      parent: sql<number>`k.parent::float8`,
      sortKey: cursorKey(sql`k.k`, newestFirst.type),
    })
    .from(articleRevisions)
    .innerJoin(sql`(${keys}) k`, sql`k.id = ${articleRevisions.id}`)
    .orderBy(sql`k.parent, k.k ${direction}, k.id ${direction}`);
}

/** Revisions by public id, in no order. */
export async function revisionsByPublicIds(
  database: Database,
  ids: readonly string[],
): Promise<RevisionRow[]> {
  return await database.db
    .select(revisionColumns)
    .from(articleRevisions)
    .where(sql`${articleRevisions.publicId} = any(${array(ids, 'text')})`);
}

/** One page of the revisions of each article, newest first; one statement for all articles (serial keys). */
export async function revisionsOfArticles(
  database: Database,
  ids: readonly number[],
  page: Page,
): Promise<PlacedRevision[]> {
  const where = all([sql`r.article_id = p.id`, ...keysetConditions(newestFirst, page)]);
  const keys = sql`select p.id as parent, x.id, x.k from unnest(${array(ids, 'bigint')}) as p(id) cross join lateral (
      select r.id, ${newestFirst.key} as k from article_revisions r
      where ${where} order by ${keysetOrder(newestFirst, page.backwards)} limit ${page.limit + 1}::integer
    ) x`;
  return await joinRevisions(database, keys, page.backwards);
}

/** How many revisions each article has, counted to `countCap`. */
export function countRevisions(
  database: Database,
  ids: readonly number[],
): Promise<{ parent: number; n: number }[]> {
  return countUnder(database, ids, sql`article_revisions r where r.article_id = p.id`);
}
