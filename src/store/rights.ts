/** Rights in the store: what publishers' signals say of a source, and the evidence for sources and articles. */
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { RightsSignal } from '../base/news.ts';
import type { Database, Db } from './db.ts';
import { array } from './keyset.ts';
import { type BodyExposure, type RightsBasis, rightsEvidence, sources } from './tables.ts';

/** What the operator decided for a source, and what its publisher's signals said last. */
export interface StoredRights {
  sourceId: number;
  url: string;
  isDemo: boolean;
  exposure: BodyExposure;
  snippetMaxChars: number;
  tdmReserved: boolean;
  aiTrainingAllowed: boolean | null;
  /** The licence that the operator agreed on. */
  licenceUrl: string | null;
  reservedExposure: BodyExposure | null;
  reservedBasis: RightsBasis | null;
  rightsCheckedAt: Date | null;
  /** Whether the site said anything at all when it was last asked. */
  hasEvidence: boolean;
}

/** What is written of a source's signals. */
export type SourceRights = Pick<
  StoredRights,
  'tdmReserved' | 'aiTrainingAllowed' | 'reservedExposure' | 'reservedBasis'
>;

/**
 * True when signals withhold nothing: the demo newsroom's own copy, or a text that the operator shows in full under a
 * licence. `licenceUrl` is therefore the operator's word alone; terms that a publisher names stand in the evidence.
 */
export function isLicensed(source: Pick<StoredRights, 'isDemo' | 'exposure' | 'licenceUrl'>): boolean {
  return source.exposure === 'FULL_TEXT' && (source.isDemo || source.licenceUrl !== null);
}

/** The rights of one source by serial key; null when there is no such source. */
export async function storedRights(database: Database, sourceId: number): Promise<StoredRights | null> {
  const { id, ...columns } = {
    id: sources.id,
    sourceId: sources.id,
    url: sources.url,
    isDemo: sources.isDemo,
    exposure: sources.exposure,
    snippetMaxChars: sources.snippetMaxChars,
    tdmReserved: sources.tdmReserved,
    aiTrainingAllowed: sources.aiTrainingAllowed,
    licenceUrl: sources.licenceUrl,
    reservedExposure: sources.reservedExposure,
    reservedBasis: sources.reservedBasis,
    rightsCheckedAt: sources.rightsCheckedAt,
    hasEvidence: sql<boolean>`exists (select 1 from rights_evidence e
      where e.source_id = ${sources.id} and e.article_id is null)`,
  };
  const [row] = await database.db.select(columns).from(sources).where(eq(id, sourceId));
  return row ?? null;
}

const evidenceKey = (row: { basis: string; url: string | null; excerpt: string | null }): string =>
  JSON.stringify([row.basis, row.url, row.excerpt]);

interface EvidenceToSave {
  sourceId: number;
  articleId: number | null;
  basis: RightsBasis;
  url: string | null;
  excerpt: string;
  fetchedAt: Date;
}

/** Rows of evidence for signals, each once. */
function evidenceOf(
  of: { sourceId: number; articleId: number | null },
  signals: readonly RightsSignal[],
  fetchedAt: Date,
): EvidenceToSave[] {
  const rows = signals.map(({ basis, url, excerpt }) => ({ ...of, basis, url, excerpt, fetchedAt }));
  return [...new Map(rows.map((row) => [evidenceKey(row), row])).values()];
}

async function sourceEvidence(tx: Db, sourceId: number): Promise<string[]> {
  const { basis, url, excerpt } = rightsEvidence;
  const found = await tx
    .select({ basis, url, excerpt })
    .from(rightsEvidence)
    .where(and(eq(rightsEvidence.sourceId, sourceId), isNull(rightsEvidence.articleId)));
  return found.map(evidenceKey).sort();
}

function sameRights(stored: SourceRights, found: SourceRights): boolean {
  return (
    stored.tdmReserved === found.tdmReserved &&
    stored.aiTrainingAllowed === found.aiTrainingAllowed &&
    stored.reservedExposure === found.reservedExposure &&
    stored.reservedBasis === found.reservedBasis
  );
}

/**
 * Stores what the signals of a source came to, with their evidence, in one transaction. When nothing changed only the
 * time of the check is written. Gives whether anything else was.
 */
export async function saveSourceRights(
  database: Database,
  stored: StoredRights,
  found: SourceRights & { signals: readonly RightsSignal[] },
  now: Date,
): Promise<boolean> {
  const { signals, ...columns } = found;
  const { sourceId } = stored;
  return await database.db.transaction(async (tx) => {
    // Two channels of one source may come to this at once.
    await tx.select({ id: sources.id }).from(sources).where(eq(sources.id, sourceId)).for('update');
    const rows = evidenceOf({ sourceId, articleId: null }, signals, now);
    const before = await sourceEvidence(tx, sourceId);
    const isSame =
      sameRights(stored, columns) && before.join('\n') === rows.map(evidenceKey).sort().join('\n');
    await tx
      .update(sources)
      .set(isSame ? { rightsCheckedAt: now } : { ...columns, rightsCheckedAt: now })
      .where(eq(sources.id, sourceId));
    if (isSame) return false;
    await tx
      .delete(rightsEvidence)
      .where(and(eq(rightsEvidence.sourceId, sourceId), isNull(rightsEvidence.articleId)));
    if (rows.length > 0) await tx.insert(rightsEvidence).values(rows);
    return true;
  });
}

/** Replaces the evidence of one article, inside the transaction that saves it. */
export async function saveArticleEvidence(
  tx: Db,
  of: { sourceId: number; articleId: number },
  signals: readonly RightsSignal[],
  now: Date,
): Promise<void> {
  await tx.delete(rightsEvidence).where(eq(rightsEvidence.articleId, of.articleId));
  const rows = evidenceOf(of, signals, now);
  if (rows.length > 0) await tx.insert(rightsEvidence).values(rows);
}

export interface EvidenceRow {
  /** Serial key of the source or article that was asked for. */
  of: number;
  basis: RightsBasis;
  url: string | null;
  fetchedAt: Date;
  excerpt: string | null;
}

/** Evidence for whole sources or for single articles, oldest first: one statement for any number of them. */
export async function evidenceFor(
  database: Database,
  kind: 'source' | 'article',
  ids: readonly number[],
): Promise<EvidenceRow[]> {
  const { sourceId, articleId, basis, url, fetchedAt, excerpt } = rightsEvidence;
  const of = kind === 'source' ? sourceId : articleId;
  const among = sql`${of} = any(${array(ids, 'bigint')})`;
  return await database.db
    .select({ of: sql<number>`${of}::float8`, basis, url, fetchedAt, excerpt })
    .from(rightsEvidence)
    .where(kind === 'source' ? and(among, isNull(articleId)) : among)
    .orderBy(rightsEvidence.id);
}
