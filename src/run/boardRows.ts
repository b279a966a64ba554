/** The rows of one board: whom each algorithm lists, with the figures of the window. */
import type { ScoredRow, ScoredStory } from '../store/boards.ts';
import type { HourRow, OutletRow, PastRow, RecentRow, ToldStory } from '../store/boardsInput.ts';
import {
  activityOf,
  type BoardScope,
  figuresOf,
  isInScope,
  type RecentMentions,
  recentHours,
} from '../trends/activity.ts';
import { trendAlgorithms } from '../trends/algorithms.ts';
import { type EntityPast, type PastSpans, pastInScope, scoredHours, windowSums } from '../trends/past.ts';
import { historyHours, type TrendHour, type TrendRow, trendScoresByAlgorithm } from '../trends/score.ts';
import { seasonOf } from '../trends/season.ts';
import { storyTrends } from '../trends/storyScore.ts';

/** What was read for all boards of a minute. */
export interface BoardInput {
  asOf: Date;
  recent: RecentRow[];
  spans: PastSpans;
  past: PastRow[];
  /** Empty when no board looks back more than a day. */
  outlets: OutletRow[];
  hours: HourRow[];
  stories: ToldStory[];
}

/** The part of the input that the boards of one scope are made of. */
export interface ScopeInput<Recent extends RecentMentions = RecentRow> {
  input: BoardInput;
  scope: BoardScope;
  recent: Recent[];
  past: ReadonlyMap<number, EntityPast>;
  /** The past as it is scored. */
  scored: ReadonlyMap<number, TrendHour[]>;
  outlets: ReadonlyMap<number, OutletRow[]>;
  /** Articles of each clock hour, by its start in epoch milliseconds. */
  byHour: ReadonlyMap<number, number>;
}

const hourMs = 3_600_000;
/** Rows of each kind that a board keeps: more than any page shows. */
const rowsOfKind = 150;
/** The same, of those that only an algorithm lists that the board is not ranked by. */
const otherRowsOfKind = 50;
const mostStories = 150;

type Row = TrendRow<number>;

/** What has a past in the input: entities, or topics in their place. */
type ToldInput<Recent> = Pick<BoardInput, 'past' | 'outlets'> & { recent: Recent[] };

export function scopeInput(input: BoardInput, scope: BoardScope): ScopeInput {
  return scopeOf(input, scope, input);
}

/** The part of one scope of what has a past in `told`. */
export function scopeOf<Recent extends RecentMentions>(
  input: BoardInput,
  scope: BoardScope,
  told: ToldInput<Recent>,
): ScopeInput<Recent> {
  const past = pastInScope(told.past, input.spans, scope);
  const byHour = new Map<number, number>();
  for (const row of input.hours) {
    if (isInScope(scope, row)) byHour.set(row.hour, (byHour.get(row.hour) ?? 0) + row.articles);
  }
  const outlets = new Map<number, OutletRow[]>();
  for (const row of told.outlets) {
    if (isInScope(scope, row)) outlets.set(row.entityId, [...(outlets.get(row.entityId) ?? []), row]);
  }
  return {
    ...{ input, scope, past, byHour, outlets },
    recent: told.recent.filter(({ ages, languages, countries }) =>
      ages.some((_, i) => isInScope(scope, { language: languages[i], country: countries[i] })),
    ),
    scored: new Map([...past].map(([id, sums]) => [id, scoredHours(input.spans, sums)])),
  };
}

/** Rows in rank order, those that only another algorithm lists last with a score of 0. */
export function boardRowsOf(of: ScopeInput, windowHours: number): ScoredRow[] {
  const byId = new Map(of.recent.map((row) => [row.entityId, row]));
  const ranked = rankedRows(of, windowHours);
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
  return [...listed.values()].flatMap((row) => {
    const recent = byId.get(row.entityId);
    if (!recent) return [];
    const { weightedCount, baselineMean, lift, gate, score, windowCount, entityId } = row;
    return [
      {
        ...{ entityId, kind: recent.kind, score, windowCount, weightedCount, baselineMean, lift, gate },
        ...windowFigures(of, recent, windowHours),
        others: placesOf.map((places) => places.get(entityId) ?? { score: 0, rank: 0 }),
      },
    ];
  });
}

/** Rows by each algorithm, best first. */
export function rankedRows(
  { input: { asOf }, scope, recent, scored, byHour }: ScopeInput<RecentMentions>,
  windowHours: number,
) {
  const activities = recent.map((row) =>
    activityOf(row, scored.get(row.entityId) ?? [], { windowHours, scope }),
  );
  const back = (span: number) => new Date(asOf.getTime() - span * hourMs);
  const first = Math.min(...byHour.keys(), asOf.getTime());
  const from = new Date(Math.max(back(historyHours(windowHours)).getTime(), first));
  const season = seasonOf(byHour, { from, to: back(windowHours) });
  return trendScoresByAlgorithm(activities, { now: asOf, windowHours, observedSince: from, season });
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
export function windowFigures(
  of: ScopeInput<RecentMentions>,
  recent: RecentMentions,
  windowHours: number,
): WindowPart {
  if (windowHours <= recentHours) {
    const { mentions, sourceCount, ownSourceCount, sparkline } = figuresOf(recent, windowHours, of.scope);
    return { sourceCount, ownSourceCount, mentionCount: mentions, sparkline };
  }
  const sources = new Set<number>();
  const own = new Set<number>();
  for (const row of of.outlets.get(recent.entityId) ?? []) {
    row.sources.forEach((id, i) => {
      if ((row.ages[i] ?? windowHours) < windowHours) sources.add(id);
      if ((row.ownAges[i] ?? windowHours) < windowHours) own.add(id);
    });
  }
  const sums = windowSums(of.input.spans, of.past.get(recent.entityId), windowHours);
  return {
    ...{ sourceCount: sources.size, ownSourceCount: own.size },
    ...{ mentionCount: sums.mentions, sparkline: sums.sparkline },
  };
}

/** Stories of a board in rank order. */
export const storyRowsOf = ({ input: { stories }, scope }: ScopeInput, windowHours: number): ScoredStory[] =>
  storyTrends(stories, { windowHours, scope }).slice(0, mostStories);
