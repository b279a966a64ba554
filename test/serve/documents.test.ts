import { readdirSync, readFileSync } from 'node:fs';
import { type DocumentNode, isExecutableDefinitionNode, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printGraph } from '../../src/cli/schema.ts';
import { buildGraph } from '../../src/graph/schema.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { startTestServer, type TestServer } from './server.ts';

/** Operations that a page shows: fenced GraphQL, `{"query":"…"}` in commands, and quoted ones in programs. */
function documentsOf(page: string): string[] {
  const fenced = [...page.matchAll(/^```graphql\n([\s\S]*?)^```/gmu)].map(([, text]) => text ?? '');
  const posted = [...page.matchAll(/"query" ?: ?("(?:[^"\\]|\\.)*")/gu)].flatMap(([, text]) => {
    const query: unknown = JSON.parse(text ?? '""');
    // A template of the page's own, or the search text of a variable.
    return typeof query === 'string' && query.includes('{') ? [query] : [];
  });
  const quoted = [
    ...page.matchAll(/'(?:query=)?((?:(?:query|mutation|subscription)\s[^'\n]*|\{[^'"\n][^'\n]*)\})'/gu),
  ].map(([, text]) => text ?? '');
  return [...fenced, ...posted, ...quoted];
}

const pages = ['README.md', ...readdirSync('docs').filter((name) => name.endsWith('.md'))].map((name) =>
  name === 'README.md' ? name : `docs/${name}`,
);
const shown = pages.flatMap((page) =>
  documentsOf(readFileSync(page, 'utf8')).map((text, at) => ({ page, at: at + 1, text })),
);

const isOperation = ({ definitions }: DocumentNode) => definitions.every(isExecutableDefinitionNode);

describe('the documents of the pages', () => {
  it('are found', () => {
    expect(shown.length).toBeGreaterThan(5);
  });

  it.each(shown)('$page, number $at, asks only for what the graph offers', ({ text }) => {
    const document = parse(text);
    if (!isOperation(document)) return;
    expect(validate(buildGraph(), document).map(({ message }) => message)).toEqual([]);
  });
});

describe('GET /schema.graphql', () => {
  let database: Database;
  let server: TestServer;
  beforeAll(async () => {
    database = await openTestDatabase();
    server = await startTestServer(database, { schema: buildGraph(), playground: null });
  });
  afterAll(async () => {
    await server.stop();
    await database.close();
  });

  it('is the schema of the repository, and a 304 to whoever has it', async () => {
    const answer = await server.get('/schema.graphql');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(answer.text).toBe(printGraph());
    const known = { 'if-none-match': answer.headers.get('etag') ?? '' };
    expect((await server.get('/schema.graphql', known)).status).toBe(304);
  });

  it('is not for those who may not ask the graph', async () => {
    const closed = await startTestServer(database, {
      schema: buildGraph(),
      playground: null,
      config: { PLAYGROUND: false, REQUIRE_KEY: true },
    });
    expect((await closed.get('/schema.graphql')).status).toBe(401);
    await closed.stop();
  });
});
