/**
 * `kabar trends`: mention events in time order to trending boards. A board is written for each multiple of `every`
 * (counted from 1970 in UTC) once an event at or after it was read, and one more when the input ends; it looks at the
 * window before it. Quiet spans get one empty board. Reads no network and no database.
 */
import { z } from 'zod';
import { AppError } from '../base/errors.ts';
import type { TrendAlgorithm } from '../trends/algorithms.ts';
import { createTally, type MentionEvent, type Tally } from '../trends/tally.ts';
import { type CliIo, exitCodes, writeResult } from './io.ts';
import { type ErrorRow, errorRow, filterLine, readLines } from './ndjson.ts';
import { idField, instantField, optionalLanguage, optionalText } from './rows.ts';

export interface TrendsOptions {
  everyMs: number;
  windowHours: number;
  /** The window as it was asked for, given back in each board. */
  window: string;
  algorithm: TrendAlgorithm;
  /** Rows of a board at most. */
  limit: number;
  /** Rows below this score are left out. */
  floor: number;
  /** Only events of this language or country; null for all. */
  language: string | null;
  country: string | null;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const weekMs = 168 * hourMs;
const longestWindowHours = 30 * 24;

const eventRow = z
  .object({
    at: instantField,
    source: z.union([idField, z.object({ domain: z.string() }).transform(({ domain }) => domain)]),
    language: optionalLanguage,
    country: optionalText,
    articleId: idField,
    copyOf: idField.nullish(),
    entities: z.array(idField),
  })
  .transform((row) => ({ ...row, id: row.articleId }));

/**
 * Milliseconds of an ISO 8601 duration of weeks, days, hours, minutes and whole seconds (`PT1H`, `P1DT12H`).
 * @throws AppError BAD_INPUT for any other text, and for months and years, which have no fixed length.
 */
export function parseDuration(text: string): number {
  const match = /^P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?$/.exec(
    text,
  );
  if (match === null || /[PT]$/.test(text)) {
    throw new AppError('BAD_INPUT', `${text} is no duration such as PT1H or P1D.`);
  }
  const units = [weekMs, 24 * hourMs, hourMs, minuteMs, 1000];
  return units.reduce((sum, unit, i) => sum + unit * Number(match[i + 1] ?? 0), 0);
}

/** @throws AppError BAD_INPUT for a window that is not whole hours up to 30 days, or an `every` it cannot keep. */
export function checkSpans(everyMs: number, windowMs: number): { everyMs: number; windowHours: number } {
  const windowHours = windowMs / hourMs;
  if (!Number.isInteger(windowHours) || windowHours < 1 || windowHours > longestWindowHours) {
    throw new AppError('BAD_INPUT', '--window must be whole hours, PT1H to P30D.');
  }
  if (everyMs < minuteMs || everyMs % minuteMs !== 0 || everyMs > longestWindowHours * hourMs) {
    throw new AppError('BAD_INPUT', '--every must be whole minutes, PT1M to P30D.');
  }
  return { everyMs, windowHours };
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

/** Reads events from stdin and writes boards, and an error row for each event that fails. Exit code 0. */
export async function runTrends(
  io: Pick<CliIo, 'stdin' | 'stdout'>,
  options: TrendsOptions,
): Promise<number> {
  const { everyMs, windowHours, algorithm } = options;
  const tally = createTally({ windowHours, bucketMs: commonDivisor(everyMs, hourMs), algorithm });
  const afterOf = (at: Date) => (Math.floor(at.getTime() / everyMs) + 1) * everyMs;
  let next: number | null = null;
  for await (const line of readLines(io.stdin)) {
    if (line?.trim() === '') continue;
    if (io.stdout.destroyed) break;
    const event = readEvent(line, options);
    if (event === null) continue;
    if ('error' in event) {
      await writeResult(io, JSON.stringify(event));
      continue;
    }
    for (; next !== null && next <= event.at.getTime(); next += everyMs) {
      await writeResult(io, boardLine(tally, new Date(next), options));
      if (tally.isQuiet(new Date(next))) break;
    }
    if (next === null || next <= event.at.getTime()) next = afterOf(event.at);
    const fault = addEvent(tally, event);
    if (fault) await writeResult(io, JSON.stringify(fault));
  }
  if (next !== null) await writeResult(io, boardLine(tally, new Date(next), options));
  return exitCodes.done;
}

/** The event of a line; an error row when it is none; null when it is not asked for. */
function readEvent(
  line: string | null,
  { language, country }: TrendsOptions,
): MentionEvent | ErrorRow | null {
  let event: MentionEvent | null = null;
  const answer = filterLine(
    {
      schema: eventRow,
      apply({ at, source, articleId, copyOf, entities, ...of }) {
        const isAsked =
          (language === null || of.language === language) &&
          (country === null || of.country?.toUpperCase() === country);
        const original = copyOf == null ? null : String(copyOf);
        if (isAsked) {
          event = {
            at,
            source: String(source),
            articleId: String(articleId),
            copyOf: original,
            entities: entities.map(String),
          };
        }
        return {};
      },
    },
    line,
  );
  return 'error' in answer ? (answer as ErrorRow) : event;
}

function addEvent(tally: Tally, event: MentionEvent): ErrorRow | null {
  try {
    tally.add(event);
    return null;
  } catch (thrown) {
    return errorRow(event.articleId, thrown);
  }
}

/** Figures are printed to four places: beyond them they tell the order of summation and nothing else. */
const rounded = (value: number) => Math.round(value * 10_000) / 10_000;

function boardLine(tally: Tally, at: Date, { window, limit, floor }: TrendsOptions): string {
  const items = tally
    .board(at)
    .slice(0, limit)
    .filter(({ score }) => score >= floor)
    .map(({ entityId, score, windowCount, sourceCount, weightedCount, baselineMean, gate }, i) => ({
      entity: entityId,
      rank: i + 1,
      score: rounded(score),
      count: windowCount,
      sources: sourceCount,
      weighted: rounded(weightedCount),
      expected: rounded(baselineMean),
      gate: rounded(gate),
    }));
  return JSON.stringify({ at, window, items });
}
