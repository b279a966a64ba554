/** Request ids: the caller's own when it is harmless in a log line and a header, else a new one. */
import { randomUUID } from 'node:crypto';

/** A caller's id may be 1–64 word characters or hyphens: no line break, no escape sequence, no bulk. */
const safeId = /^[\w-]{1,64}$/;

/** The value of `x-request-id` when it is safe to echo, else a random UUID (RFC 9562 version 4). */
export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && safeId.test(header) ? header : randomUUID();
}
