import { createHmac } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import { isSignedBy, registerWebSub } from '../../src/serve/websub.ts';
import { addSource } from '../../src/store/configuredSources.ts';
import type { Database } from '../../src/store/db.ts';
import { sourceChannels } from '../../src/store/tables.ts';
import { changeSubscription, findSubscription, saveSubscriptionRequest } from '../../src/store/websub.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';

const start = new Date('2015-11-27T03:00:00Z');
const later = new Date('2015-11-27T09:00:00Z');
const topicUrl = 'https://koran.test/rss';
const [token, secret] = ['abcdefghijklmnopqrstuvwxyz012345', 'rahasia'];

let database: Database;
let app: FastifyInstance;

beforeAll(async () => {
  database = await openTestDatabase();
  app = Fastify();
  app.post('/other', async (request) => ({ got: request.body }));
  await registerWebSub(app, { database, log: silentLog, now: () => start });
});
afterAll(async () => {
  await app?.close();
  await database?.close();
});
beforeEach(async () => {
  await truncate(database);
  const about = { name: 'Koran', domain: 'koran.test', url: 'https://koran.test/', kind: 'OTHER' as const };
  const channels = [{ kind: 'RSS' as const, url: topicUrl }];
  const rest = { country: null, languages: [], exposure: 'SNIPPET' as const, isDemo: false, channels };
  await addSource(database, { ...about, ...rest }, start);
  const [channel] = await database.db
    .update(sourceChannels)
    .set({ nextAttemptAt: later })
    .returning({ id: sourceChannels.id });
  const channelId = channel?.id ?? 0;
  const hubUrl = 'https://hub.test/';
  await saveSubscriptionRequest(database, { channelId, hubUrl, topicUrl, token, secret, now: start });
});

const verify = (query: Record<string, string>, at = token) =>
  app.inject({ method: 'GET', url: `/websub/${at}`, query });
const asked = { 'hub.mode': 'subscribe', 'hub.topic': topicUrl, 'hub.challenge': '<b>42</b>' };
const deliver = (payload: string | Buffer, headers: Record<string, string>, at = token) =>
  app.inject({ method: 'POST', url: `/websub/${at}`, payload, headers });
const signed = (body: string, method = 'sha256') =>
  `${method}=${createHmac(method, secret).update(body).digest('hex')}`;
const nextAttempt = async () => (await database.db.select().from(sourceChannels))[0]?.nextAttemptAt;

describe('verification by a hub', () => {
  it('echoes the challenge as plain text and starts the lease', async () => {
    const answer = await verify({ ...asked, 'hub.lease_seconds': '3600' });
    expect(answer).toMatchObject({ statusCode: 200, body: '<b>42</b>' });
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    const leaseExpiresAt = new Date('2015-11-27T04:00:00Z');
    expect(await findSubscription(database, token)).toMatchObject({ state: 'ACTIVE', leaseExpiresAt });
  });

  it('believes no lease shorter than a minute or longer than ninety days', async () => {
    for (const [said, seconds] of [
      ['0', 60],
      ['9999999999', 90 * 86_400],
      ['-5', 864_000],
      ['soon', 864_000],
    ] as const) {
      await verify({ ...asked, 'hub.lease_seconds': said });
      const held = await findSubscription(database, token);
      expect([said, held?.leaseExpiresAt?.getTime()]).toEqual([said, start.getTime() + seconds * 1000]);
    }
  });

  it('is refused for another topic, another token, a mode we did not ask for, or without a challenge', async () => {
    const wrong = [
      verify({ ...asked, 'hub.topic': 'https://evil.test/rss' }),
      verify(asked, 'abcdefghijklmnopqrstuvwxyz999999'),
      verify(asked, '..%2f'),
      verify({ ...asked, 'hub.mode': 'unsubscribe' }),
      verify({ ...asked, 'hub.mode': 'publish' }),
      verify({ 'hub.mode': 'subscribe', 'hub.topic': topicUrl }),
      verify({}),
    ];
    for (const answer of await Promise.all(wrong)) expect(answer.statusCode).toBe(404);
    expect(await findSubscription(database, token)).toMatchObject({ state: 'PENDING' });
  });

  it('confirms that we left only after we did', async () => {
    await changeSubscription(database, token, { state: 'ENDED' });
    expect((await verify({ ...asked, 'hub.mode': 'unsubscribe' })).body).toBe('<b>42</b>');
    expect((await verify(asked)).statusCode).toBe(404);
    expect(await findSubscription(database, token)).toMatchObject({ state: 'ENDED' });
  });

  it('may be a denial, which is noted with its reason', async () => {
    const reason = { 'hub.mode': 'denied', 'hub.topic': topicUrl, 'hub.reason': 'not\0here' };
    expect((await verify(reason)).statusCode).toBe(200);
    const held = await findSubscription(database, token);
    expect(held).toMatchObject({ state: 'DENIED', error: 'The hub denied: not\ufffdhere' });
    expect((await verify(asked)).statusCode).toBe(404);
  });
});

describe('a delivery', () => {
  it('that is signed makes the channel due; its content is not taken in', async () => {
    const body = '<rss><channel><item><title>Palsu</title></item></channel></rss>';
    const headers = { 'content-type': 'application/rss+xml', 'x-hub-signature': signed(body) };
    expect((await deliver(body, headers)).statusCode).toBe(202);
    expect(await nextAttempt()).toEqual(start);
    expect((await findSubscription(database, token))?.lastDeliveryAt).toEqual(start);
  });

  it('is signed over the bytes as they came, whatever their type', async () => {
    const body = '{"a":\n 1}';
    for (const type of ['application/json', 'text/plain', 'application/x-unheard-of']) {
      await database.db.update(sourceChannels).set({ nextAttemptAt: later });
      await deliver(body, { 'content-type': type, 'x-hub-signature': signed(body, 'sha512') });
      expect([type, await nextAttempt()]).toEqual([type, start]);
    }
  });

  it('that is unsigned or signed wrongly is answered alike and wakes nothing', async () => {
    const wrong = [
      'sha256=00',
      'md5=d41d8cd98f00b204e9800998ecf8427e',
      signed('other'),
      'sha256',
      '',
      undefined,
    ];
    for (const signature of wrong) {
      const headers = signature === undefined ? {} : { 'x-hub-signature': signature };
      const answer = await deliver('<rss/>', { 'content-type': 'text/xml', ...headers });
      expect(answer.statusCode).toBe(202);
    }
    expect(await nextAttempt()).toEqual(later);
  });

  it('is gone after we left, and unknown under another token', async () => {
    const headers = { 'content-type': 'text/xml', 'x-hub-signature': signed('x') };
    expect((await deliver('x', headers, 'abcdefghijklmnopqrstuvwxyz999999')).statusCode).toBe(404);
    await changeSubscription(database, token, { state: 'ENDED' });
    expect((await deliver('x', headers)).statusCode).toBe(410);
    expect(await nextAttempt()).toEqual(later);
  });

  it('of more than a megabyte is refused', async () => {
    const answer = await deliver(Buffer.alloc(1024 * 1024 + 1), { 'content-type': 'text/xml' });
    expect(answer.statusCode).toBe(413);
  });

  it('changes nothing for the other routes of the server', async () => {
    const answer = await app.inject({ method: 'POST', url: '/other', payload: { a: 1 } });
    expect(answer.json()).toEqual({ got: { a: 1 } });
  });
});

describe('a signature', () => {
  it('is read in every method of the standard and in upper case, and refused otherwise', () => {
    const body = Buffer.from('halo');
    for (const method of ['sha1', 'sha256', 'sha384', 'sha512']) {
      expect(isSignedBy(secret, body, signed('halo', method))).toBe(true);
      expect(isSignedBy(secret, body, signed('halo', method).toUpperCase())).toBe(true);
      expect(isSignedBy(secret, body, signed('hali', method))).toBe(false);
    }
    expect(isSignedBy(secret, body, signed('halo', 'sha256').replace('sha256', 'sha384'))).toBe(false);
    expect(isSignedBy(secret, body, `sha224=${'0'.repeat(56)}`)).toBe(false);
  });
});
