/**
 * The only door to other people's servers. Fetches bytes over http and https with a size cap that counts decoded bytes,
 * one time limit for the whole exchange, and a guard against addresses inside our own network on every hop. Whatever a
 * host does, a caller gets a `Fetched` or an `AppError`.
 */
import { Agent, fetch, type RequestInit, type Response } from 'undici';
import { AppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { parseDate } from '../base/time.ts';
import { checkedUrl, hostAndPort, lookupPublic, redirectTarget } from './address.ts';
import { readBody } from './encodings.ts';
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

function retryAfterSeconds(value: string | null): number | null {
  if (value === null) return null;
  if (/^\s*\d{1,9}\s*$/.test(value)) return Number(value);
  const at = parseDate(value)?.at;
  return at === undefined ? null : Math.max(0, Math.ceil((at.getTime() - Date.now()) / 1000));
}

function statusError(response: Response, url: URL): AppError {
  const { status } = response;
  const data = {
    url: url.href,
    status,
    retryAfterSeconds: retryAfterSeconds(response.headers.get('retry-after')),
  };
  const message = `${url.host} answered ${status} for ${url.pathname}`;
  if (status === 404 || status === 410) return new AppError('NOT_FOUND', message, { data });
  // 408 and 425 ask for another try; every other 4xx would be answered the same way again.
  const mayRetry = status === 429 || status === 408 || status === 425 || status < 400 || status >= 500;
  return new AppError(mayRetry ? 'UNREACHABLE' : 'REFUSED', message, { data });
}

/** The error itself and all it was caused by, through aggregates. */
function causes(error: unknown, depth = 0): unknown[] {
  if (!(error instanceof Error) || depth > 5) return [error];
  const inner = error instanceof AggregateError ? error.errors : [];
  return [error, ...[error.cause, ...inner].filter(Boolean).flatMap((e) => causes(e, depth + 1))];
}

function asFetchError(thrown: unknown, url: string, timeout: AbortSignal): AppError {
  const chain = causes(thrown);
  const own = chain.find((e) => e instanceof AppError);
  if (own instanceof AppError) return own;
  const data = { url };
  if (timeout.aborted)
    return new AppError('UNREACHABLE', `No full answer in time from ${url}`, { cause: thrown, data });
  const codes = chain.map((e) => (e as { code?: unknown } | null)?.code).filter((c) => typeof c === 'string');
  if (codes.some((code) => /^Z_(?!BUF)|^ERR__ERROR_FORMAT|^ERR_BROTLI|^ERR_PADDING/.test(code)))
    return new AppError('UNPARSABLE', `Broken compression in the answer of ${url}`, { cause: thrown, data });
  const reason = codes[0] ?? (thrown instanceof Error ? thrown.message : String(thrown));
  return new AppError('UNREACHABLE', `Could not read ${url}: ${reason}`, { cause: thrown, data });
}

function requestHeaders(options: FetcherOptions, request: FetchRequest): Record<string, string> {
  return {
    'user-agent': options.userAgent,
    accept: request.accept ?? '*/*',
    ...(request.etag ? { 'if-none-match': request.etag } : {}),
    ...(request.lastModified ? { 'if-modified-since': request.lastModified } : {}),
  };
}

type Headers = Fetched['headers'];

function headersOf({ headers }: Response): Headers {
  return {
    etag: headers.get('etag'),
    'last-modified': headers.get('last-modified'),
    'content-type': headers.get('content-type'),
    'retry-after': headers.get('retry-after'),
    'cache-control': headers.get('cache-control'),
    expires: headers.get('expires'),
    date: headers.get('date'),
    link: headers.get('link'),
    'x-robots-tag': headers.get('x-robots-tag'),
    'content-usage': headers.get('content-usage'),
    'tdm-reservation': headers.get('tdm-reservation'),
    'tdm-policy': headers.get('tdm-policy'),
  };
}

/** What one hop gave: the answer to keep, or where to go on. */
type Hop<T> = { answer: T } | { next: URL; status: number };

/** How answers of one exchange are taken. */
interface Exchange<T> {
  init: Pick<RequestInit, 'method' | 'headers' | 'body'>;
  /** Statuses that lead on, when they come with a Location. */
  follows: ReadonlySet<number>;
  settle(response: Response, url: URL, redirects: Fetched['redirects']): Promise<T>;
  signal: AbortSignal | null;
}

async function settleGet(
  response: Response,
  url: URL,
  request: FetchRequest,
  maxBytes: number,
): Promise<Omit<Fetched, 'redirects'>> {
  const notModified = response.status === 304 && Boolean(request.etag || request.lastModified);
  if (!response.ok && !notModified) {
    await response.body?.cancel();
    throw statusError(response, url);
  }
  const cut = request.firstBytes !== undefined;
  const limit = { maxBytes: Math.min(request.firstBytes ?? maxBytes, maxBytes), cut };
  return {
    url: url.href,
    status: response.status,
    headers: headersOf(response),
    bytes: notModified ? new Uint8Array() : await readBody(response, url, limit),
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
    const response = await fetch(url, { ...exchange.init, dispatcher, redirect: 'manual', signal });
    const location = response.headers.get('location');
    if (!exchange.follows.has(response.status) || location === null)
      return { answer: await exchange.settle(response, url, redirects) };
    await response.body?.cancel();
    return { next: redirectTarget(location, url, allowHosts), status: response.status };
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
        init: { headers: requestHeaders(options, request) },
        follows: redirectStatuses,
        settle: async (response, at, redirects) => ({
          ...(await settleGet(response, at, request, options.maxBytes)),
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
        init: {
          method: 'POST',
          headers: {
            'user-agent': options.userAgent,
            'content-type': 'application/x-www-form-urlencoded',
          },
          body: new URLSearchParams(form).toString(),
        },
        follows: methodKeepingStatuses,
        settle: async (response, at) => ({
          status: response.status,
          body: new TextDecoder().decode(await readBody(response, at, limit)),
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
