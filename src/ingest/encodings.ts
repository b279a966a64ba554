/** Content codings of an answer: how many are undone, and how its body is read without trusting its size. */
import type { Response } from 'undici';
import { AppError } from '../base/errors.ts';

/** One is usual, two is a misconfigured proxy; more only bombs have. */
const mostCodings = 2;

/** @throws AppError UNPARSABLE when the answer is packed more than twice. */
export function checkCodings(contentEncoding: string | null, url: URL): void {
  const codings = (contentEncoding ?? '')
    .split(',')
    .filter((coding) => /^(?!\s*identity\s*$).*\S/i.test(coding));
  if (codings.length > mostCodings)
    throw new AppError('UNPARSABLE', `${url.host} packed its answer ${codings.length} times`, {
      data: { url: url.href },
    });
}

function tooLarge(url: URL, maxBytes: number): AppError {
  return new AppError('TOO_LARGE', `${url.host} sent more than ${maxBytes} bytes`, {
    data: { url: url.href, limit: maxBytes },
  });
}

/**
 * The unpacked body, counted while it streams in.
 * @param limit most bytes after decompression; `cut` hands back the first of a longer body instead of refusing it
 * @throws AppError TOO_LARGE, UNPARSABLE (packed more than twice), and whatever the stream throws
 */
export async function readBody(
  response: Response,
  url: URL,
  limit: { maxBytes: number; cut: boolean },
): Promise<Uint8Array> {
  const encoding = response.headers.get('content-encoding');
  const { maxBytes, cut } = limit;
  const announced = encoding === null ? Number(response.headers.get('content-length') ?? 0) : 0;
  try {
    checkCodings(encoding, url);
    if (announced > maxBytes && !cut) throw tooLarge(url, maxBytes);
  } catch (thrown) {
    await response.body?.cancel();
    throw thrown;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    chunks.push(chunk);
    // Leaving the loop cancels the stream, so a compressed bomb is never unpacked further.
    if (size > maxBytes && !cut) throw tooLarge(url, maxBytes);
    if (size > maxBytes) break;
  }
  return new Uint8Array(Buffer.concat(chunks, Math.min(size, maxBytes)));
}
