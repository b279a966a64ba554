/** Which languages and countries get boards of their own. */
import { scopeSizes } from '../store/boardsInput.ts';
import type { Database } from '../store/db.ts';
import type { BoardScope } from '../trends/activity.ts';

export const allArticles: BoardScope = { language: null, country: null };

/** A language or country gets boards when three outlets brought fifty articles in the last seven days. */
const leastArticles = 50;
const leastSources = 3;
const spanMs = 7 * 24 * 3_600_000;
/** The largest ones, so that a minute suffices for all of them. */
const mostScopes = 24;

/** As in `board_runs.scope`. */
export function scopeKey({ language, country }: BoardScope): string {
  if (language !== null) return `l:${language}`;
  return country === null ? '' : `c:${country}`;
}

/** Languages and countries with enough articles, the largest first. */
export async function boardScopes(database: Database, now: Date): Promise<BoardScope[]> {
  const sizes = await scopeSizes(database, new Date(now.getTime() - spanMs));
  return sizes
    .filter(({ articles, sources }) => articles >= leastArticles && sources >= leastSources)
    .slice(0, mostScopes)
    .map(({ language, country }) => ({ language, country }));
}
