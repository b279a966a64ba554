/** `kabar feed`: the bytes of one feed to a row for each entry. Reads no network and no database. */
import { AppError } from '../base/errors.ts';
import type { Feed, FeedEntry } from '../base/news.ts';
import { parseFeed } from '../ingest/feed.ts';
import { type CliIo, exitCodes, writeText } from './io.ts';
import { errorRow } from './ndjson.ts';

const longestFeed = 64_000_000;

/** Stands in for the address of a feed that was given without one: no such host can exist (RFC 2606 section 2). */
const noAddress = 'https://feed.invalid/';

async function readAll(input: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of input) {
    length += chunk.byteLength;
    if (length > longestFeed) {
      throw new AppError('TOO_LARGE', `This feed is longer than ${longestFeed / 1_000_000} megabytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

const withoutAddress = (url: string | null) => (url?.startsWith(noAddress) ? null : url);

/** Facts that few entries have; rows without them stay short. */
function rareFacts({ publisher, isWhole, isRetraction }: FeedEntry): object {
  return {
    ...(publisher === null ? {} : { publisher }),
    ...(isWhole ? { isWhole } : {}),
    ...(isRetraction ? { isRetraction } : {}),
  };
}

function entryRow(entry: FeedEntry): object {
  if (withoutAddress(entry.url) === null) {
    const fault = new AppError(
      'UNPARSABLE',
      'The address of this entry is relative: give the one of the feed by --url.',
    );
    return errorRow(entry.guid, fault);
  }
  const image = entry.image && withoutAddress(entry.image.url) !== null ? entry.image : null;
  return {
    id: entry.guid ?? entry.url,
    url: entry.url,
    headline: entry.headline,
    summary: entry.summary,
    contentHtml: entry.contentHtml,
    publishedAt: entry.publishedAt?.toISOString() ?? null,
    modifiedAt: entry.modifiedAt?.toISOString() ?? null,
    authors: entry.authors.map((name) => ({ name })),
    keywords: entry.keywords,
    image,
    language: entry.language,
    ...rareFacts(entry),
  };
}

/** Rows of a parsed feed: its entries in feed order, then what could not be read. */
export function feedRows(feed: Feed): object[] {
  const faults = feed.faults.map(({ index, message }) =>
    errorRow(null, new AppError('UNPARSABLE', `Entry ${index + 1}: ${message}`)),
  );
  return [...feed.entries.map(entryRow), ...faults];
}

/** Runs the command. One error row and exit code 1 when stdin holds no feed. */
export async function runFeed(
  io: Pick<CliIo, 'stdin' | 'stdout'>,
  options: { url: string | null; now: Date },
): Promise<number> {
  const rows: object[] = [];
  let exitCode: number = exitCodes.done;
  try {
    const bytes = await readAll(io.stdin);
    const url = options.url ?? noAddress;
    rows.push(...feedRows(parseFeed(bytes, { url, contentType: null, now: options.now })));
  } catch (thrown) {
    rows.push(errorRow(null, withOwnName(thrown)));
    exitCode = exitCodes.failed;
  }
  for (const row of rows) await writeText(io.stdout, `${JSON.stringify(row)}\n`);
  return exitCode;
}

/** The stand-in address must not reach a reader. */
function withOwnName(thrown: unknown): unknown {
  if (!(thrown instanceof AppError) || !thrown.message.includes(noAddress)) return thrown;
  return new AppError(thrown.code, thrown.message.replace(noAddress, 'stdin'), { cause: thrown });
}
