/** A listening server over a tiny graph, and the two ways to ask it. */
import { Writable } from 'node:stream';
import pino from 'pino';
import type { ServerDeps } from '../../src/serve/http.ts';
import type { RunningServer } from '../../src/serve/listen.ts';
import { startServer } from '../../src/serve/listen.ts';
import type { Database } from '../../src/store/db.ts';
import { buildTinyGraph } from './graph.ts';

export interface TestServer extends RunningServer {
  /** Log lines so far, parsed. */
  lines: Record<string, unknown>[];
  post(body: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked at freely in tests
  json: any;
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null };
}

/** Starts it on a free port of the loopback interface, without drain delay. */
export async function startTestServer(
  database: Database,
  options: Partial<ServerDeps> & { drainMs?: number } = {},
): Promise<TestServer> {
  const lines: Record<string, unknown>[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  const { drainMs = 0, ...deps } = options;
  const config = { PLAYGROUND: true, ...deps.config, HOST: '127.0.0.1', PORT: 0 };
  const defaults = {
    database,
    log: pino(sink),
    schema: buildTinyGraph(),
    version: '1.2.3',
    now: () => new Date(),
  };
  const server = await startServer({ ...defaults, ...deps, config }, { drainMs });
  return {
    ...server,
    lines,
    post: async (body, headers = {}) =>
      read(
        await fetch(`${server.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      ),
    get: async (path, headers = {}) =>
      read(await fetch(`${server.url}${path}`, { headers, redirect: 'manual' })),
  };
}
