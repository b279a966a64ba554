/** One attempt at a delivery: what is posted, and what the answer means for it and for its webhook. */
import { asAppError } from '../base/errors.ts';
import type { Attempt, ClaimedDelivery } from '../store/webhookQueue.ts';
import { askedPauseMs, nextAttemptAt } from './schedule.ts';
import { signedHeaders } from './sign.ts';
import { messageOf } from './telegram.ts';

/** An answer, whatever its status. */
export interface Answered {
  status: number;
  /** The header as sent; null when absent. */
  retryAfter: string | null;
  /** The beginning of the answer. */
  body: string;
}

/** POSTs JSON without following redirects; throws an AppError without a full answer. */
export type Post = (url: string, headers: Record<string, string>, body: string) => Promise<Answered>;

export interface AttemptDeps {
  /** To addresses that clients gave. */
  post: Post;
  /** Null when no bot is set up. */
  telegram: { post: Post; apiUrl: string; token: string } | null;
  clock: () => Date;
}

/** What an answer, or the lack of one, comes to before the schedule is asked. */
interface Outcome {
  ok: boolean;
  status: number | null;
  error: string | null;
  askedMs: number | null;
  /** Why there is no use in trying again. */
  turnOff: string | null;
}

const taken = (status: number | null): Outcome => ({
  ...{ ok: true, status, error: null },
  ...{ askedMs: null, turnOff: null },
});
const failed = (status: number | null, error: string, rest: Partial<Outcome> = {}): Outcome => ({
  ...{ ok: false, status, error },
  ...{ askedMs: null, turnOff: null, ...rest },
});

function outcomeOf({ status, retryAfter }: Answered, now: Date): Outcome {
  if (status >= 200 && status < 300) return taken(status);
  const redirects = status >= 300 && status < 400 ? '; redirects are not followed' : '';
  return failed(status, `The receiver answered ${status}${redirects}.`, {
    askedMs: askedPauseMs(retryAfter, now),
    turnOff: status === 410 ? 'The receiver answered 410: it wants nothing more.' : null,
  });
}

async function postSigned({ post, clock }: AttemptDeps, delivery: ClaimedDelivery): Promise<Outcome> {
  const { id, url, secret, payload: body } = delivery;
  const now = clock();
  const headers = signedHeaders(secret ?? '', { id, at: now, body });
  return outcomeOf(await post(url, headers, body), now);
}

/** What the Bot API says beside its status; nothing where the answer is not its JSON. */
function botAnswer(body: string): { description: string; retryAfter: string | null } {
  try {
    const { description, parameters } = JSON.parse(body);
    const seconds = parameters?.retry_after;
    return {
      description: String(description ?? '').slice(0, 200),
      retryAfter: typeof seconds === 'number' ? String(Math.ceil(seconds)) : null,
    };
  } catch {
    return { description: '', retryAfter: null };
  }
}

/** Answers after which a chat hears nothing more: the bot was blocked or put out, or there is no such chat. */
const isGone = (status: number, description: string): boolean =>
  status === 403 || (status === 400 && /chat not found|group chat was upgraded/i.test(description));

async function postMessage({ telegram, clock }: AttemptDeps, delivery: ClaimedDelivery): Promise<Outcome> {
  if (telegram === null) return failed(null, 'TELEGRAM_BOT_TOKEN is not set.');
  const text = messageOf(JSON.parse(delivery.payload).data);
  if (text === null) return taken(null);
  const { post, apiUrl, token } = telegram;
  const url = `${apiUrl.replace(/\/$/, '')}/bot${token}/sendMessage`;
  const message = JSON.stringify({ chat_id: delivery.chatId, text, parse_mode: 'HTML' });
  const { status, body } = await post(url, {}, message);
  if (status >= 200 && status < 300) return taken(status);
  const { description, retryAfter } = botAnswer(body);
  const said = `Telegram answered ${status}: ${description}`;
  return failed(status, said, {
    askedMs: askedPauseMs(retryAfter, clock()),
    turnOff: isGone(status, description) ? said : null,
  });
}

/** Messages of a fetch name its address, and in a bot's address stands its token. */
const withoutToken = (text: string, token: string | undefined): string =>
  token === undefined ? text : text.replaceAll(token, '<token>');

/** Tries once and says how it went; never throws for anything that a receiver does. */
export async function attempt(deps: AttemptDeps, delivery: ClaimedDelivery): Promise<Attempt> {
  const outcome = await (delivery.kind === 'HTTP' ? postSigned : postMessage)(deps, delivery).catch(
    (thrown: unknown) => failed(null, withoutToken(asAppError(thrown).message, deps.telegram?.token)),
  );
  const { ok, status, error, askedMs, turnOff } = outcome;
  const nothing = { status, error, turnOff, nextAttemptAt: null, pauseUntil: null };
  if (ok) return { ...nothing, state: 'DELIVERED' };
  const now = deps.clock();
  const pauseUntil = askedMs === null ? null : new Date(now.getTime() + askedMs);
  const next =
    turnOff === null ? nextAttemptAt(delivery.attempts, { now, askedMs, random: Math.random() }) : null;
  if (next === null) return { ...nothing, state: 'FAILED', pauseUntil };
  return { ...nothing, state: 'PENDING', nextAttemptAt: next, pauseUntil };
}
