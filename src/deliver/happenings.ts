/** What happened, as the logs and the graph tell it: the things that may become deliveries. */

import type { DayRun } from '../store/boardNews.ts';
import { healthChangesAt } from '../store/changeSignals.ts';
import type { ChangeRow } from '../store/changes.ts';
import type { Database } from '../store/db.ts';
import type { DueWebhook, WebhookEvent } from '../store/webhooks.ts';
import {
  type ArticlesFound,
  articlesAtOnce,
  articlesFound,
  type BoardEntries,
  boardEntries,
  type SearchFinds,
  type SourcesById,
  type StoriesBreaking,
  searchFinds,
  sourcesById,
  storiesBreaking,
} from './documents.ts';
import type { Reader } from './reader.ts';

export interface Happening {
  event: WebhookEvent;
  /** Tells it from every other happening of its event. */
  key: string;
  at: Date;
  /** What is told of it, in the graph's own names. */
  data: Record<string, unknown>;
}

type Search = DueWebhook['search'];

/** The search's filter with one more condition; null when the two can have nothing in common. */
function narrowed(search: Search, field: 'ids' | 'storyId', asked: string[]): Record<string, unknown> | null {
  const own = search?.filter?.[field] ?? null;
  const kept =
    own === null ? asked : asked.filter((id) => id === own || (Array.isArray(own) && own.includes(id)));
  if (kept.length === 0) return null;
  return { ...search?.filter, [field]: field === 'ids' ? kept : kept[0] };
}

/** Articles that came and that the search finds (all for null), in the order in which they came. */
export async function articlesAdded(
  reader: Reader,
  search: Search,
  changes: readonly ChangeRow[],
): Promise<Happening[]> {
  const created = changes.filter(({ op, typename }) => op === 'CREATED' && typename === 'Article');
  const ids = [...new Set(created.map(({ nodeId }) => nodeId))];
  const found = new Map<string, ArticlesFound['articles']['edges'][number]['node']>();
  for (let from = 0; from < ids.length; from += articlesAtOnce) {
    const filter = narrowed(search, 'ids', ids.slice(from, from + articlesAtOnce));
    if (filter === null) continue;
    const variables = { query: search?.query ?? null, filter };
    const { articles } = await reader.ask<ArticlesFound>(articlesFound, variables);
    for (const { node, holdsAllWords } of articles.edges)
      if (holdsAllWords !== false) found.set(node.id, node);
  }
  return created.flatMap(({ nodeId, sequence, at }) => {
    const article = found.get(nodeId);
    if (article === undefined) return [];
    return [{ event: 'ARTICLE_ADDED', key: `${nodeId}\n${sequence}`, at, data: { article } }];
  });
}

/** Changes by which an article was taken out. */
export const articlesWithdrawn = (changes: readonly ChangeRow[]): ChangeRow[] =>
  changes.filter(({ op, typename }) => op === 'WITHDRAWN' && typename === 'Article');

/** Articles that are gone, with nothing but their ids: copies of them are to be dropped. */
export function contentWithdrawn(changes: readonly ChangeRow[]): Happening[] {
  return articlesWithdrawn(changes).map(({ nodeId, sequence, at }) => ({
    event: 'CONTENT_WITHDRAWN',
    key: `${nodeId}\n${sequence}`,
    at,
    data: { article: { id: nodeId } },
  }));
}

const bad = ['FAILING', 'BLOCKED'];

/** Sources that fail or refuse us, and did neither before. */
export async function sourcesFailing(
  reader: Reader,
  database: Database,
  changes: readonly ChangeRow[],
): Promise<Happening[]> {
  const about = changes.filter((row) => row.typename === 'Source' && row.changedFields.includes('health'));
  if (about.length === 0) return [];
  const places = about.map(({ sequence }) => sequence);
  const turned = new Map((await healthChangesAt(database, places)).map((row) => [row.sequence, row]));
  const worse = about.flatMap((row) => {
    const change = turned.get(row.sequence);
    return change && bad.includes(change.after) && !bad.includes(change.before) ? [{ ...row, change }] : [];
  });
  const happenings: Happening[] = [];
  for (let from = 0; from < worse.length; from += articlesAtOnce) {
    const some = worse.slice(from, from + articlesAtOnce);
    const { nodes } = await reader.ask<SourcesById>(sourcesById, { ids: some.map(({ nodeId }) => nodeId) });
    some.forEach(({ nodeId, sequence, at, change }, i) => {
      const source = nodes[i];
      if (!source) return;
      const data = { source, previous: change.before, current: change.after };
      happenings.push({ event: 'SOURCE_FAILING', key: `${nodeId}\n${sequence}`, at, data });
    });
  }
  return happenings;
}

/**
 * Entities that a run has among its first ten and the run before had not. One that leaves and comes back within the
 * same clock hour is the same happening.
 */
export async function trendsEntered(reader: Reader, run: DayRun): Promise<Happening[]> {
  const variables = { asOf: run.asOf.toISOString(), before: run.before ?? 'run_none' };
  const { trending } = await reader.ask<BoardEntries>(boardEntries, variables);
  const { changesSince, ...board } = trending;
  const hour = board.asOf.slice(0, 13);
  return (changesSince?.entered ?? []).map((entry) => ({
    event: 'TREND_ENTERED',
    key: `${entry.id}\n${hour}`,
    at: run.asOf,
    data: { board, entry },
  }));
}

/** Stories that are breaking now (`Story.breakingScore` of 0.5 or more). A story breaks once. */
export async function storiesBreakingAt(reader: Reader, at: Date): Promise<Happening[]> {
  const { stories } = await reader.ask<StoriesBreaking>(storiesBreaking, {});
  return stories.nodes.map((story) => ({ event: 'STORY_BREAKING', key: story.id, at, data: { story } }));
}

/** Whether the search finds an article of the story; true without a search. */
export async function isStoryFound(reader: Reader, search: Search, storyId: string): Promise<boolean> {
  if (search === null) return true;
  const filter = narrowed(search, 'storyId', [storyId]);
  if (filter === null) return false;
  const { articles } = await reader.ask<SearchFinds>(searchFinds, { query: search.query, filter });
  return articles.edges.some(({ holdsAllWords }) => holdsAllWords !== false);
}
