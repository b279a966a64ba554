/** `kabar recount` and `kabar reindex`: what is derived from articles, made anew or compared. */
import { relabelArticles } from '../run/relabel.ts';
import { recountRollups, rollupDrift } from '../store/rollupRecount.ts';
import { reindexArticles } from '../store/searchReindex.ts';
import { withDatabase } from './database.ts';
import { type CliIo, exitCodes, writeProgress, writeResult } from './io.ts';

/** `recount`: the sums that trends, series and co-occurrence read. With `isCheck` nothing is written; a difference is a failure. */
export async function runRecount(io: CliIo, { isCheck }: { isCheck: boolean }): Promise<number> {
  const config = await io.readConfig();
  return withDatabase(config, async (database) => {
    if (isCheck) {
      const drift = await rollupDrift(database);
      const differing = Object.entries(drift).filter(([, n]) => n > 0);
      for (const [table, n] of differing) await writeResult(io, `${table}: ${n} rows differ`);
      if (differing.length === 0) await writeResult(io, 'All sums are what the articles say.');
      return differing.length === 0 ? exitCodes.done : exitCodes.failed;
    }
    const { articles, hours, days, pairs } = await recountRollups(database);
    await writeResult(io, `${articles} articles counted: ${hours} hours, ${days} days, ${pairs} pairs.`);
    return exitCodes.done;
  });
}

/** Articles of one transaction: a save waits no longer than a second for it. */
const batch = 500;

/**
 * `reindex`: what is made of stored texts alone (search vectors, media topics, genres), after an update that makes it
 * otherwise. May be stopped and begun again.
 */
export async function runReindex(io: CliIo): Promise<number> {
  const config = await io.readConfig();
  return withDatabase(config, async (database) => {
    let after: number | null = 0;
    let batches = 0;
    for (;;) {
      after = await reindexArticles(database, after, batch);
      if (after === null) break;
      batches += 1;
      if (batches % 20 === 0) await writeProgress(io, `${batches * batch} articles indexed`);
    }
    const labelled = await relabelArticles(database);
    await writeResult(io, `Search knows every article anew; topics and genres of ${labelled} told.`);
    return exitCodes.done;
  });
}
