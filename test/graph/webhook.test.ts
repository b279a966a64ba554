import { parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/base/config.ts';
import { secretBytes } from '../../src/base/webhookSecret.ts';
import { receiversOf } from '../../src/cli/delivery.ts';
import { type Caller, createContext } from '../../src/graph/context.ts';
import { createExecutor } from '../../src/graph/execute.ts';
import { buildGraph } from '../../src/graph/schema.ts';
import type { Database } from '../../src/store/db.ts';
import { createSavedSearch } from '../../src/store/savedSearches.ts';
import { saveFindings } from '../../src/store/webhookDeliveries.ts';
import { mostWebhooks, turnOffWebhook, webhooksBehind } from '../../src/store/webhooks.ts';
import { newCaller } from '../kit/callers.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { ask } from '../kit/graph.ts';
import { seedGraph, seedNow } from '../kit/seed.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const url = 'https://receiver.example/hook';
let database: Database;
let desk: Caller;
let other: Caller;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await truncate(database);
  await seedGraph(database);
  [desk, other] = [await newCaller(database, 'desk'), await newCaller(database, 'other')];
});

const errors = `errors { __typename ... on UserError { message path } ... on ValidationError { code }
  ... on NotFoundError { id } ... on QuotaError { resetAt } }`;
const about = `id kind url events active inactiveReason lastStatus lastDeliveryAt failureCount createdAt
  savedSearch { id }`;

const create = (input: object, viewer = desk) =>
  ask(
    database,
    `mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) {
      clientMutationId webhook { ${about} } ${errors} } }`,
    { input: { url, events: ['ARTICLE_ADDED'], secret, ...input } },
    viewer,
  );
const createChat = (input: object) =>
  ask(
    database,
    `mutation ($input: CreateTelegramDeliveryInput!) { createTelegramDelivery(input: $input) {
      webhook { ${about} } ${errors} } }`,
    { input: { events: ['ARTICLE_ADDED'], ...input } },
    desk,
  );

async function made(input: object = {}, viewer = desk) {
  const { data, errors: failed } = await create(input, viewer);
  expect([failed, data.createWebhook.errors]).toEqual([[], []]);
  return data.createWebhook.webhook;
}

/** Queues `n` deliveries to every webhook. */
async function deliver(n: number): Promise<void> {
  await seedChange();
  for (const due of await webhooksBehind(database, seedNow, 100)) {
    const news = Array.from({ length: n }, (_, i) => ({
      publicId: `msg_${due.rowId}_${i}`,
      event: 'ARTICLE_ADDED' as const,
      payload: `{"n":${i}}`,
    }));
    const findings = { changeCursor: due.changeCursor, runCursor: due.runCursor, news, withdrawn: [] };
    expect(await saveFindings(database, due, findings, seedNow)).toBe(true);
  }
}

/** Something for the webhooks to be behind of. */
async function seedChange(): Promise<void> {
  const { changes } = await import('../../src/store/tables.ts');
  await database.db
    .insert(changes)
    .values({ op: 'UPDATED', typename: 'Article', nodeId: 'art_x', at: seedNow });
}

describe('createWebhook', () => {
  it('makes one for the caller, and never shows the secret', async () => {
    const search = await createSavedSearch(database, {
      ...{ keyId: desk.keyId ?? 0, name: 's', query: 'putin', filter: null, createdAt: seedNow },
    });
    const input = {
      clientMutationId: 'w',
      savedSearchId: search?.id,
      events: ['TREND_ENTERED', 'TREND_ENTERED'],
    };
    const { data } = await create(input);
    expect(data.createWebhook).toEqual({
      clientMutationId: 'w',
      webhook: {
        ...{ id: expect.stringMatching(/^whk_/), kind: 'HTTP', url, events: ['TREND_ENTERED'], active: true },
        ...{ inactiveReason: null, lastStatus: null, lastDeliveryAt: null, failureCount: 0 },
        ...{ createdAt: seedNow.toISOString(), savedSearch: { id: search?.id } },
      },
      errors: [],
    });
    const fields = buildGraph().getType('Webhook')?.toConfig() as { fields?: object };
    expect(Object.keys(fields.fields ?? {})).not.toContain('secret');
  });

  it.each([
    [{ secret: 'hunter2' }, 'secret takes'],
    [{ secret: `whsec_${Buffer.alloc(23).toString('base64')}` }, 'secret takes'],
    [{ secret: `whsec_${Buffer.alloc(65).toString('base64')}` }, 'secret takes'],
    [{ secret: `${secret}\0` }, 'secret takes'],
    [{ events: [] }, 'events takes one'],
    [{ url: 'https://user:pw@receiver.example/' }, 'user name or password'],
    [{ url: `https://receiver.example/${'x'.repeat(2_000)}` }, 'at most 2000'],
    [{ url: 'https://receiver.example/\0' }, 'NUL'],
    [{ savedSearchId: '\0' }, 'NUL'],
  ])('refuses %j', async (input, message) => {
    const { data } = await create(input);
    expect(data.createWebhook).toMatchObject({
      webhook: null,
      errors: [
        { __typename: 'ValidationError', code: 'BAD_INPUT', message: expect.stringContaining(message) },
      ],
    });
    expect(JSON.stringify(data)).not.toContain('hunter2');
  });

  it('refuses what is no address or no event before it looks', async () => {
    for (const input of [{ url: 'ftp://x/' }, { url: 'javascript:alert(1)' }, { events: ['EVERYTHING'] }]) {
      expect((await create(input)).errors).toHaveLength(1);
    }
  });

  it("knows neither another key's search nor one that is not there", async () => {
    const search = await createSavedSearch(database, {
      ...{ keyId: other.keyId ?? 0, name: 's', query: null, filter: null, createdAt: seedNow },
    });
    for (const savedSearchId of [search?.id, 'sav_nothing']) {
      const { data } = await create({ savedSearchId });
      expect(data.createWebhook.errors).toMatchObject([{ __typename: 'NotFoundError', id: savedSearchId }]);
    }
  });

  it('ends at a hundred', async () => {
    for (let n = 0; n < mostWebhooks; n += 1) await made();
    const { data } = await create({});
    expect(data.createWebhook).toMatchObject({ webhook: null, errors: [{ __typename: 'QuotaError' }] });
    await made({}, other);
  });

  it('needs its scope', async () => {
    const reader = await newCaller(database, 'reader', []);
    expect((await create({}, reader)).errors).toEqual([expect.stringMatching(/^FORBIDDEN/)]);
  });

  it.each([
    ['http://127.0.0.1:8080/', 'private network'],
    ['http://[::1]/', 'private network'],
    ['http://10.0.0.8/', 'private network'],
    ['http://169.254.169.254/latest', 'private network'],
    ['http://0x7f000001/', 'private network'],
    ['https://receiver.example:22/', 'no port of the web'],
    ['http://127.0.0.1:9000/', null],
  ])('takes the address %s only where the fetcher would', async (address, message) => {
    const receivers = receiversOf(readConfig({ FETCH_ALLOW_HOSTS: '127.0.0.1:9000' }));
    const context = createContext(database, { now: () => seedNow, viewer: desk, receivers });
    const text = `mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { webhook { url } ${errors} } }`;
    const { data } = await createExecutor(buildGraph()).execute({
      ...{ document: parse(text), queryHash: text, operationName: null, context },
      variables: { input: { url: address, events: ['ARTICLE_ADDED'], secret } },
    });
    const { createWebhook } = JSON.parse(JSON.stringify(data));
    if (message === null) expect(createWebhook).toMatchObject({ webhook: { url: address }, errors: [] });
    else
      expect(createWebhook).toMatchObject({
        webhook: null,
        errors: [{ message: expect.stringContaining(message) }],
      });
  });
});

describe('createTelegramDelivery', () => {
  it('takes numbers and names of chats', async () => {
    const number = (await createChat({ chatId: '-1001234567890' })).data.createTelegramDelivery.webhook;
    expect(number).toMatchObject({ kind: 'TELEGRAM', url: 'https://web.telegram.org/a/#-1001234567890' });
    const name = (await createChat({ chatId: ' @kabar ' })).data.createTelegramDelivery.webhook;
    expect(name).toMatchObject({ kind: 'TELEGRAM', url: 'https://t.me/kabar' });
  });

  it.each([
    [{ chatId: '' }, 'chatId takes'],
    [{ chatId: '0' }, 'chatId takes'],
    [{ chatId: '@a/../b' }, 'chatId takes'],
    [{ chatId: '12345\0' }, 'chatId takes'],
    [{ chatId: '9'.repeat(17) }, 'chatId takes'],
    [{ chatId: '@kabar', events: ['CONTENT_WITHDRAWN'] }, 'not of CONTENT_WITHDRAWN'],
  ])('refuses %j', async (input, message) => {
    const { data } = await createChat(input);
    expect(data.createTelegramDelivery).toMatchObject({
      webhook: null,
      errors: [{ __typename: 'ValidationError', message: expect.stringContaining(message) }],
    });
  });

  it('says that there is no bot where there is none', async () => {
    const context = createContext(database, {
      ...{ now: () => seedNow, viewer: desk, receivers: receiversOf(readConfig({})) },
    });
    const text = `mutation { createTelegramDelivery(input: { chatId: "@kabar", events: [ARTICLE_ADDED] }) { ${errors} } }`;
    const request = { document: parse(text), queryHash: text, operationName: null, variables: {}, context };
    const { data } = await createExecutor(buildGraph()).execute(request);
    expect(JSON.stringify(data)).toContain('TELEGRAM_BOT_TOKEN');
  });
});

describe('what stands in the graph', () => {
  const listed = `{ viewer { webhooks(first: 10) { totalCount nodes { id deliveries(first: 2) {
    totalCount pageInfo { hasNextPage endCursor } nodes { id event state attempts payload createdAt deliveredAt } } } } } }`;

  it('is the same number of statements for one webhook as for ten', async () => {
    await made();
    await deliver(3);
    const one = await ask(database, listed, {}, desk);
    expect(one.errors).toEqual([]);
    expect(one.data.viewer.webhooks.nodes).toMatchObject([
      {
        deliveries: {
          totalCount: 3,
          pageInfo: { hasNextPage: true },
          nodes: [
            { payload: '{"n":2}', state: 'PENDING', attempts: 0, deliveredAt: null },
            { payload: '{"n":1}' },
          ],
        },
      },
    ]);
    for (let n = 0; n < 9; n += 1) await made();
    const ten = await ask(database, listed, {}, desk);
    expect(ten.data.viewer.webhooks).toMatchObject({ totalCount: 10, nodes: { length: 10 } });
    expect([one.statements, ten.statements]).toEqual([4, 4]);
  });

  it('has pages that go on where they ended, and states to choose from', async () => {
    const { id } = await made();
    await deliver(3);
    const page = (args: string) =>
      ask(
        database,
        `{ node(id: "${id}") { ... on Webhook { deliveries(${args}) { nodes { payload } pageInfo { endCursor } } } } }`,
        {},
        desk,
      );
    const first = (await page('first: 2')).data.node.deliveries;
    const rest = (await page(`first: 2, after: "${first.pageInfo.endCursor}"`)).data.node.deliveries;
    expect(rest.nodes).toEqual([{ payload: '{"n":0}' }]);
    expect((await page('states: [DELIVERED, FAILED]')).data.node.deliveries.nodes).toEqual([]);
    expect((await page('states: []')).data.node.deliveries.nodes).toEqual([]);
    expect((await page(`states: [FAILED], after: "${first.pageInfo.endCursor}"`)).errors).toEqual([
      expect.stringMatching(/^BAD_CURSOR/),
    ]);
  });

  it("is its owner's alone", async () => {
    const { id } = await made();
    await deliver(1);
    const query = `{ node(id: "${id}") { id } viewer { webhooks { nodes { id deliveries { nodes { id } } } } } }`;
    const { data } = await ask(database, query, {}, desk);
    expect(data.node).toEqual({ id });
    const [delivery] = data.viewer.webhooks.nodes[0].deliveries.nodes;
    const both = `{ nodes(ids: ["${id}", "${delivery.id}"]) { id } viewer { webhooks { nodes { id } } } }`;
    expect((await ask(database, both, {}, desk)).data.nodes).toEqual([{ id }, { id: delivery.id }]);
    for (const viewer of [other, undefined]) {
      const seen = await ask(database, both, {}, viewer);
      expect(seen.data).toEqual({ nodes: [null, null], viewer: { webhooks: { nodes: [] } } });
    }
    const replay = `mutation ($id: ID!) { replayWebhookDelivery(input: { id: $id }) { delivery { state } ${errors} } }`;
    const refused = await ask(database, replay, { id: delivery.id }, other);
    expect(refused.data.replayWebhookDelivery.errors).toMatchObject([{ __typename: 'NotFoundError' }]);
    const replayed = await ask(database, replay, { id: delivery.id }, desk);
    expect(replayed.data.replayWebhookDelivery).toEqual({ delivery: { state: 'PENDING' }, errors: [] });
  });

  it('tells the webhooks of a search', async () => {
    const search = await createSavedSearch(database, {
      ...{ keyId: desk.keyId ?? 0, name: 's', query: null, filter: null, createdAt: seedNow },
    });
    const { id } = await made({ savedSearchId: search?.id });
    await made();
    const query = '{ viewer { savedSearches { nodes { webhooks { id savedSearch { name } } } } } }';
    const { data, statements } = await ask(database, query, {}, desk);
    expect(data.viewer.savedSearches.nodes).toEqual([{ webhooks: [{ id, savedSearch: { name: 's' } }] }]);
    expect(statements).toBe(3);
  });

  it('is paused, turned on again and deleted by its owner', async () => {
    const { id } = await made();
    const update = (active: boolean, viewer = desk) =>
      ask(
        database,
        `mutation { updateWebhook(input: { id: "${id}", active: ${active} }) { webhook { active inactiveReason } ${errors} } }`,
        {},
        viewer,
      );
    expect((await update(false, other)).data.updateWebhook.errors).toMatchObject([{ id }]);
    expect((await update(false)).data.updateWebhook.webhook).toEqual({ active: false, inactiveReason: null });
    expect((await update(true)).data.updateWebhook.webhook).toEqual({ active: true, inactiveReason: null });
    await turnOffWebhook(database, id, 'Gone.');
    const { data } = await ask(
      database,
      `{ node(id: "${id}") { ... on Webhook { active inactiveReason } } }`,
      {},
      desk,
    );
    expect(data.node).toEqual({ active: false, inactiveReason: 'Gone.' });
    expect((await update(true)).data.updateWebhook.webhook).toEqual({ active: true, inactiveReason: null });

    const remove = (viewer: Caller) =>
      ask(database, `mutation { deleteWebhook(input: { id: "${id}" }) { deletedId ${errors} } }`, {}, viewer);
    expect((await remove(other)).data.deleteWebhook).toMatchObject({ deletedId: null, errors: [{ id }] });
    expect((await remove(desk)).data.deleteWebhook).toEqual({ deletedId: id, errors: [] });
    expect((await remove(desk)).data.deleteWebhook).toMatchObject({ deletedId: null });
  });
});

describe('a secret', () => {
  it.each([
    '',
    'whsec_',
    'WHSEC_aaaa',
    `whsec_${'!'.repeat(40)}`,
    `whsec_${'A'.repeat(33)}`,
    secret.slice(6),
  ])('%j is none', (text) => expect(secretBytes(text)).toBeNull());
  it('has its bytes', () => expect(secretBytes(secret)).toEqual(Buffer.alloc(32, 7)));
});
