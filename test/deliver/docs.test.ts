import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FieldNode, Kind, parse, type SelectionSetNode } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { articlesFound, boardEntries, sourcesById, storiesBreaking } from '../../src/deliver/documents.ts';
import { signedHeaders } from '../../src/deliver/sign.ts';
import { secret } from './kit.ts';

const page = readFileSync('docs/webhooks.md', 'utf8');
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, text = '']) => text);

let child: ChildProcess | null = null;
const folder = mkdtempSync(join(tmpdir(), 'kabar-receiver-'));
afterEach(() => {
  child?.kill();
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

it('the receiver on the page takes what is ours, once, and nothing else', async () => {
  const [code = ''] = blocks('js');
  const file = join(folder, 'receiver.mjs');
  writeFileSync(file, code);
  const port = await freePort();
  child = spawn(process.execPath, [file], { env: { PORT: String(port), WEBHOOK_SECRET: secret } });
  let out = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  const body = JSON.stringify({ type: 'article.added', data: { article: { headline: 'Héadline 👋' } } });
  const post = async (headers: Record<string, string>, sent = body) =>
    (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body: sent })).status;
  const headers = signedHeaders(secret, { id: 'msg_1', at: new Date(), body });
  await expect.poll(() => post(headers).catch(() => 0), { timeout: 20_000 }).toBe(204);
  expect(await post(headers)).toBe(204);
  expect(await post(headers, `${body} `)).toBe(401);
  expect(await post({})).toBe(401);
  const old = signedHeaders(secret, { id: 'msg_2', at: new Date(Date.now() - 3_600_000), body });
  expect(await post(old)).toBe(401);
  await expect.poll(() => out).toBe('article.added Héadline 👋\n');
});

/** Names of fields as a tree; null for a leaf. */
type Names = { [name: string]: Names | null };

const fieldOf = (set: SelectionSetNode, name: string): FieldNode | null => {
  for (const node of set.selections) {
    if (node.kind === Kind.FRAGMENT_SPREAD) continue;
    if (node.kind === Kind.FIELD && node.name.value === name) return node;
    const inner = node.selectionSet && fieldOf(node.selectionSet, name);
    if (inner) return inner;
  }
  return null;
};

function namesAsked(set: SelectionSetNode | undefined): Names | null {
  if (!set) return null;
  const fields = set.selections.flatMap((node) => {
    if (node.kind === Kind.INLINE_FRAGMENT) return Object.entries(namesAsked(node.selectionSet) ?? {});
    return node.kind === Kind.FIELD ? [[node.name.value, namesAsked(node.selectionSet)] as const] : [];
  });
  return Object.fromEntries(fields);
}

function namesShown(value: unknown): Names | null {
  if (Array.isArray(value)) return namesShown(value[0]);
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, namesShown(inner)]));
}

function asked(document: string, name: string): Names | null {
  const [operation] = parse(document).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  return namesAsked(fieldOf(operation.selectionSet, name)?.selectionSet);
}

describe('the payloads on the page', () => {
  const shown = new Map(blocks('json').map((text) => [JSON.parse(text).type, JSON.parse(text).data]));

  it('have the fields that are asked of the graph', () => {
    const names = (type: string) => namesShown(shown.get(type));
    expect(names('article.added')).toEqual({ article: asked(articlesFound, 'node') });
    expect(names('story.breaking')).toEqual({ story: asked(storiesBreaking, 'nodes') });
    expect(names('source.failing')).toEqual({
      source: asked(sourcesById, 'nodes'),
      previous: null,
      current: null,
    });
    const { changesSince: _, ...board } = asked(boardEntries, 'trending') ?? {};
    expect(names('trend.entered')).toEqual({ board, entry: asked(boardEntries, 'entered') });
    expect(names('content.withdrawn')).toEqual({ article: { id: null } });
  });
});
