/**
 * The only door to other people's servers. Fetches bytes over http and https with a size cap that counts decoded bytes,
 * one time limit for the whole exchange, and a guard against addresses inside our own network on every hop. Whatever a
 * host does, a caller gets a `Fetched` or an `AppError`.
 */
import { Agent } from 'undici';
import { AppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { checkedUrl, hostAndPort, lookupPublic, redirectTarget } from './address.ts';
import { type Answer, type Ask, ask as askOnce } from './answer.ts';
import { readBody } from './encodings.ts';
import { asFetchError, statusError } from './fetchFaults.ts';
import { createPace } from './pace.ts';

export { isPublicAddress } from './address.ts';

/** How a fetcher behaves towards every host. */
export interface FetcherOptions {
  userAgent: string;
  /** For the whole exchange: names, connections, redirects, headers and body. */
  timeoutMs: number;
  /** Counted after decompression. */
  maxBytes: number;
  /** Exact `host:port` pairs in private networks that may be fetched. */
  allowHosts: string[];
  log: Log;
  /** Between the starts of two requests to one host; 500 unless given. Hosts in `allowHosts` are asked without pause. */
  hostPauseMs?: number;
  /** Requests to one host at a time; 2 unless given. */
  hostConcurrency?: number;
}

/** What one request adds. */
export interface FetchRequest {
  /** Validators of the last 200 answer; null or absent for an unconditional request. */
  etag?: string | null;
  lastModified?: string | null;
  /** Accept header; anything unless given. */
  accept?: string;
  /** Take only the first bytes of a longer body, instead of refusing it. */
  firstBytes?: number;
  signal?: AbortSignal;
}

/** An answer. Header values are as sent, null when absent. */
export interface Fetched {
  /** The address that answered, after redirects. */
  url: string;
  status: number;
  headers: {
    etag: string | null;
    'last-modified': string | null;
    'content-type': string | null;
    'retry-after': string | null;
    'cache-control': string | null;
    expires: string | null;
    date: string | null;
    link: string | null;
    'x-robots-tag': string | null;
    'content-usage': string | null;
    'tdm-reservation': string | null;
    'tdm-policy': string | null;
  };
  /** The addresses that led here, each with the status it answered; empty when the first one did. */
  redirects: { url: string; status: number }[];
  /** The decompressed body; empty when `notModified`. */
  bytes: Uint8Array;
  notModified: boolean;
}

/** Reads public addresses over HTTP, and no others. */
export interface Fetcher {
  /**
   * GETs one address.
   * @throws AppError NOT_FOUND (404, 410), REFUSED (401, 403, 451, other 4xx, private address, scheme), UNREACHABLE (429,
   * 5xx, no answer, too late, cut off, too many redirects; `data.status` and `data.retryAfterSeconds` where known),
   * TOO_LARGE, UNPARSABLE (broken compression), BAD_INPUT (an address that does not parse).
   */
  fetchBytes(url: string, request?: FetchRequest): Promise<Fetched>;
  /**
   * POSTs a form to one address; 307 and 308 are followed. An answer of any status comes back, its body decoded as UTF-8.
   * @throws AppError as `fetchBytes`, but not for statuses
   */
  post(url: string, form: Record<string, string>): Promise<{ status: number; body: string }>;
  /** Asks the host of an address at most once in so many seconds (a minute at most); 0 for the usual pause. */
  slowDown(url: string, seconds: number): void;
  /** False for the operator's own hosts, which are asked without pause. */
  isPaced(url: string): boolean;
  /** Closes idle connections; running fetches end first. */
  close(): Promise<void>;
}

const maxRedirects = 5;
const maxHeaderBytes = 32_768;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const methodKeepingStatuses = new Set([307, 308]);
/** A hub's answer is a word or a sentence. */
const longestPostAnswer = 65_536;

function requestHeaders(options: FetcherOptions, request: FetchRequest): Record<string, string> {
  return {
    'user-agent': options.userAgent,
    accept: request.accept ?? '*/*',
    ...(request.etag ? { 'if-none-match': request.etag } : {}),
    ...(request.lastModified ? { 'if-modified-since': request.lastModified } : {}),
  };
}

type Headers = Fetched['headers'];

function headersOf({ header }: Answer): Headers {
  return {
    etag: header('etag'),
    'last-modified': header('last-modified'),
    'content-type': header('content-type'),
    'retry-after': header('retry-after'),
    'cache-control': header('cache-control'),
    expires: header('expires'),
    date: header('date'),
    link: header('link'),
    'x-robots-tag': header('x-robots-tag'),
    'content-usage': header('content-usage'),
    'tdm-reservation': header('tdm-reservation'),
    'tdm-policy': header('tdm-policy'),
  };
}

/** What one hop gave: the answer to keep, or where to go on. */
type Hop<T> = { answer: T } | { next: URL; status: number };

/** How answers of one exchange are taken. */
interface Exchange<T> {
  ask: Ask;
  /** Statuses that lead on, when they come with a Location. */
  follows: ReadonlySet<number>;
  settle(answer: Answer, url: URL, redirects: Fetched['redirects']): Promise<T>;
  signal: AbortSignal | null;
}

async function settleGet(
  answer: Answer,
  url: URL,
  request: FetchRequest,
  maxBytes: number,
): Promise<Omit<Fetched, 'redirects'>> {
  const { status } = answer;
  const notModified = status === 304 && Boolean(request.etag || request.lastModified);
  if (notModified || status < 200 || status > 299) await answer.drop();
  if (!notModified && (status < 200 || status > 299)) throw statusError(answer, url);
  const cut = request.firstBytes !== undefined;
  const limit = { maxBytes: Math.min(request.firstBytes ?? maxBytes, maxBytes), cut };
  return {
    url: url.href,
    status,
    headers: headersOf(answer),
    bytes: notModified ? new Uint8Array() : await readBody(answer, url, limit),
    notModified,
  };
}

/** Time that runs only while it is used, so that waiting for one's turn at a host costs none of it. */
function timeBudget(ms: number, outer: AbortSignal | null) {
  const timeout = new AbortController();
  const signal = outer === null ? timeout.signal : AbortSignal.any([timeout.signal, outer]);
  let left = ms;
  return {
    signal,
    timeout: timeout.signal,
    async spend<T>(work: () => Promise<T>): Promise<T> {
      const started = performance.now();
      const timer = setTimeout(() => timeout.abort(), Math.max(1, left));
      try {
        return await work();
      } finally {
        clearTimeout(timer);
        left -= performance.now() - started;
      }
    },
  };
}

type Budget = ReturnType<typeof timeBudget>;

/** Two connection pools: one that refuses private addresses, and one for the operator's own hosts. */
function openAgents(timeoutMs: number) {
  const pool = {
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connections: 16,
  };
  return {
    guarded: new Agent({ ...pool, connect: { timeout: timeoutMs, lookup: lookupPublic } }),
    open: new Agent({ ...pool, connect: { timeout: timeoutMs } }),
  };
}

/** A fetcher with its own connection pool. Redirects (5 at most) are followed by hand, so that each hop is checked. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const allowHosts = new Set(options.allowHosts.map((host) => host.toLowerCase()));
  const { guarded, open } = openAgents(options.timeoutMs);
  const pace = createPace({
    concurrency: options.hostConcurrency ?? 2,
    pauseMs: options.hostPauseMs ?? 500,
  });
  const isOwn = (url: URL) => allowHosts.has(hostAndPort(url));

  async function hop<T>(
    url: URL,
    exchange: Exchange<T>,
    redirects: Fetched['redirects'],
    budget: Budget,
  ): Promise<Hop<T>> {
    const dispatcher = isOwn(url) ? open : guarded;
    const { signal } = budget;
    const answer = await askOnce(url, exchange.ask, { dispatcher, signal });
    const location = answer.header('location');
    if (!exchange.follows.has(answer.status) || location === null)
      return { answer: await exchange.settle(answer, url, redirects) };
    await answer.drop();
    return { next: redirectTarget(location, url, allowHosts), status: answer.status };
  }

  async function follow<T>(start: string, exchange: Exchange<T>, budget: Budget): Promise<T> {
    let url = checkedUrl(start, undefined, allowHosts);
    const redirects: Fetched['redirects'] = [];
    while (redirects.length <= maxRedirects) {
      const here = url;
      const ask = () => budget.spend(() => hop(here, exchange, redirects, budget));
      const gone = isOwn(here) ? await ask() : await pace.run(here.host, budget.signal, ask);
      if ('answer' in gone) return gone.answer;
      redirects.push({ url: here.href, status: gone.status });
      url = gone.next;
    }
    throw new AppError('UNREACHABLE', `${start} redirects more than ${maxRedirects} times`, {
      data: { url: start, redirects: redirects.length },
    });
  }

  async function run<T>(start: string, exchange: Exchange<T>): Promise<T> {
    const budget = timeBudget(options.timeoutMs, exchange.signal);
    try {
      return await follow(start, exchange, budget);
    } catch (thrown) {
      throw asFetchError(thrown, start, budget.timeout);
    }
  }

  return {
    async fetchBytes(url, request = {}) {
      const started = performance.now();
      const fetched = await run<Fetched>(url, {
        ask: { headers: requestHeaders(options, request) },
        follows: redirectStatuses,
        settle: async (answer, at, redirects) => ({
          ...(await settleGet(answer, at, request, options.maxBytes)),
          redirects,
        }),
        signal: request.signal ?? null,
      });
      const ms = Math.round(performance.now() - started);
      options.log.debug({ url, status: fetched.status, bytes: fetched.bytes.byteLength, ms }, 'fetched');
      return fetched;
    },
    post(url, form) {
      const limit = { maxBytes: Math.min(longestPostAnswer, options.maxBytes), cut: true };
      return run(url, {
        ask: {
          method: 'POST',
          headers: {
            'user-agent': options.userAgent,
            'content-type': 'application/x-www-form-urlencoded',
          },
          body: new URLSearchParams(form).toString(),
        },
        follows: methodKeepingStatuses,
        settle: async (answer, at) => ({
          status: answer.status,
          body: new TextDecoder().decode(await readBody(answer, at, limit)),
        }),
        signal: null,
      });
    },
    slowDown(url, seconds) {
      const at = new URL(url);
      if (!isOwn(at)) pace.slowDown(at.host, seconds);
    },
    isPaced: (url) => URL.canParse(url) && !isOwn(new URL(url)),
    async close() {
      await Promise.all([guarded.close(), open.close()]);
    },
  };
}
