/** How often each block of text recurs at an outlet: what ingest/learnt.ts decides by. */
import { sql } from 'drizzle-orm';
import { type Database, type Db, rows, rowsOf } from './db.ts';
import { array } from './keyset.ts';

/** One block of an article as it is counted: its hash (ingest/learnt.ts) and its beginning. */
export interface CountedBlock {
  hash: string;
  sample: string;
}

/** How often a block was seen. `firstAt` and `lastAt` number the outlet's articles from 1. */
export interface BlockCount {
  hash: string;
  articles: number;
  firstAt: number;
  lastAt: number;
}

/** After so many articles without it, a block that comes again is counted from the start. */
const forgottenAfter = 50;
/** Blocks rarer than this many articles are dropped when not seen for `prunedAfter` articles, at every `pruneEvery`th. */
const rare = 5;
const prunedAfter = 200;
const pruneEvery = 50;

/** Characters of a sample: enough to recognise the block by. */
const sampleLength = 80;

/**
 * Counts one new article of an outlet and its blocks; one without blocks is not counted. Three statements, and now and
 * then a fourth that forgets rare blocks. A sample is kept only of what recurs: it must not hold an article's own text.
 */
export async function countBlocks(tx: Db, sourceId: number, blocks: readonly CountedBlock[]): Promise<void> {
  const samples = new Map(blocks.map(({ hash, sample }) => [hash, sample.slice(0, sampleLength)]));
  if (samples.size === 0) return;
  const [source] = await rowsOf<{ counted: number }>(
    tx,
    sql`update sources set articles_counted = articles_counted + 1 where id = ${sourceId}
        returning articles_counted as counted`,
  );
  const at = source?.counted ?? 1;
  const given = sql`unnest(${array([...samples.keys()], 'text')}, ${array([...samples.values()], 'text')})`;
  await tx.execute(
    sql`insert into outlet_blocks as b (source_id, hash, articles, first_at, last_at, sample)
        select ${sourceId}::bigint, g.hash, 1, ${at}::int, ${at}::int, '' from ${given} as g(hash, sample)
        on conflict (source_id, hash) do update set
          articles = case when b.last_at < ${at - forgottenAfter}::int then 1 else b.articles + 1 end,
          first_at = case when b.last_at < ${at - forgottenAfter}::int then ${at}::int else b.first_at end,
          last_at = ${at}::int`,
  );
  await keepSamples(tx, sourceId, samples);
  if (at % pruneEvery === 0) await prune(tx, sourceId, at);
}

/** What recurs gets a sample, for the operator who asks what is dropped. */
async function keepSamples(tx: Db, sourceId: number, samples: ReadonlyMap<string, string>): Promise<void> {
  const given = sql`unnest(${array([...samples.keys()], 'text')}, ${array([...samples.values()], 'text')})`;
  await tx.execute(
    sql`update outlet_blocks b set sample = g.sample from ${given} as g(hash, sample)
        where b.source_id = ${sourceId} and b.hash = g.hash and b.articles >= ${rare} and b.sample = ''`,
  );
}

async function prune(tx: Db, sourceId: number, at: number): Promise<void> {
  await tx.execute(
    sql`delete from outlet_blocks where source_id = ${sourceId}
        and articles < ${rare} and last_at < ${at - prunedAfter}`,
  );
}

/** The blocks of an outlet that recur lately, and how many of its articles were counted: all that may be boilerplate. */
export async function recurringBlocks(
  database: Database,
  sourceId: number,
): Promise<{ blocks: BlockCount[]; articlesCounted: number }> {
  const found = await rows<BlockCount & { counted: number }>(
    database,
    sql`select b.hash, b.articles, b.first_at as "firstAt", b.last_at as "lastAt", s.articles_counted as counted
        from outlet_blocks b join sources s on s.id = b.source_id
        where b.source_id = ${sourceId} and b.articles >= ${rare}
          and b.last_at > s.articles_counted - ${forgottenAfter}::int`,
  );
  return {
    blocks: found.map(({ counted: _, ...block }) => block),
    articlesCounted: found[0]?.counted ?? 0,
  };
}
