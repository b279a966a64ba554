/** One HTTP answer, its body not unpacked yet. */
import type { Readable } from 'node:stream';
import { type Dispatcher, request } from 'undici';

/** What is sent. */
export interface Ask {
  method?: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
}

export interface Answer {
  status: number;
  /** A header's value as sent, several joined by commas; null when absent. Names in lower case. */
  header(name: string): string | null;
  /** The bytes as they came, still packed as `content-encoding` says. */
  body: Readable;
  /** Lets go of the body unread. */
  drop(): Promise<void>;
}

/** Bytes of an unwanted body that are read so that its connection can be used again. */
const worthReading = 65_536;

/** Asks once; redirects come back as they are. */
export async function ask(
  url: URL,
  { method = 'GET', headers, body }: Ask,
  via: { dispatcher: Dispatcher; signal: AbortSignal },
): Promise<Answer> {
  const sent = body === undefined ? {} : { body };
  const packed = { 'accept-encoding': 'gzip, br' };
  const answer = await request(url, { method, headers: { ...packed, ...headers }, ...sent, ...via });
  return {
    status: answer.statusCode,
    header(name) {
      const value = answer.headers[name];
      return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
    },
    body: answer.body,
    drop: async () => {
      await answer.body.dump({ limit: worthReading }).catch(() => {});
    },
  };
}
