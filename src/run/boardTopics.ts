/**
 * The topics of boards: scored as entities are, from articles that count one and copies that count 0.3. An article
 * counts for its topics and for what is wider.
 */
import { mediaTopics, withBroader } from '../base/mediaTopics.ts';
import type { ScoredTopic } from '../store/boards.ts';
import type { OutletRow, PastRow } from '../store/boardsInput.ts';
import { pastTopics, type RecentTopicRow, recentTopics, topicOutlets } from '../store/boardTopics.ts';
import type { Database } from '../store/db.ts';
import { type RecentMentions, recentHours } from '../trends/activity.ts';
import type { PastSpans } from '../trends/past.ts';
import { copyShare } from '../trends/weight.ts';
import { rankedRows, type ScopeInput, windowFigures } from './boardRows.ts';

/** Topics stand where entities stand in what boards are made of: their place in the vocabulary is their key. */
const keyOf = new Map(mediaTopics.map(({ code }, i) => [code, i]));
const keysOf = (code: string): number[] => withBroader(code).flatMap((wide) => keyOf.get(wide) ?? []);

export interface TopicInput {
  recent: RecentMentions[];
  past: PastRow[];
  outlets: OutletRow[];
}

/** Everything that boards of topics are made of whose windows are `longest` hours or less, read once. */
export async function topicInput(
  database: Database,
  asOf: Date,
  { spans, longest }: { spans: PastSpans; longest: number },
): Promise<TopicInput> {
  const recent = await recentTopics(database, asOf, recentHours);
  const past = await pastTopics(database, { now: asOf, spanOfHour: spans.ofHour });
  const outlets = longest > recentHours ? await topicOutlets(database, { now: asOf, hours: longest }) : [];
  return {
    recent: recentByKey(recent),
    past: past.flatMap(({ code, articles, copies, ...cell }) =>
      keysOf(code).map((entityId) => ({
        ...{ ...cell, entityId, articles, mentions: articles },
        weights: articles.map((n, i) => n - (1 - copyShare) * (copies[i] ?? 0)),
      })),
    ),
    outlets: outlets.flatMap(({ code, ...row }) => keysOf(code).map((entityId) => ({ entityId, ...row }))),
  };
}

function recentByKey(found: readonly RecentTopicRow[]): RecentMentions[] {
  const byKey = new Map<number, RecentTopicRow[]>();
  for (const row of found) {
    for (const key of keysOf(row.code)) byKey.set(key, [...(byKey.get(key) ?? []), row]);
  }
  return [...byKey].map(([entityId, parts]) => {
    const isCopy = parts.flatMap((row) => row.isCopy);
    return {
      entityId,
      isCopy,
      ages: parts.flatMap((row) => row.ages),
      weights: isCopy.map((copied) => (copied ? copyShare : 1)),
      counts: isCopy.map(() => 1),
      sources: parts.flatMap((row) => row.sources),
      languages: parts.flatMap((row) => row.languages),
      countries: parts.flatMap((row) => row.countries),
    };
  });
}

/** Topics in rank order; a wider one that only has the articles of a narrower one on the board is left out. */
export function topicRowsOf(of: ScopeInput<RecentMentions>, windowHours: number): ScoredTopic[] {
  const recentOf = new Map(of.recent.map((row) => [row.entityId, row]));
  const ranked = rankedRows(of, windowHours).SURPLUS.flatMap((row) => {
    const code = mediaTopics[row.entityId]?.code;
    const recent = recentOf.get(row.entityId);
    return code && recent && row.sourceCount > 1 ? [{ code, recent, row }] : [];
  });
  const isRepeated = (wide: (typeof ranked)[number]) =>
    ranked.some(
      ({ code, row }) =>
        code !== wide.code &&
        row.windowCount === wide.row.windowCount &&
        withBroader(code).includes(wide.code),
    );
  return ranked
    .filter((topic) => !isRepeated(topic))
    .map(({ code, recent, row }) => {
      const { score, windowCount, weightedCount, baselineMean, lift, gate } = row;
      const { mentionCount: _, ...figures } = windowFigures(of, recent, windowHours);
      return {
        topicCode: code,
        ...{ score, windowCount, weightedCount, baselineMean, lift, gate },
        ...figures,
      };
    });
}
