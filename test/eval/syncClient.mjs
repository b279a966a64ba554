/**
 * A client of the change feed that may be killed at any instant: its copy and its place in the feed are one file, written
 * anew and renamed after each batch. `node syncClient.mjs URL FILE [once]`; with `once` it ends when nothing is waiting.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

const [url = '', file = '', once] = process.argv.slice(2);
const query = `query ($since: SyncToken, $first: Int!) {
  changes(since: $since, typenames: ["Article", "Story", "Person"], first: $first) {
    syncToken hasMore resetRequired
    changes { op id node { __typename
      ... on Article { headline } ... on Story { articleCount } ... on Person { name } } } } }`;

/** @type {{ token: string | null, nodes: Record<string, unknown> }} */
const copy = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { token: null, nodes: {} };

/** @returns {Promise<boolean>} whether more is waiting */
async function sync() {
  const variables = { since: copy.token, first: 1 + Math.floor(Math.random() * 7) };
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = /** @type {any} */ (await response.json());
  if (errors) throw new Error(JSON.stringify(errors));
  const { changes, syncToken, hasMore, resetRequired } = data.changes;
  if (resetRequired) copy.nodes = {};
  for (const { op, id, node } of changes) {
    if (node === null || op === 'MERGED') delete copy.nodes[id];
    else copy.nodes[id] = node;
  }
  copy.token = syncToken;
  writeFileSync(`${file}.new`, JSON.stringify(copy));
  renameSync(`${file}.new`, file);
  return hasMore;
}

for (;;) {
  // A server that is away is asked again; what else fails is told by the copy that stays behind.
  const hasMore = await sync().catch(() => null);
  if (hasMore === false && once) break;
  if (hasMore !== true) await setTimeout(20);
}
