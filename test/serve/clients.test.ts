import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { parse } from 'graphql';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printGraph } from '../../src/cli/schema.ts';
import { buildGraph } from '../../src/graph/schema.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { seedGraph, seedNow } from '../kit/seed.ts';
import { startTestServer, type TestServer } from './server.ts';

const page = readFileSync('docs/clients.md', 'utf8');

/** Fenced blocks of the page in this language. */
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gmu'))].map(
    ([, text]) => text ?? '',
  );

/** Files of the page by the name in their first line. */
const files = new Map(blocks('ts').map((text) => [/^\/\/ (\S+)/u.exec(text)?.[1] ?? '', text]));
const clients = ['plain', 'apollo', 'urql', 'relay'];

let folder: string;
let database: Database;
let server: TestServer;

/** What `npx graphql-codegen` writes, with the plugins and settings of the page's codegen.ts. */
async function generateTypes(operations: string): Promise<string> {
  const { default: settings } = await import(join(folder, 'codegen.ts'));
  const { plugins, config } = settings.generates['graph.ts'];
  const known = {
    'typescript-operations': typescriptOperations,
    'typed-document-node': typedDocumentNode,
  };
  return codegen({
    filename: 'graph.ts',
    schema: parse(printGraph()),
    documents: [{ location: 'operations.graphql', document: parse(operations) }],
    plugins: plugins.map((name: string) => ({ [name]: {} })),
    pluginMap: known as never,
    config,
  });
}

beforeAll(async () => {
  mkdirSync('dist', { recursive: true });
  // Inside the project, so that the examples find their packages.
  folder = mkdtempSync(join(process.cwd(), 'dist', 'clients-'));
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  const operations = blocks('graphql')[0] ?? '';
  writeFileSync(join(folder, 'operations.graphql'), operations);
  writeFileSync(join(folder, 'schema.graphql'), printGraph());
  writeFileSync(join(folder, 'graph.ts'), await generateTypes(operations));
  writeFileSync(join(folder, 'relay.config.json'), blocks('json')[0] ?? '');
  mkdirSync(join(folder, '__generated__'));
  const compiler = createRequire(import.meta.url)('relay-compiler') as string;
  execFileSync(compiler, ['relay.config.json'], { cwd: folder, stdio: 'pipe' });
  database = await openTestDatabase();
  await seedGraph(database);
  server = await startTestServer(database, { schema: buildGraph(), now: () => seedNow, playground: null });
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the clients of docs/clients.md', () => {
  it('pass the strict type check with what is generated', () => {
    const program = ts.createProgram(
      clients.map((name) => join(folder, `${name}.ts`)),
      {
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        allowImportingTsExtensions: true,
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
        types: ['node'],
      },
    );
    const faults = ts.getPreEmitDiagnostics(program);
    expect(faults.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  }, 60_000);

  it.each(clients)('bring the same headlines: %s', async (name) => {
    const { json } = await server.post({
      query:
        '{ articles(filter: { languages: ["id"] }, orderBy: { field: DATE }, first: 3) { nodes { headline } } }',
    });
    const expected = json.data.articles.nodes.map((node: { headline: string }) => node.headline);
    expect(expected).toHaveLength(3);
    const { headlines } = await import(join(folder, `${name}.ts`));
    expect(await headlines(`${server.url}/graphql`)).toEqual(expected);
  });
});
