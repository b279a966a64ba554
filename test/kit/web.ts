/** An outlet on the loopback interface that behaves, or misbehaves, as told. For tests of everything that fetches. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGzip, gzipSync } from 'node:zlib';

export interface Route {
  /** 200 unless given. */
  status?: number;
  headers?: Record<string, string>;
  /** A string goes out as UTF-8; bytes go out as they are, so any charset can be right or wrong. */
  body?: string | Uint8Array;
  /** Milliseconds before the headers. */
  delayMs?: number;
  /** Milliseconds between headers and body. */
  bodyDelayMs?: number;
  /** Send the body compressed. */
  gzip?: boolean;
  /** Announce the whole body, send this many bytes, then cut the connection. */
  truncateAt?: number;
  /** Send this many zero bytes, gzip-compressed on the fly. */
  gzipBombBytes?: number;
  /** Answer 302 (or `status`) with this Location. */
  redirect?: string;
  /** Answered as ETag; a request that sends it back gets 304. */
  etag?: string;
  /** Answered as Last-Modified; a request that sends it back gets 304. */
  lastModified?: string;
}

export type Routes = Record<string, Route | string | ((request: IncomingMessage) => Route | string)>;

export interface Outlet {
  /** `http://127.0.0.1:port`, without a slash at the end. */
  url: string;
  /** `127.0.0.1:port`, as FETCH_ALLOW_HOSTS wants it. */
  host: string;
  /** May be changed while the outlet runs. */
  routes: Routes;
  /** Requests that arrived for a path (query included), 304 answers counted too. */
  hits(path: string): number;
  /** Headers of the last request for a path; empty when there was none. */
  lastHeaders(path: string): IncomingMessage['headers'];
  close(): Promise<void>;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function sendBomb(response: ServerResponse, headers: Record<string, string>, size: number): void {
  response.writeHead(200, { ...headers, 'content-encoding': 'gzip' });
  const gzip = createGzip();
  gzip.pipe(response);
  const block = Buffer.alloc(65_536);
  let left = size;
  const feed = () => {
    while (left > 0 && !response.destroyed) {
      left -= block.length;
      if (!gzip.write(block)) return void gzip.once('drain', feed);
    }
    gzip.end();
  };
  response.on('close', () => gzip.destroy());
  feed();
}

async function answer(route: Route, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (route.delayMs) await pause(route.delayMs);
  const headers: Record<string, string> = {
    ...(route.etag ? { etag: route.etag } : {}),
    ...(route.lastModified ? { 'last-modified': route.lastModified } : {}),
    ...route.headers,
  };
  const { 'if-none-match': sentTag, 'if-modified-since': sentDate } = request.headers;
  const isUnchanged = route.etag ? sentTag === route.etag : sentDate && sentDate === route.lastModified;
  if (isUnchanged) return void response.writeHead(304, headers).end();
  if (route.redirect !== undefined)
    return void response.writeHead(route.status ?? 302, { ...headers, location: route.redirect }).end();
  if (route.gzipBombBytes) return sendBomb(response, headers, route.gzipBombBytes);
  const plain = Buffer.from(route.body ?? '');
  const body = route.gzip ? gzipSync(plain) : plain;
  if (route.gzip) headers['content-encoding'] = 'gzip';
  response.writeHead(route.status ?? 200, { ...headers, 'content-length': String(body.length) });
  if (route.truncateAt !== undefined) {
    response.write(body.subarray(0, route.truncateAt));
    return void setTimeout(() => response.destroy(), 20);
  }
  if (route.bodyDelayMs) {
    response.flushHeaders();
    await pause(route.bodyDelayMs);
  }
  response.end(body);
}

/** Starts an outlet. Keys of `routes` are paths with their query; a plain string is a 200 with that body; others get 404. */
export async function startOutlet(routes: Routes): Promise<Outlet> {
  const counts = new Map<string, number>();
  const seen = new Map<string, IncomingMessage['headers']>();
  const outlet = { routes };
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    counts.set(path, (counts.get(path) ?? 0) + 1);
    seen.set(path, request.headers);
    const found = outlet.routes[path];
    const made = typeof found === 'function' ? found(request) : found;
    const route = typeof made === 'string' ? { body: made } : (made ?? { status: 404, body: 'not here' });
    answer(route, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(outlet, {
    url: `http://${host}`,
    host,
    hits: (path: string) => counts.get(path) ?? 0,
    lastHeaders: (path: string) => seen.get(path) ?? {},
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
