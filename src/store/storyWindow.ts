/** Stored articles as the clusterer wants them back: after a restart, or when another process stored them. */
import { sql } from 'drizzle-orm';
import { type Db, rowsOf } from './db.ts';

/** One stored article with the story and origin it has now. Ids are public, but `serial`. */
export interface StoryMemberRow {
  serial: number;
  id: string;
  language: string;
  headline: string;
  text: string;
  publishedAt: string;
  sourceDomain: string;
  entityIds: string[];
  wire: string | null;
  story: string;
  copyOf: string | null;
  copyKind: 'COPY' | 'DERIVED' | null;
}

/** Articles stored after serial `afterId` and sorted at or after `since`, in the order they were stored. */
export function listStoryMembers(
  db: Db,
  window: { afterId: number; exceptId: number; since: Date },
): Promise<StoryMemberRow[]> {
  return rowsOf<StoryMemberRow>(
    db,
    sql`select a.id::int as serial, a.public_id as id, a.language, a.headline, t.text,
          to_char(a.sort_date at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "publishedAt",
          s.domain as "sourceDomain", st.public_id as story, c.kind as "copyKind", o.public_id as "copyOf",
          array(select e.public_id from mentions m join entities e on e.id = m.entity_id
                where m.article_id = a.id order by m.salience desc, e.id) as "entityIds",
          (select w.domain from citations ci join sources w on w.id = ci.source_id
           where ci.article_id = a.id order by ci.id limit 1) as wire
        from articles a join article_texts t on t.article_id = a.id join sources s on s.id = a.source_id
          join stories st on st.id = a.story_id
          left join copies c on c.article_id = a.id left join articles o on o.id = c.original_id
        where a.id > ${window.afterId} and a.id <> ${window.exceptId}
          and a.sort_date >= ${window.since.toISOString()}::timestamptz
        order by a.id`,
  );
}
