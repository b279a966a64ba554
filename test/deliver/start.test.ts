import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCli } from '../../src/cli/program.ts';
import { createProcess, runCommand } from '../cli/kit.ts';
import { type Receiver, secret, startReceiver } from './kit.ts';

let folder = '';
let receiver: Receiver;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kabar-deliver-'));
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.close();
  await rm(folder, { recursive: true, force: true });
});

it('`kabar start` delivers what it reads of the demo newsroom', async () => {
  const env = { KABAR_DATA_DIR: folder, PORT: '0', DEMO_PORT: '0', FETCH_ALLOW_HOSTS: receiver.host };
  const made = await runCommand(['keys', 'create', 'desk', '--scope', 'WRITE_SAVED_SEARCH'], { env });
  const process = createProcess({ env });
  const ended = runCli(['start'], process.io);
  await expect.poll(process.out, { timeout: 50_000 }).toContain('Kabar is ready at');
  const [, url = ''] = /Kabar is ready at (\S+)/.exec(process.out()) ?? [];
  const create = async (address: string) => {
    const query = `mutation { createWebhook(input: { url: "${address}", events: [ARTICLE_ADDED], secret: "${secret}" }) {
      webhook { active } errors { ... on UserError { message } } } }`;
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${made.out.trim()}` };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    return (await answer.json()) as { data: { createWebhook: object } };
  };
  const refused = await create('http://127.0.0.1:9/');
  expect(JSON.stringify(refused)).toMatch(/no port of the web|private network/);
  expect((await create(`${receiver.url}/hook`)).data.createWebhook).toMatchObject({
    webhook: { active: true },
    errors: [],
  });
  await expect.poll(() => receiver.received.length, { timeout: 50_000 }).toBeGreaterThan(2);
  process.stop('SIGTERM');
  expect(await ended).toBe(0);
  for (const { body, headers } of receiver.received) {
    const told = new Webhook(secret).verify(body, headers as Record<string, string>);
    expect(told).toMatchObject({
      type: 'article.added',
      data: { article: { source: { name: expect.any(String) } } },
    });
  }
  const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
  expect(new Set(ids).size).toBe(ids.length);
  expect(process.err()).not.toContain(secret);
}, 150_000);
