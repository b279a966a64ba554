import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderPlayground, wantsPage } from '../../src/serve/playground.ts';
import type { Database } from '../../src/store/db.ts';
import { copyForms } from '../../src/web/playground/copyAs.ts';
import { readShare, shareLink } from '../../src/web/playground/share.ts';
import { openTestDatabase } from '../kit/database.ts';
import { startTestServer, type TestServer } from './server.ts';

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const page = `<!doctype html><meta name="kabar-label" content="" /><script type="module" src="/playground/assets/a-1.js"></script>`;
let folder: string;
let database: Database;
let server: TestServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kabar-playground-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), page);
  writeFileSync(join(folder, 'assets', 'a-1.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'geheim');
  database = await openTestDatabase();
  server = await startTestServer(database, { playground: folder, label: 'Demo & "more"' });
});
afterAll(async () => {
  await server?.stop();
  await database?.close();
  rmSync(folder, { recursive: true });
});

describe('the playground page', () => {
  it('is what a browser gets at the graph, with a policy that keeps it on our origin', async () => {
    const answer = await server.get('/graphql', browser);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('vary')).toMatch(/accept/i);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
    expect(answer.text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  it('carries the label, escaped', async () => {
    const { text } = await server.get('/graphql', browser);
    expect(text).toContain('content="Demo &amp; &quot;more&quot;"');
    expect(await renderPlayground(folder, null)).toContain('content=""');
    expect(await renderPlayground(join(folder, 'nowhere'), null)).toBeNull();
  });

  it('is not in the way of programs, nor of operations by GET', async () => {
    expect((await server.get('/graphql', { accept: 'application/json' })).status).toBe(400);
    const path = `/graphql?query=${encodeURIComponent('{hello}')}`;
    const answer = await server.get(path, { ...browser, 'apollo-require-preflight': '1' });
    expect(answer.json.data).toEqual({ hello: 'world' });
    expect(wantsPage({ method: 'POST', accept: 'text/html', hasQuery: false })).toBe(false);
    expect(wantsPage({ method: 'GET', accept: undefined, hasQuery: false })).toBe(false);
  });

  it('serves its assets for ever and nothing outside them', async () => {
    const asset = await server.get('/playground/assets/a-1.js');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(asset.headers.get('content-type')).toMatch(/javascript/);
    for (const path of [
      '../secret.txt',
      '..%2fsecret.txt',
      '%2e%2e/secret.txt',
      '..%5csecret.txt',
      'none.js',
      '',
    ]) {
      const answer = await server.get(`/playground/assets/${path}`);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text).not.toContain('geheim');
    }
  });

  it('can be switched off, and says so when it has not been built', async () => {
    const off = await startTestServer(database, { config: { PLAYGROUND: false } });
    expect((await off.get('/graphql', browser)).status).toBe(400);
    expect((await off.get('/', browser)).json).toMatchObject({ name: 'Kabar' });
    await off.stop();
    const unbuilt = await startTestServer(database, { playground: null });
    const answer = await unbuilt.get('/graphql', browser);
    expect([answer.status, answer.text]).toEqual([404, expect.stringContaining('npm run build:web')]);
    await unbuilt.stop();
  });
});

describe('share links', () => {
  it('keep an operation and its variables in the fragment, in any script', () => {
    const operation = { query: '# Владимир Путин 普京\n{ hello }', variables: '{"a": "é+/="}', title: 'é' };
    const link = shareLink('http://localhost:4000/graphql', operation);
    expect(link).toMatch(/^http:\/\/localhost:4000\/graphql#share=[\w-]+$/);
    expect(readShare(new URL(link).hash)).toEqual(operation);
  });

  it('read nothing from a foreign or damaged fragment', () => {
    for (const hash of [
      '',
      '#section',
      '#share=',
      '#share=%%%',
      `#share=${btoa('{"query":1}')}`,
      `#share=${btoa('[')}`,
    ]) {
      expect(readShare(hash)).toBeNull();
    }
  });
});

describe('an operation copied as', () => {
  const head = 'query Two($q: String) { articles(query: $q, first: 2) { nodes { headline } } }';
  const query = `${head} # it's \`$\{x}\``;
  const operation = { query, variables: '{"q": "Putin\'s \\"Su-24\\""}' };
  const textOf = (form: string) => copyForms[form]?.('http://h/graphql', operation) ?? '';

  it('curl is one command that a shell passes on unchanged', () => {
    const echoed = execFileSync('sh', ['-c', textOf('curl').replace(/^curl -s/, 'printf "%s\\n"')]);
    const lines = echoed.toString().trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ query, variables: JSON.parse(operation.variables) });
  });

  it('fetch and a TypeScript document hold the query exactly', () => {
    const literal = /const query = (`[\s\S]*?[^\\]`);/.exec(textOf('fetch'))?.[1] ?? '';
    expect(runInNewContext(literal)).toBe(query);
    expect(textOf('TypeScript document')).toMatch(/^import .*\n\nexport const TwoDocument = graphql\(/);
  });

  it('a Grafana query selects the rows of its first list', () => {
    expect(JSON.parse(textOf('Grafana query'))).toMatchObject({
      root_selector: 'data.articles.nodes',
      url_options: { body_graphql_query: query },
    });
  });

  it('is called by its name and read by its alias, whatever its comments say', () => {
    const board = {
      query: '# A query of {all}\nquery Board { board: trending(first: 2) { nodes { name } } }',
      variables: '',
    };
    expect(copyForms['TypeScript document']?.('', board)).toContain('BoardDocument');
    const panel = JSON.parse(copyForms['Grafana query']?.('', board) ?? '');
    expect(panel.root_selector).toBe('data.board.nodes');
  });

  it('leaves variables out that are no JSON object', () => {
    for (const variables of ['{', '[1]', '1', 'null'])
      expect(copyForms.curl?.('http://h/graphql', { query: '{ a }', variables })).toContain(
        `'{"query":"{ a }"}'`,
      );
  });
});
