/** The rows of one board: whom each algorithm lists, with the figures of the window. */
import type { ScoredRow, ScoredStory } from '../store/boards.ts';
import {
  type HourRow,
  longFigures,
  type PastRow,
  type RecentRow,
  type ToldStory,
} from '../store/boardsInput.ts';
import type { Database } from '../store/db.ts';
import {
  activityOf,
  type BoardScope,
  figuresOf,
  isInScope,
  type PastMentions,
  recentHours,
} from '../trends/activity.ts';
import { trendAlgorithms } from '../trends/algorithms.ts';
import { historyHours, type TrendHour, type TrendRow, trendScoresByAlgorithm } from '../trends/score.ts';
import { seasonOf } from '../trends/season.ts';
import { storyTrends } from '../trends/storyScore.ts';

/** What was read for all boards of a minute. */
export interface BoardInput {
  asOf: Date;
  recent: RecentRow[];
  past: PastRow[];
  hours: HourRow[];
  stories: ToldStory[];
}

interface BoardOf {
  windowHours: number;
  scope: BoardScope;
}

const hourMs = 3_600_000;
/** Rows of each kind that a board keeps: more than any page shows. */
const rowsOfKind = 150;
/** The same, of those that only an algorithm lists that the board is not ranked by. */
const otherRowsOfKind = 50;
const mostStories = 150;
const spanHours = 24;

type Row = TrendRow<number>;

/** Rows in rank order, those that only another algorithm lists last with a score of 0. */
export async function boardRowsOf(database: Database, input: BoardInput, of: BoardOf): Promise<ScoredRow[]> {
  const byId = new Map(input.recent.map((row) => [row.entityId, row]));
  const ranked = rankedRows(input, of);
  const [main, ...others] = trendAlgorithms.map((name, i) =>
    bestOfKinds(ranked[name], (id) => byId.get(id)?.kind ?? '', i === 0 ? rowsOfKind : otherRowsOfKind),
  );
  const listed = new Map((main ?? []).map((row) => [row.entityId, row]));
  for (const row of others.flat()) {
    if (!listed.has(row.entityId)) listed.set(row.entityId, { ...row, score: 0 });
  }
  const placesOf = others.map(
    (rows) => new Map(rows.map(({ entityId, score }, i) => [entityId, { score, rank: i + 1 }])),
  );
  const windowOf = await windowFigures(database, input, of, [...listed.keys()]);
  return [...listed.values()].flatMap((row) => {
    const recent = byId.get(row.entityId);
    if (!recent) return [];
    const { weightedCount, baselineMean, lift, gate, score, windowCount, entityId } = row;
    return [
      {
        ...{ entityId, kind: recent.kind, score, windowCount, weightedCount, baselineMean, lift, gate },
        ...windowOf(recent),
        others: placesOf.map((places) => places.get(entityId) ?? { score: 0, rank: 0 }),
      },
    ];
  });
}

function rankedRows({ asOf, recent, past, hours }: BoardInput, of: BoardOf) {
  const { windowHours, scope } = of;
  const cells = new Map<number, PastMentions[]>();
  for (const row of past) {
    const known = cells.get(row.entityId) ?? [];
    known.push({ language: row.language, country: row.country, hours: hoursOf(row) });
    cells.set(row.entityId, known);
  }
  const activities = recent
    .filter(({ ages, languages, countries }) =>
      ages.some((_, i) => isInScope(scope, { language: languages[i], country: countries[i] })),
    )
    .map((row) => activityOf(row, cells.get(row.entityId) ?? [], of));
  const back = (span: number) => new Date(asOf.getTime() - span * hourMs);
  const byHour = new Map<number, number>();
  for (const row of hours) {
    if (isInScope(scope, row)) byHour.set(row.hour, (byHour.get(row.hour) ?? 0) + row.articles);
  }
  const first = Math.min(...byHour.keys(), asOf.getTime());
  const from = new Date(Math.max(back(historyHours(windowHours)).getTime(), first));
  const season = seasonOf(byHour, { from, to: back(windowHours) });
  return trendScoresByAlgorithm(activities, { now: asOf, windowHours, observedSince: from, season });
}

/** The slots of a row (store/boardsInput.ts) as hours of the past. */
function hoursOf({ slots, weights, articles }: PastRow): TrendHour[] {
  return slots.map((slot, i) => {
    const counted = { weight: weights[i] ?? 0, articles: articles[i] ?? 0 };
    if (slot >= 0) return { age: slot, ...counted };
    return { age: (-1 - slot) * spanHours + spanHours / 2, span: spanHours, ...counted };
  });
}

function bestOfKinds(rows: readonly Row[], kindOf: (id: number) => string, most: number): Row[] {
  const taken = new Map<string, number>();
  return rows.filter(({ entityId }) => {
    const kind = kindOf(entityId);
    const n = (taken.get(kind) ?? 0) + 1;
    taken.set(kind, n);
    return n <= most;
  });
}

type WindowPart = Pick<ScoredRow, 'sourceCount' | 'ownSourceCount' | 'mentionCount' | 'sparkline'>;

/** Outlets, mentions and sparkline of the window: mentions one by one up to a day, clock hours beyond. */
async function windowFigures(
  database: Database,
  { asOf }: BoardInput,
  { windowHours, scope }: BoardOf,
  ids: number[],
): Promise<(recent: RecentRow) => WindowPart> {
  if (windowHours <= recentHours) {
    return (recent) => {
      const { mentions, sourceCount, ownSourceCount, sparkline } = figuresOf(recent, windowHours, scope);
      return { sourceCount, ownSourceCount, mentionCount: mentions, sparkline };
    };
  }
  const found = await longFigures(database, ids, { now: asOf, windowHours, ...scope });
  const byId = new Map(found.map(({ entityId, ...figures }) => [entityId, figures]));
  const none = {
    sourceCount: 0,
    ownSourceCount: 0,
    mentionCount: 0,
    sparkline: new Array<number>(24).fill(0),
  };
  return ({ entityId }) => byId.get(entityId) ?? none;
}

/** Stories of a board in rank order. */
export const storyRowsOf = ({ stories }: BoardInput, of: BoardOf): ScoredStory[] =>
  storyTrends(stories, of).slice(0, mostStories);
