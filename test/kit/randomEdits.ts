/** Random saves, edits, withdrawals, merges of stories and saves that die, and the state they lead to. */
import { sql } from 'drizzle-orm';
import { compactChanges } from '../../src/store/changes.ts';
import { type Database, rows } from '../../src/store/db.ts';
import { withdrawArticle } from '../../src/store/withdraw.ts';
import { at, inStoryOf, save } from '../store/articleKit.ts';

const urlOf = (n: number) => `https://paper.example/${n}`;
const withdrawal = {
  cause: 'RETRACTED' as const,
  requester: 'paper.example',
  note: 'wrong',
  now: at('2015-11-26T06:00:00Z'),
};
const dies = () => Promise.reject(new Error('killed'));

/** One edit of an outlet's dozen articles, drawn from `random` (0 to 1); now and then the log is shortened. */
export async function randomEdit(
  database: Database,
  { sourceId, step, random }: { sourceId: number; step: number; random: () => number },
): Promise<void> {
  const pick = (n: number) => Math.floor(random() * n);
  const url = urlOf(pick(12));
  const people = [`Ana ${pick(5)}`];
  const told = { sourceId, url, headline: `Headline ${step}`, text: `Text ${step}`, people };
  const what = pick(10);
  if (what === 0) await withdrawArticle(database, { url }, withdrawal).catch(() => null);
  else if (what < 3) {
    await save(database, { ...told, url: urlOf(100 + step) }, undefined, { decide: dies }).catch(() => null);
  } else {
    const known = await rows<{ id: string }>(
      database,
      sql`select s.public_id as id from stories s join articles a on a.story_id = s.id
          where s.merged_into_id is null order by a.id`,
    );
    const [story, other] = [known[pick(known.length)]?.id, known[pick(known.length)]?.id];
    const isMerging = what > 7 && story !== undefined && other !== undefined && story !== other;
    const merged = isMerging ? [{ from: other, into: story }] : [];
    const decision = inStoryOf(url, story === undefined || what < 6 ? {} : { story, merged });
    await save(database, told, decision).catch(() => null);
  }
  if (pick(20) === 0) await compactChanges(database, at('2016-01-01T00:00:00Z'));
}

/** Articles, stories and people as the graph tells them, by public id. */
export async function storedNodes(database: Database): Promise<Map<string, unknown>> {
  const found = await rows<{ id: string; node: unknown }>(
    database,
    sql`select public_id as id, jsonb_build_object('__typename', 'Article', 'headline', headline) as node from articles
        union all select public_id, jsonb_build_object('__typename', 'Story', 'articleCount', article_count) from stories
          where merged_into_id is null
        union all select public_id, jsonb_build_object('__typename', 'Person', 'name', name) from entities
          where merged_into_id is null`,
  );
  return new Map(found.map(({ id, node }) => [id, node]));
}
