/** Who may ask and how much: API keys, the profile without one, and the budget of either. Knows no transport. */
import type { Config } from '../base/config.ts';
import type { Log } from '../base/log.ts';
import { anonymousCaller, type Caller } from '../graph/context.ts';
import type { Database } from '../store/db.ts';
import { clientOf, isLoopback } from './accessAddress.ts';
import { createKeyRing, notAsked, sentKey } from './accessKeys.ts';
import { createBuckets, type OpenPurse, type Policy, type Purse, rateLimitHeaders } from './rateLimit.ts';
import { createUsageLog } from './usage.ts';

export type AccessConfig = Pick<
  Config,
  'REQUIRE_KEY' | 'ANONYMOUS_SCOPES' | 'ANONYMOUS_BUDGET' | 'ANONYMOUS_RESTORE' | 'KEY_BUDGET' | 'KEY_RESTORE'
>;

export interface AccessDeps {
  database: Database;
  log: Log;
  now: () => Date;
  config: AccessConfig;
}

/** A request as far as access goes. */
export interface Arrival {
  headers: Record<string, string | string[] | undefined>;
  /** The client's address, proxies that are trusted looked through. */
  address: string;
  /** The address at the other end of the socket. */
  peer: string;
}

/** A caller who may ask, with one point taken already. */
export interface Admission {
  caller: Caller;
  purse: Purse;
}

/** Why a request is turned away before GraphQL sees it. */
export interface Refusal {
  code: 'UNAUTHENTICATED' | 'RATE_LIMITED' | 'BAD_REQUEST';
  status: 401 | 429 | 400;
  message: string;
  headers: Record<string, string>;
}

export interface Access {
  /** Throws only what the database throws. */
  admit(arrival: Arrival): Promise<Admission | Refusal>;
  /** For what is open to whoever knows its address, even where keys are required: nobody asks for one or looks at it. */
  visit(arrival: Arrival): Admission | Refusal;
  /** Ends what goes on beside the requests, and writes down what was used. */
  close(): Promise<void>;
}

/** Keys that only the database can tell from good ones: so many wrong ones an address may try, then one a second. */
const attempts: Policy = { name: 'attempts', maximum: 60, restoreRate: 1 };

/** Whoever sits at the machine itself: enough for any tool, yet an endless loop is stopped some time. */
const local: Policy = { name: 'local', maximum: 100_000, restoreRate: 10_000 };

function challenge(message: string | null): Record<string, string> {
  // RFC 6750 section 3: no error code where no credentials were sent.
  const error = message === null ? '' : `, error="invalid_token", error_description="${message}"`;
  return { 'www-authenticate': `Bearer realm="Kabar"${error}` };
}

function unauthenticated(message: string, wasSent: boolean): Refusal {
  const headers = challenge(wasSent ? message : null);
  return { code: 'UNAUTHENTICATED', status: 401, message, headers };
}

function exhausted(message: string, seconds: number): Refusal {
  return { code: 'RATE_LIMITED', status: 429, message, headers: { 'retry-after': String(seconds) } };
}

const noKey = 'This gateway answers only with an API key: send it as "Authorization: Bearer kbr_…".';
const twoKeys = 'Two different API keys were sent, in Authorization and X-API-Key; send one.';

/** On this machine and not behind a proxy on it, whose clients are anybody. */
function isLocal({ peer, headers }: Arrival): boolean {
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return isLoopback(peer) && !isForwarded;
}

function anonymousOf({ ANONYMOUS_SCOPES }: AccessConfig): Caller {
  return { ...anonymousCaller, scopes: new Set(['READ', ...ANONYMOUS_SCOPES]) };
}

/** Takes the point that every request costs, however it ends. */
function spendOne(caller: Caller, purse: Purse, now: Date): Admission | Refusal {
  const seconds = purse.take(1);
  if (seconds === null) return { caller, purse };
  const refusal = exhausted(`The budget is spent; there will be some in ${seconds} s.`, seconds);
  return { ...refusal, headers: { ...refusal.headers, ...rateLimitHeaders(purse, now) } };
}

/** A purse of which is noted what leaves it and what comes back. */
function counted(purse: Purse, note: (points: number) => void): Purse {
  return {
    ...purse,
    take(points) {
      const seconds = purse.take(points);
      if (seconds === null) note(points);
      return seconds;
    },
    giveBack(points) {
      purse.giveBack(points);
      note(-points);
    },
  };
}

/** The door of one server. */
export function createAccess(deps: AccessDeps): Access {
  const { config, now } = deps;
  const keys = createKeyRing(deps);
  const usage = createUsageLog(deps);
  const open: OpenPurse = createBuckets(now);
  const anonymous = anonymousOf(config);
  const policies = {
    anonymous: {
      name: 'anonymous',
      maximum: config.ANONYMOUS_BUDGET,
      restoreRate: config.ANONYMOUS_RESTORE,
    },
    key: { name: 'key', maximum: config.KEY_BUDGET, restoreRate: config.KEY_RESTORE },
  } satisfies Record<string, Policy>;

  const admitKey = async (text: string, client: string): Promise<Admission | Refusal> => {
    const tries = open(client, attempts);
    let hasTried = false;
    const judged = await keys.judge(text, () => {
      // Taken before the answer is known: a thousand guesses at once are a thousand guesses.
      hasTried = tries.take(1) === null;
      return hasTried;
    });
    if (judged === notAsked) return exhausted('Too many API keys were tried from this address.', 1);
    if (typeof judged === 'string') return unauthenticated(judged, true);
    if (hasTried) tries.giveBack(1);
    const { keyId, keyPrefix } = judged;
    const purse = open(keyPrefix ?? '', policies.key);
    if (keyId === null) return spendOne(judged, purse, now());
    const admitted = spendOne(
      judged,
      counted(purse, (points) => usage.note(keyId, { points })),
      now(),
    );
    if ('caller' in admitted) usage.note(keyId, { operations: 1 });
    return admitted;
  };
  const admitClient = (arrival: Arrival): Admission | Refusal => {
    const policy = isLocal(arrival) ? local : policies.anonymous;
    return spendOne(anonymous, open(clientOf(arrival.address), policy), now());
  };

  return {
    async admit(arrival) {
      const text = sentKey(arrival.headers);
      if (text === 'twice') return { code: 'BAD_REQUEST', status: 400, message: twoKeys, headers: {} };
      if (text !== null) return admitKey(text, clientOf(arrival.address));
      return config.REQUIRE_KEY ? unauthenticated(noKey, false) : admitClient(arrival);
    },
    visit: admitClient,
    async close() {
      await Promise.all([keys.settled(), usage.close()]);
    },
  };
}
