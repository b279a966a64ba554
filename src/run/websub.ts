/**
 * WebSub subscriptions kept up: hubs are asked to tell us of news, asked again before they forget us, and told when a
 * channel is no longer read. What hubs say back arrives at serve/websub.ts. A delivery only makes a channel due, so
 * polling stays the one way in, and goes on beside.
 * @see https://www.w3.org/TR/websub/
 */
import { randomBytes } from 'node:crypto';
import { asAppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Database } from '../store/db.ts';
import {
  changeSubscription,
  listUnwantedSubscriptions,
  listWantedSubscriptions,
  type Subscription,
  saveSubscriptionRequest,
  type WantedSubscription,
} from '../store/websub.ts';

export interface WebSubDeps {
  database: Database;
  log: Log;
  clock: () => Date;
  /** Address under which hubs reach this gateway (PUBLIC_URL); null: no hub is asked. */
  publicUrl: string | null;
  /** POSTs a form; an answer that is no success may come back or be thrown as AppError with `data.status`. */
  post: (url: string, form: Record<string, string>) => Promise<{ status: number }>;
}

/** What one round did. */
export interface RenewalCounts {
  asked: number;
  refused: number;
  failed: number;
  ended: number;
}

/** Hubs asked in one round at most, one after the other: the worker has outlets to read. */
const askedAtOnce = 10;
/** What we ask for; a hub may grant another lease. */
const leaseSeconds = 10 * 86_400;
/** 4xx answers that do not mean "never". */
const passing = new Set([408, 425, 429]);

type HubAnswer = { outcome: 'asked' } | { outcome: 'refused' | 'failed'; error: string };

async function askHub(deps: WebSubDeps, hubUrl: string, form: Record<string, string>): Promise<HubAnswer> {
  try {
    const { status } = await deps.post(hubUrl, form);
    return answerOf(status, `The hub answered ${status}`);
  } catch (thrown) {
    const { message, code, data } = asAppError(thrown);
    // Our own guard's refusal of an address is as final as the hub's.
    if (code === 'REFUSED' && typeof data.status !== 'number') return { outcome: 'refused', error: message };
    return answerOf(typeof data.status === 'number' ? data.status : null, message);
  }
}

function answerOf(status: number | null, error: string): HubAnswer {
  if (status !== null && status >= 200 && status < 300) return { outcome: 'asked' };
  const isFinal = status !== null && status >= 400 && status < 500 && !passing.has(status);
  return { outcome: isFinal ? 'refused' : 'failed', error };
}

const callbackUrl = (publicUrl: string, token: string): string =>
  `${publicUrl.replace(/\/$/, '')}/websub/${token}`;

/** Asks one hub, null when another worker does; token and secret of a running subscription are kept. */
async function subscribe(
  deps: WebSubDeps,
  publicUrl: string,
  wanted: WantedSubscription,
): Promise<HubAnswer['outcome'] | null> {
  const { channelId, hubUrl, topicUrl } = wanted;
  const token = wanted.token ?? randomBytes(24).toString('base64url');
  const secret = wanted.secret ?? randomBytes(32).toString('hex');
  const { database, log } = deps;
  const request = { channelId, hubUrl, topicUrl, token, secret, now: deps.clock() };
  if (!(await saveSubscriptionRequest(database, request))) return null;
  const answer = await askHub(deps, hubUrl, {
    'hub.mode': 'subscribe',
    'hub.topic': topicUrl,
    'hub.callback': callbackUrl(publicUrl, token),
    'hub.lease_seconds': String(leaseSeconds),
    'hub.secret': secret,
  });
  if (answer.outcome === 'asked') log.info({ hub: hubUrl, topic: topicUrl }, 'hub asked');
  else {
    log.warn({ hub: hubUrl, topic: topicUrl, reason: answer.error }, 'hub failed');
    const state = answer.outcome === 'refused' ? { state: 'DENIED' as const } : {};
    await changeSubscription(database, token, { ...state, error: answer.error });
  }
  return answer.outcome;
}

/** The row is ended first: the hub verifies that we meant it. A hub that does not listen forgets us in time. */
async function unsubscribe(deps: WebSubDeps, publicUrl: string, subscription: Subscription): Promise<void> {
  const { token, hubUrl, topicUrl } = subscription;
  await changeSubscription(deps.database, token, { state: 'ENDED', error: null });
  const answer = await askHub(deps, hubUrl, {
    'hub.mode': 'unsubscribe',
    'hub.topic': topicUrl,
    'hub.callback': callbackUrl(publicUrl, token),
  });
  if (answer.outcome !== 'asked') await changeSubscription(deps.database, token, { error: answer.error });
}

/**
 * One round: asks the hubs of channels that have none or whose lease runs out, and takes leave of those no longer
 * needed. A hub that answers 4xx is given up until its feed names another; other failures are tried again in an hour.
 * Nothing happens without a public address. Never throws for a fault of a hub.
 */
export async function renewSubscriptions(deps: WebSubDeps): Promise<RenewalCounts> {
  const counts: RenewalCounts = { asked: 0, refused: 0, failed: 0, ended: 0 };
  const { database, publicUrl } = deps;
  if (publicUrl === null) return counts;
  const limit = askedAtOnce;
  for (const subscription of await listUnwantedSubscriptions(database, { limit })) {
    await unsubscribe(deps, publicUrl, subscription);
    counts.ended += 1;
  }
  for (const wanted of await listWantedSubscriptions(database, { now: deps.clock(), limit })) {
    const outcome = await subscribe(deps, publicUrl, wanted);
    if (outcome !== null) counts[outcome] += 1;
  }
  return counts;
}
