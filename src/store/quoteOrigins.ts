/** From which outlet an article has the words it quotes. */
import { sql } from 'drizzle-orm';
import type { CitationKind } from '../base/news.ts';
import { type Database, rows } from './db.ts';
import { sourceOfOrganization } from './entities.ts';
import { array } from './keyset.ts';

/** A quote and one of its article's credits; a single row without credit where there is none. Offsets are UTF-16. */
interface Credit {
  quoteId: number;
  start: number;
  end: number;
  /** The article's own outlet. */
  ownId: number;
  /** The outlet of the article that this one is a copy of. */
  originalId: number | null;
  kind: CitationKind | null;
  phrase: string | null;
  creditedId: number | null;
  /** The article's text; null but for credits of a paragraph. */
  text: string | null;
}

function creditsOf(database: Database, ids: readonly number[]): Promise<Credit[]> {
  return rows(
    database,
    sql`select q.id::float8 as "quoteId", q.start_offset as start, q.end_offset as "end", a.source_id::float8 as "ownId",
        (select o.source_id::float8 from copies k join articles o on o.id = k.original_id
          where k.article_id = a.id and k.kind = 'COPY') as "originalId",
        c.kind, c.text as phrase, coalesce(c.source_id, credited.id)::float8 as "creditedId",
        case when c.kind = 'REPORTED_BY' then t.text end as text
      from quotes q join articles a on a.id = q.article_id join article_texts t on t.article_id = a.id
      left join citations c on c.article_id = a.id and c.kind in ('REPORTED_BY', 'WIRE_CREDIT')
      left join lateral ${sourceOfOrganization(sql`c.organization_id`)} credited on c.source_id is null
      where q.id = any(${array(ids, 'bigint')}) order by q.id, c.id`,
  );
}

/**
 * The other outlet (serial key) that each quote was taken from: the one credited in the quote's paragraph, else the wire
 * credited for the whole article, else that of the article this one is a copy of. Quotes without one are left out. One
 * statement.
 */
export async function originsOfQuotes(
  database: Database,
  ids: readonly number[],
): Promise<{ quoteId: number; sourceId: number }[]> {
  const credits = await creditsOf(database, ids);
  return ids.flatMap((quoteId) => {
    const own = credits.filter((credit) => credit.quoteId === quoteId);
    const sourceId = originAmong(own);
    return sourceId === null || sourceId === own[0]?.ownId ? [] : [{ quoteId, sourceId }];
  });
}

function originAmong(credits: readonly Credit[]): number | null {
  const credit =
    credits.find(
      ({ kind, phrase, ...quote }) => kind === 'REPORTED_BY' && paragraphOf(quote).includes(phrase ?? ''),
    ) ?? credits.find(({ kind }) => kind === 'WIRE_CREDIT');
  return credit ? credit.creditedId : (credits[0]?.originalId ?? null);
}

function paragraphOf({ text, start, end }: Pick<Credit, 'text' | 'start' | 'end'>): string {
  if (text === null) return '';
  const from = text.lastIndexOf('\n\n', start);
  const to = text.indexOf('\n\n', end);
  return text.slice(Math.max(from, 0), to < 0 ? undefined : to);
}
