/** Content codings of an answer: how many are undone, and how its body is read without trusting its size or its end. */
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { AppError } from '../base/errors.ts';
import type { Answer } from './answer.ts';

/** One is usual, two is a misconfigured proxy; more only bombs have. */
const mostCodings = 2;

/** Unlike a browser's, these refuse a body that breaks off: half a feed is not the feed. */
const unpackers: Record<string, () => Transform> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

function codingsOf(contentEncoding: string | null): string[] {
  const codings = (contentEncoding ?? '').split(',').map((coding) => coding.trim().toLowerCase());
  return codings.filter((coding) => coding !== '' && coding !== 'identity');
}

function unparsable(url: URL, message: string): AppError {
  return new AppError('UNPARSABLE', `${url.host} ${message}`, { data: { url: url.href } });
}

function tooLarge(url: URL, maxBytes: number): AppError {
  return new AppError('TOO_LARGE', `${url.host} sent more than ${maxBytes} bytes`, {
    data: { url: url.href, limit: maxBytes },
  });
}

/** The streams that undo the codings, the last one applied first. */
function unpackersOf(codings: readonly string[], url: URL): Transform[] {
  if (codings.length > mostCodings) throw unparsable(url, `packed its answer ${codings.length} times`);
  return [...codings].reverse().map((coding) => {
    const unpacker = unpackers[coding];
    if (unpacker === undefined) throw unparsable(url, `packed its answer as ${coding.slice(0, 40)}`);
    return unpacker();
  });
}

/** The body through its unpackers. An error of any of them is thrown by whoever reads the last. */
function through(body: Readable, steps: readonly Transform[]): Readable {
  return steps.reduce<Readable>((stream, next) => {
    pipeline(stream, next, () => {});
    return next;
  }, body);
}

/**
 * The unpacked body, counted while it streams in.
 * @param limit most bytes after decompression; `cut` hands back the first of a longer body instead of refusing it
 * @throws AppError TOO_LARGE, UNPARSABLE (packed more than twice, or as nobody knows), and whatever the stream throws
 */
export async function readBody(
  answer: Answer,
  url: URL,
  { maxBytes, cut }: { maxBytes: number; cut: boolean },
): Promise<Uint8Array> {
  const codings = codingsOf(answer.header('content-encoding'));
  const announced = codings.length === 0 ? Number(answer.header('content-length') ?? 0) : 0;
  let steps: Transform[];
  try {
    steps = unpackersOf(codings, url);
    if (announced > maxBytes && !cut) throw tooLarge(url, maxBytes);
  } catch (thrown) {
    await answer.drop();
    throw thrown;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of through(answer.body, steps)) {
    size += chunk.byteLength;
    chunks.push(chunk);
    // Leaving the loop ends the streams, so a compressed bomb is never unpacked further.
    if (size > maxBytes && !cut) throw tooLarge(url, maxBytes);
    if (size > maxBytes) break;
  }
  return new Uint8Array(Buffer.concat(chunks, Math.min(size, maxBytes)));
}
