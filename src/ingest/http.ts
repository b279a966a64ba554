/**
 * The only door to other people's servers. Fetches bytes over http and https with a size cap that counts decoded bytes,
 * one time limit for the whole exchange, and a guard against addresses inside our own network on every hop. Whatever a
 * host does, a caller gets a `Fetched` or an `AppError`.
 */
import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup as lookupHost } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, fetch, type Response } from 'undici';
import { AppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { parseDate } from '../base/time.ts';

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
}

/** What one request adds. */
export interface FetchRequest {
  /** Validators of the last 200 answer; null or absent for an unconditional request. */
  etag?: string | null;
  lastModified?: string | null;
  /** Accept header; anything unless given. */
  accept?: string;
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
  };
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
  /** Closes idle connections; running fetches end first. */
  close(): Promise<void>;
}

const maxRedirects = 5;
const maxHeaderBytes = 32_768;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/**
 * True for an address on the public internet. Everything reserved, private, local, multicast or tunnelled to IPv4 is not.
 * @see RFC 6890, RFC 4291 §2.5.5.1 (IPv4-compatible addresses, which ipaddr.js takes for ordinary unicast)
 */
export function isPublicAddress(address: string): boolean {
  const text = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (!ipaddr.isValid(text)) return false;
  const parsed = ipaddr.process(text);
  if (parsed.range() !== 'unicast') return false;
  return !(parsed instanceof ipaddr.IPv6) || parsed.parts.slice(0, 6).some((part) => part !== 0);
}

function refusePrivate(host: string): AppError {
  return new AppError(
    'REFUSED',
    `${host} is an address in a private network; FETCH_ALLOW_HOSTS can allow it.`,
    {
      data: { host },
    },
  );
}

/** A `connect.lookup` that answers with public addresses only. Node never calls it for a host that is an IP already. */
const lookupPublic: LookupFunction = (host, options: LookupOptions, callback) => {
  lookupHost(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, []);
    const open = addresses.filter(({ address }) => isPublicAddress(address));
    const first = open[0];
    if (first === undefined) return callback(refusePrivate(host), []);
    if (options.all === true) return callback(null, open);
    callback(null, first.address, first.family);
  });
};

/** Host and port as written in `allowHosts`: the port is there even when it is the scheme's own. */
function hostAndPort(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;
}

function checkedUrl(text: string, base: string | undefined, allowHosts: Set<string>): URL {
  if (!URL.canParse(text, base))
    throw new AppError('BAD_INPUT', `This address does not parse: ${text.slice(0, 200)}`);
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new AppError('REFUSED', `Only http and https are fetched, not ${url.protocol}`, {
      data: { url: url.href },
    });
  const isAddress = ipaddr.isValid(url.hostname.replace(/^\[|\]$/g, ''));
  if (isAddress && !allowHosts.has(hostAndPort(url)) && !isPublicAddress(url.hostname))
    throw refusePrivate(url.hostname);
  url.hash = '';
  return url;
}

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

function tooLarge(url: URL, maxBytes: number): AppError {
  return new AppError('TOO_LARGE', `${url.host} sent more than ${maxBytes} bytes`, {
    data: { url: url.href, limit: maxBytes },
  });
}

async function readBody(response: Response, url: URL, maxBytes: number): Promise<Uint8Array> {
  const isCompressed = response.headers.has('content-encoding');
  if (!isCompressed && Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    await response.body?.cancel();
    throw tooLarge(url, maxBytes);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream, so a compressed bomb is never unpacked further.
    if (size > maxBytes) throw tooLarge(url, maxBytes);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks, size));
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

async function settle(
  response: Response,
  url: URL,
  request: FetchRequest,
  maxBytes: number,
): Promise<Fetched> {
  const notModified = response.status === 304 && Boolean(request.etag || request.lastModified);
  if (!response.ok && !notModified) {
    await response.body?.cancel();
    throw statusError(response, url);
  }
  const header = (name: keyof Fetched['headers']) => response.headers.get(name);
  return {
    url: url.href,
    status: response.status,
    headers: {
      etag: header('etag'),
      'last-modified': header('last-modified'),
      'content-type': header('content-type'),
      'retry-after': header('retry-after'),
      'cache-control': header('cache-control'),
    },
    bytes: notModified ? new Uint8Array() : await readBody(response, url, maxBytes),
    notModified,
  };
}

/** A fetcher with its own connection pool. Redirects (5 at most) are followed by hand, so that each hop is checked. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const allowHosts = new Set(options.allowHosts.map((host) => host.toLowerCase()));
  const pool = {
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: options.timeoutMs,
    bodyTimeout: options.timeoutMs,
    connections: 16,
  };
  const guarded = new Agent({ ...pool, connect: { timeout: options.timeoutMs, lookup: lookupPublic } });
  const open = new Agent({ ...pool, connect: { timeout: options.timeoutMs } });

  async function follow(start: string, request: FetchRequest, signal: AbortSignal): Promise<Fetched> {
    let url = checkedUrl(start, undefined, allowHosts);
    for (let hop = 0; hop <= maxRedirects; hop++) {
      const dispatcher = allowHosts.has(hostAndPort(url)) ? open : guarded;
      const headers = requestHeaders(options, request);
      const response = await fetch(url, { dispatcher, redirect: 'manual', headers, signal });
      const location = response.headers.get('location');
      if (!redirectStatuses.has(response.status) || location === null)
        return settle(response, url, request, options.maxBytes);
      await response.body?.cancel();
      url = checkedUrl(location, url.href, allowHosts);
    }
    throw new AppError('UNREACHABLE', `${start} redirects more than ${maxRedirects} times`, {
      data: { url: start },
    });
  }

  return {
    async fetchBytes(url, request = {}) {
      const started = performance.now();
      const timeout = new AbortController();
      const timer = setTimeout(() => timeout.abort(), options.timeoutMs);
      const signals = [timeout.signal, ...(request.signal ? [request.signal] : [])];
      try {
        const fetched = await follow(url, request, AbortSignal.any(signals));
        const ms = Math.round(performance.now() - started);
        options.log.debug({ url, status: fetched.status, bytes: fetched.bytes.byteLength, ms }, 'fetched');
        return fetched;
      } catch (thrown) {
        throw asFetchError(thrown, url, timeout.signal);
      } finally {
        clearTimeout(timer);
      }
    },
    async close() {
      await Promise.all([guarded.close(), open.close()]);
    },
  };
}
