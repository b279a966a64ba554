/** Reports of one statement: the quotes that may be it, and which of them are. */
import { type SQL, sql } from 'drizzle-orm';
import { foldName } from '../base/foldName.ts';
import type { Database } from './db.ts';
import { array } from './keyset.ts';
import { outsideStory, type Statement, variantsAmong, withinStory } from './quoteMatch.ts';
import { type QuoteRow, quoteColumns } from './quotes.ts';
import { statementWords } from './quoteWords.ts';
import { quotes } from './tables.ts';

/** Quotes of a speaker, and articles of a story, that are looked at on either side of a quote: the nearest in time. */
const most = { quotes: 50, articles: 100 };

/**
 * Quotes that may report the statement of each asked one, and it itself: by the same speaker in the same story or at most
 * three days apart, and where nobody knows the speaker, in the same story by somebody unknown too. Each part is the
 * beginning of an index, so that a speaker with thousands of quotes costs no more than another.
 */
const candidates = (ids: readonly number[]) => sql`
  select k.id as asked, c.id, a.story_id is not distinct from k.story_id and k.story_id is not null as in_story
  from (select q.id, q.speaker_id, q.published_at, a.story_id from quotes q join articles a on a.id = q.article_id
    where q.id = any(${array(ids, 'bigint')})) k
  cross join lateral (
    select k.id
    union (${ofSpeaker(sql`between k.published_at and k.published_at + interval '3 days'`, sql`asc`)})
    union (${ofSpeaker(sql`between k.published_at - interval '3 days' and k.published_at`, sql`desc`)})
    union (${ofStory(sql`>= k.published_at`, sql`asc`)})
    union (${ofStory(sql`<= k.published_at`, sql`desc`)})
  ) c join quotes q on q.id = c.id join articles a on a.id = q.article_id`;

const ofSpeaker = (span: SQL, direction: SQL): SQL => sql`
  select x.id from quotes x where x.speaker_id = k.speaker_id and x.published_at ${span}
  order by x.published_at ${direction}, x.id ${direction} limit ${most.quotes}::integer`;

const ofStory = (span: SQL, direction: SQL): SQL => sql`
  select x.id from (
    select t.id from articles t where t.story_id = k.story_id and t.sort_date ${span}
    order by t.sort_date ${direction}, t.id ${direction} limit ${most.articles}::integer) near
  join quotes x on x.article_id = near.id and x.speaker_id is not distinct from k.speaker_id`;

type Candidate = QuoteRow & { asked: number; inStory: boolean };

/**
 * The other articles' reports of each quote's statement (serial keys), in the same language or another, most alike
 * first. One statement for all; a quote without any is left out.
 */
export async function variantsOfQuotes(
  database: Database,
  ids: readonly number[],
): Promise<(QuoteRow & { asked: number })[]> {
  const found: Candidate[] = await database.db
    .select({
      ...quoteColumns,
      asked: sql<number>`k.asked::float8`,
      inStory: sql<boolean>`k.in_story`,
    })
    .from(quotes)
    .innerJoin(sql`(${candidates(ids)}) k`, sql`k.id = ${quotes.id}`);
  // The quotes of one speaker are candidates for each other: each is cut into words once.
  const statements = new Map<number, Statement>();
  const read = (row: QuoteRow): Statement => {
    const known = statements.get(row.rowId) ?? statementOf(row);
    statements.set(row.rowId, known);
    return known;
  };
  return ids.flatMap((id) =>
    variantsIn(
      id,
      found.filter(({ asked }) => asked === id),
      read,
    ),
  );
}

const statementOf = ({ rowId, articleId, text, language }: QuoteRow): Statement => ({
  id: rowId,
  articleId,
  words: statementWords(text, language),
});

function variantsIn(
  asked: number,
  group: readonly Candidate[],
  read: (row: QuoteRow) => Statement,
): Candidate[] {
  const self = group.find(({ rowId }) => rowId === asked);
  if (!self) return [];
  const byId = new Map(group.map((row) => [row.rowId, row]));
  const others = group
    .filter((row) => row.speakerId !== null || isLikeSpeaker(row.speakerText, self.speakerText))
    .map((row) => ({ ...read(row), floors: row.inStory ? withinStory : outsideStory }));
  return variantsAmong(read(self), others).flatMap(({ id }) => byId.get(id) ?? []);
}

/** Two ways to name a speaker share a capitalised word: "kata Sutarmin", "Sutarmin, 54, said". */
function isLikeSpeaker(a: string, b: string): boolean {
  const names = namesIn(a);
  return [...namesIn(b)].some((name) => names.has(name));
}

const namesIn = (text: string): Set<string> =>
  new Set((text.match(/\p{Lu}[\p{L}\p{M}'’-]+/gu) ?? []).map(foldName));
