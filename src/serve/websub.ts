/**
 * The callback of WebSub subscriptions: hubs verify what we asked for by GET and deliver by POST.
 *
 * A delivery's content is not taken in: it only makes the channel due, and the worker polls it. That keeps one way in
 * for every article, with the same robots check, size caps and identity, and a hub cannot put a word into an outlet's
 * mouth. @see https://www.w3.org/TR/websub/
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../base/log.ts';
import type { Database } from '../store/db.ts';
import { changeSubscription, findSubscription, type Subscription, wakeChannel } from '../store/websub.ts';

export interface WebSubDeps {
  database: Database;
  log: Log;
  now: () => Date;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The subscription of the callback's token; null at other addresses. */
    subscription: Subscription | null;
  }
}

/** Longest delivery in bytes; it is read for its signature alone. */
const deliveryBytes = 1024 * 1024;
/** A lease that a hub does not name, and the shortest and longest we believe; in seconds. */
const lease = { unnamed: 10 * 86_400, shortest: 60, longest: 90 * 86_400 };
/** Methods of W3C WebSub section 7. */
const algorithms = new Set(['sha1', 'sha256', 'sha384', 'sha512']);

/**
 * Whether an X-Hub-Signature (`method=hex`) is the HMAC of the body under the secret. False for anything else, an absent
 * header included: we always send a secret, so every delivery must be signed.
 */
export function isSignedBy(secret: string, body: Uint8Array, header: string | undefined): boolean {
  const [, method = '', hex = ''] = /^(sha\d{1,3})=([0-9a-f]{40,128})$/i.exec((header ?? '').trim()) ?? [];
  const algorithm = method.toLowerCase();
  if (!algorithms.has(algorithm)) return false;
  const expected = createHmac(algorithm, secret).update(body).digest();
  const given = Buffer.from(hex, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** One value of a query parameter; empty when it is absent or given twice. */
function parameter(request: FastifyRequest, name: string): string {
  const value = (request.query as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
}

function leaseSecondsOf(text: string): number {
  const seconds = /^\d{1,10}$/.test(text) ? Number(text) : lease.unnamed;
  return Math.min(Math.max(seconds, lease.shortest), lease.longest);
}

const isRunning = ({ state }: Subscription): boolean => state === 'PENDING' || state === 'ACTIVE';

/** Echoes the challenge only for what we asked ourselves: this token, this topic, this mode. */
async function verify(deps: WebSubDeps, request: FastifyRequest, reply: FastifyReply, held: Subscription) {
  const mode = parameter(request, 'hub.mode');
  const challenge = parameter(request, 'hub.challenge');
  const isTopic = parameter(request, 'hub.topic') === held.topicUrl;
  reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store');
  if (mode === 'denied' && isTopic) {
    const reason = parameter(request, 'hub.reason') || 'no reason given';
    const error = `The hub denied: ${reason.replaceAll('\0', '\ufffd')}`;
    if (isRunning(held)) await changeSubscription(deps.database, held.token, { state: 'DENIED', error });
    return reply.send('noted');
  }
  const isSubscribing = mode === 'subscribe' && isRunning(held);
  const isLeaving = mode === 'unsubscribe' && held.state === 'ENDED';
  if (!isTopic || challenge === '' || !(isSubscribing || isLeaving)) {
    return reply.code(404).send('This was not asked for.');
  }
  if (isSubscribing) {
    const seconds = leaseSecondsOf(parameter(request, 'hub.lease_seconds'));
    const leaseExpiresAt = new Date(deps.now().getTime() + seconds * 1000);
    await changeSubscription(deps.database, held.token, { state: 'ACTIVE', leaseExpiresAt, error: null });
    deps.log.info({ hub: held.hubUrl, topic: held.topicUrl, seconds }, 'subscription verified');
  }
  return reply.send(challenge);
}

/** Answers 2xx whether the signature holds or not, as section 7.1 asks: who forges learns nothing. */
async function receive(deps: WebSubDeps, request: FastifyRequest, reply: FastifyReply, held: Subscription) {
  if (!isRunning(held)) return reply.code(410).send();
  const signature = request.headers['x-hub-signature'];
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  if (isSignedBy(held.secret, body, typeof signature === 'string' ? signature : undefined)) {
    await wakeChannel(deps.database, held.channelId, deps.now());
  } else deps.log.warn({ hub: held.hubUrl, topic: held.topicUrl }, 'delivery without a valid signature');
  return reply.code(202).send();
}

/**
 * Registers `/websub/:token`. A token that no subscription has is answered 404 before a body is read, an ended
 * subscription's delivery 410, a body over 1 MB 413.
 */
export async function registerWebSub(app: FastifyInstance, deps: WebSubDeps): Promise<void> {
  await app.register(async (scope) => {
    scope.decorateRequest('subscription', null);
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.addHook('onRequest', async (request, reply) => {
      const { token } = request.params as { token: string };
      const isToken = /^[\w-]{16,64}$/.test(token);
      request.subscription = isToken ? await findSubscription(deps.database, token) : null;
      if (request.subscription === null) {
        return reply.code(404).type('text/plain; charset=utf-8').send('There is no such subscription.');
      }
    });
    const held = (request: FastifyRequest): Subscription => {
      if (request.subscription === null) throw new Error('the hook lets no request without one through');
      return request.subscription;
    };
    scope.get('/websub/:token', (request, reply) => verify(deps, request, reply, held(request)));
    scope.post('/websub/:token', { bodyLimit: deliveryBytes }, (request, reply) =>
      receive(deps, request, reply, held(request)),
    );
  });
}
