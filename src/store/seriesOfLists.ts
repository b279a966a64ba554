/** Lists of articles counted over time. */
import { sql } from 'drizzle-orm';
import { membersOfAll, membersUnder } from './articleKeys.ts';
import { type Database, rows } from './db.ts';
import { array } from './keyset.ts';
import type { Lists } from './searchFacets.ts';
import { membersOfSearch } from './searchKeys.ts';
import { type Bounds, type StepCount, stepOf, within } from './series.ts';

/**
 * Articles of a list under each parent (the parent of a root list is 0) by date, in one statement whatever the number of
 * parents. Of a search those are counted that hold all words, in the order RELEVANCE too: a step must not end where
 * ranking does.
 */
export function seriesOfLists(
  database: Database,
  { list, search, parent }: Lists,
  ids: readonly number[],
  bounds: Bounds,
): Promise<(StepCount & { parent: number })[]> {
  const { scope } = list;
  const inTime = within(sql`a.sort_date`, bounds);
  const members = () => {
    if (search) return membersOfSearch(search, scope, [within(sql`s.sort_date`, bounds)]);
    return parent === null
      ? membersOfAll(scope, [inTime])
      : membersUnder(parent, array(ids, 'bigint'), scope, [inTime]);
  };
  return rows(
    database,
    sql`select m.parent::float8 as parent, ${stepOf(sql`m.at`, bounds)} as step, count(*)::int as articles
        from (${members()}) m group by 1, 2`,
  );
}
