/**
 * Posting JSON to addresses that others named: one request, redirects not followed, and the same guard against our own
 * network as for reading (address.ts). Receivers asked for it, so unlike outlets they are not paced here.
 */
import { Agent } from 'undici';
import { checkedUrl, hostAndPort, lookupPublic } from './address.ts';
import { ask } from './answer.ts';
import { readBody } from './encodings.ts';
import { asFetchError } from './fetchFaults.ts';

export interface SenderOptions {
  userAgent: string;
  /** For the whole exchange. */
  timeoutMs: number;
  /** Exact `host:port` pairs in private networks that may be posted to. */
  allowHosts: readonly string[];
}

export interface Posted {
  status: number;
  /** As sent; null when absent. */
  retryAfter: string | null;
  /** The first 64 KB of the answer as UTF-8; empty when it does not unpack. */
  body: string;
}

export interface Sender {
  /**
   * POSTs a text as `application/json`. Every status comes back, redirects too.
   * @throws AppError BAD_INPUT, REFUSED (private address, scheme, port), UNREACHABLE (no answer, or too late)
   */
  post(url: string, headers: Record<string, string>, body: string): Promise<Posted>;
  /** Cuts what is under way. */
  close(): Promise<void>;
}

const longestAnswer = 65_536;

/** A sender with its own connections. */
export function createSender({ userAgent, timeoutMs, allowHosts }: SenderOptions): Sender {
  const allowed = new Set(allowHosts.map((host) => host.toLowerCase()));
  const pool = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs, maxHeaderSize: 32_768, connections: 16 };
  const guarded = new Agent({ ...pool, connect: { timeout: timeoutMs, lookup: lookupPublic } });
  const open = new Agent({ ...pool, connect: { timeout: timeoutMs } });
  return {
    async post(address, headers, body) {
      const url = checkedUrl(address, undefined, allowed);
      const timeout = AbortSignal.timeout(timeoutMs);
      const dispatcher = allowed.has(hostAndPort(url)) ? open : guarded;
      const sent = { 'user-agent': userAgent, 'content-type': 'application/json', ...headers };
      try {
        const answer = await ask(
          url,
          { method: 'POST', headers: sent, body },
          { dispatcher, signal: timeout },
        );
        const { status } = answer;
        // The status has decided; what is wrong with the words beside it decides nothing.
        const bytes = await readBody(answer, url, { maxBytes: longestAnswer, cut: true }).catch(
          () => new Uint8Array(),
        );
        return { status, retryAfter: answer.header('retry-after'), body: new TextDecoder().decode(bytes) };
      } catch (thrown) {
        throw asFetchError(thrown, address, timeout);
      }
    },
    close: async () => {
      await Promise.all([guarded.destroy(), open.destroy()]);
    },
  };
}
