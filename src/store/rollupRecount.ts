/** Making the sums of rollup.ts anew from the mentions, and comparing the two. */
import { type SQL, sql } from 'drizzle-orm';
import { type Database, type Db, rows, rowsOf } from './db.ts';
import { countedMentions, daysOf, hoursOf, pairsOf, weighMentions } from './rollup.ts';
import { lockStories } from './saveStory.ts';

const tables = ['entity_hours', 'entity_days', 'entity_pairs'];
/** Articles that one statement weighs and counts. */
const batch = 5_000;

export interface Recounted {
  articles: number;
  hours: number;
  days: number;
  pairs: number;
}

/**
 * Makes the tables anew, in one transaction that waits for a save that runs. Mentions that were never weighed are; the
 * others keep the weight they arrived with.
 */
export function recountRollups(database: Database): Promise<Recounted> {
  return database.db.transaction(async (tx) => {
    await lockStories(tx);
    await tx.execute(sql`set local statement_timeout = 0`);
    for (const table of tables) await tx.execute(sql`delete from ${sql.identifier(table)}`);
    const total = { articles: 0, hours: 0, days: 0, pairs: 0 };
    for (let after = 0; ; ) {
      const next = await nextArticles(tx, after);
      if (next.last === null) return total;
      const within = sql`m.article_id > ${after} and m.article_id <= ${next.last}`;
      await weighMentions(tx, sql`${within} and m.weight = 0`);
      total.articles += next.n;
      total.hours += await insertHours(tx, within);
      total.days += await insertDays(tx, within);
      total.pairs += await insertPairs(tx, within);
      after = next.last;
    }
  });
}

async function nextArticles(tx: Db, after: number): Promise<{ n: number; last: number | null }> {
  const [found] = await rowsOf<{ n: number; last: number | null }>(
    tx,
    sql`select count(*)::int as n, max(id)::float8 as last from (
          select id from articles where id > ${after} order by id limit ${batch}) a`,
  );
  return found ?? { n: 0, last: null };
}

const inserted = async (tx: Db, statement: SQL): Promise<number> => {
  const [found] = await rowsOf<{ n: number }>(
    tx,
    sql`with made as (${statement} returning (xmax = 0)::int as is_new) select coalesce(sum(is_new), 0)::int as n from made`,
  );
  return found?.n ?? 0;
};

const insertHours = (tx: Db, within: SQL): Promise<number> =>
  inserted(
    tx,
    sql`insert into entity_hours as t (entity_id, hour, source_id, language, articles, copies, mentions, weight)
        ${hoursOf(sql`(${countedMentions(within)}) counted`)} order by 1, 2, 3, 4
        on conflict (entity_id, hour, source_id, language) do update set
          articles = t.articles + excluded.articles, copies = t.copies + excluded.copies,
          mentions = t.mentions + excluded.mentions, weight = t.weight + excluded.weight`,
  );

const insertDays = (tx: Db, within: SQL): Promise<number> =>
  inserted(
    tx,
    sql`insert into entity_days as t (entity_id, day, articles)
        ${daysOf(sql`(${countedMentions(within)}) counted`)} order by 1, 2
        on conflict (entity_id, day) do update set articles = t.articles + excluded.articles`,
  );

const insertPairs = (tx: Db, within: SQL): Promise<number> =>
  inserted(
    tx,
    sql`insert into entity_pairs as t (first_id, second_id, day, articles)
        with counted as materialized (${countedMentions(within)}) ${pairsOf(sql`counted`)} order by 1, 3, 2
        on conflict (first_id, day, second_id) do update set articles = t.articles + excluded.articles`,
  );

/** How many rows of each table differ from what a recount would make, missing and superfluous ones included. */
export async function rollupDrift(database: Database): Promise<Omit<Recounted, 'articles'>> {
  const differing = async (stored: SQL, counted: SQL) => {
    const [found] = await rows<{ n: number }>(
      database,
      sql`with counted as (${countedMentions(sql`true`)}), a as (${stored}), b as (${counted})
          select count(*)::int as n from (
            (select * from a except all select * from b) union all (select * from b except all select * from a)) d`,
    );
    return found?.n ?? 0;
  };
  return {
    hours: await differing(
      sql`select entity_id, hour, source_id, language, articles, copies, mentions, weight from entity_hours`,
      hoursOf(sql`counted`),
    ),
    days: await differing(sql`select entity_id, day, articles from entity_days`, daysOf(sql`counted`)),
    pairs: await differing(
      sql`select first_id, second_id, day, articles from entity_pairs`,
      pairsOf(sql`counted`),
    ),
  };
}

/** True when articles were stored before the sums were kept: the mentions of the oldest wait to be weighed. */
export async function needsRecount(database: Database): Promise<boolean> {
  const [found] = await rows<{ weight: number }>(
    database,
    sql`select weight from mentions where not derived order by article_id limit 1`,
  );
  return found?.weight === 0;
}
