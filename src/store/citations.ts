/** Reads of citations and copies: whom an article credits, and whose text it carries. */
import { sql } from 'drizzle-orm';
import type { CitationKind } from '../base/news.ts';
import { type Database, rows } from './db.ts';
import { array } from './keyset.ts';

export interface CitationRow {
  articleId: number;
  kind: CitationKind;
  text: string;
  sourceId: number | null;
  organizationId: number | null;
  confidence: number;
}

/** The citations of each article, in the order they were found. */
export function citationsOfArticles(database: Database, ids: readonly number[]): Promise<CitationRow[]> {
  return rows(
    database,
    sql`select article_id::float8 as "articleId", kind, text, source_id::float8 as "sourceId",
        organization_id::float8 as "organizationId", confidence::float8 as confidence
      from citations where article_id = any(${array(ids, 'bigint')}) order by article_id, id`,
  );
}

export interface CopyRow {
  articleId: number;
  /** The article the text was taken from; null for an article with a text of its own. */
  originalId: number | null;
  kind: 'COPY' | 'DERIVED' | null;
  /** 0..1 */
  containment: number | null;
  /** The original and everything taken from it; 1 for a text that nobody copied. */
  groupSize: number;
}

/** Where the text of each article comes from, and in how many articles it stands. */
export function copiesOfArticles(database: Database, ids: readonly number[]): Promise<CopyRow[]> {
  return rows(
    database,
    sql`select p.id::float8 as "articleId", c.original_id::float8 as "originalId", c.kind,
        c.containment::float8 as containment,
        1 + (select count(*)::integer from copies g where g.original_id = coalesce(c.original_id, p.id)) as "groupSize"
      from unnest(${array(ids, 'bigint')}) as p(id) left join copies c on c.article_id = p.id`,
  );
}
