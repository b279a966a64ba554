/**
 * Stages as filters: rows of JSON in, rows of JSON out (NDJSON). One row out for each row in, in order and at once; a row
 * that fails becomes a row `{id, error}` and the rest go on. Memory holds one row, whatever the length of the input.
 */
import { StringDecoder } from 'node:string_decoder';
import type { z } from 'zod';
import { AppError, asAppError, type ErrorCode } from '../base/errors.ts';
import { type CliIo, exitCodes, writeText } from './io.ts';

/** Longest line taken, in bytes. A page is a few hundred kilobytes, a long one ten megabytes. */
export const longestLine = 64_000_000;

/** One stage: the shape of its rows and what it does to one. `apply` returns the row without its id. */
export interface RowFilter<Row extends { id: RowId }> {
  schema: z.ZodType<Row>;
  apply(row: Row): object;
}

/** Whatever names a row to its sender; given back as it came. */
export type RowId = string | number;

export interface ErrorRow {
  id: RowId | null;
  error: { code: ErrorCode; message: string };
}

/** The row that stands in for one that failed. */
export function errorRow(id: RowId | null, thrown: unknown): ErrorRow {
  const { code, message } = asAppError(thrown);
  return { id, error: { code, message } };
}

/**
 * Lines of a byte stream without their ends, null for one longer than `longestBytes` (it is skipped, not held).
 * Reads only as fast as lines are taken.
 */
export async function* readLines(
  input: AsyncIterable<Uint8Array>,
  longestBytes = longestLine,
): AsyncGenerator<string | null> {
  let decoder = new StringDecoder('utf8');
  let parts: string[] = [];
  let length = 0;
  const take = (bytes: Uint8Array) => {
    length += bytes.byteLength;
    if (length <= longestBytes)
      parts.push(decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
    else parts = [];
  };
  const finish = (): string | null => {
    const line = length <= longestBytes ? parts.join('') + decoder.end() : null;
    decoder = new StringDecoder('utf8');
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of input) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      take(chunk.subarray(start, end));
      yield finish();
      start = end + 1;
    }
    take(chunk.subarray(start));
  }
  if (length > 0) yield finish();
}

function parseLine(line: string | null): unknown {
  if (line === null) {
    throw new AppError('TOO_LARGE', `This line is longer than ${longestLine / 1_000_000} megabytes.`);
  }
  try {
    // A byte order mark is legal at the start of a file and in no JSON text (RFC 8259 section 8.1).
    return JSON.parse(line.replace(/^\ufeff/, ''));
  } catch {
    throw new AppError('BAD_INPUT', 'This line is not JSON.');
  }
}

function idOf(value: unknown): RowId | null {
  const id = (value as { id?: unknown } | null)?.id;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}

function describeIssues(error: z.ZodError): string {
  const faults = error.issues.map(({ path, message }) => `${path.join('.') || 'row'}: ${message}`);
  return `This row is not as it should be: ${faults.slice(0, 5).join('; ')}`;
}

/** The row that one line becomes: the stage's result under the row's id, or an error row. Never throws. */
export function filterLine<Row extends { id: RowId }>(filter: RowFilter<Row>, line: string | null): object {
  let id: RowId | null = null;
  try {
    const value = parseLine(line);
    id = idOf(value);
    const parsed = filter.schema.safeParse(value);
    if (!parsed.success) throw new AppError('BAD_INPUT', describeIssues(parsed.error));
    return { id, ...filter.apply(parsed.data) };
  } catch (thrown) {
    return errorRow(id, thrown);
  }
}

/** Runs a stage over stdin to stdout until the input ends or the reader of the output goes away. Exit code 0. */
export async function runFilter<Row extends { id: RowId }>(
  filter: RowFilter<Row>,
  io: Pick<CliIo, 'stdin' | 'stdout'>,
): Promise<number> {
  for await (const line of readLines(io.stdin)) {
    if (line !== null && line.trim() === '') continue;
    if (io.stdout.destroyed) break;
    await writeText(io.stdout, `${JSON.stringify(filterLine(filter, line))}\n`);
  }
  return exitCodes.done;
}
