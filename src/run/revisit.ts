/**
 * Looking again at pages that were stored, for edits and retractions. An edit goes the way of every page; a page that is
 * gone for good retracts its article. A site that lost many pages at once was moved, not retracted: its archive stays.
 */
import { asAppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { isSameSite } from '../base/url.ts';
import type { Database } from '../store/db.ts';
import {
  type ClaimedRevisit,
  claimDueRevisits,
  type RevisitOutcome,
  retractionsSince,
  settleRevisit,
} from '../store/revisit.ts';
import { withdrawArticle } from '../store/withdraw.ts';

const hourMs = 3_600_000;

/** Hours from one look to the next: 1, 6, 24 and 72 hours after the article was stored. */
const pausesHours = [1, 5, 18, 48];

/** Between two looks at a page that is gone (404): an hour's fault of a site retracts nothing. */
const goneAgainMs = hourMs;

/** Articles of one source that may be retracted in 24 hours because their pages are gone. */
export const retractionsPerDay = 10;

const leaseMs = 10 * 60_000;
/** Pages looked at in one go, in all and of one source. */
const atOnce = 40;
const perSource = 5;

/** When a page that was stored now is looked at for the first time. */
export const firstRevisit = (now: Date): Date => new Date(now.getTime() + (pausesHours[0] ?? 1) * hourMs);

/** What a look at a page brought. */
export interface Reread {
  /** What became of it: `notModified` after a 304, else as `settleEntry` names it. */
  outcome: string;
  /** Validators of a 200 answer; null after a 304. */
  validators: { etag: string | null; lastModified: string | null } | null;
}

/** What a look needs of the pipeline (run/pipeline.ts). */
export interface RevisitDeps {
  database: Database;
  log: Log;
  clock: () => Date;
  /**
   * Fetches the page with its validators and stores what changed. Writes nothing to the feed entry for a failure, which
   * it throws: NOT_FOUND with `data.status` when the page is gone.
   */
  rereadEntry: (revisit: ClaimedRevisit) => Promise<Reread>;
}

/** How many looks ended in which way. `gone` pages are looked at once more, `kept` ones were too many to believe. */
export type RevisitCounts = Record<string, number>;

/** Looks at pages that are due, one after the other; at most 40, 5 of one source. Never throws for a fault of a page. */
export async function revisitDue(deps: RevisitDeps): Promise<RevisitCounts> {
  const now = deps.clock();
  const leaseUntil = new Date(now.getTime() + leaseMs);
  const due = await claimDueRevisits(deps.database, { now, leaseUntil, limit: atOnce, perSource });
  const counts: RevisitCounts = {};
  for (const revisit of due) {
    const outcome = await look(deps, revisit);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

async function look(deps: RevisitDeps, revisit: ClaimedRevisit): Promise<string> {
  try {
    const { outcome, validators } = await deps.rereadEntry(revisit);
    await settle(deps, revisit, { isGone: false, validators });
    return outcome;
  } catch (thrown) {
    const error = asAppError(thrown);
    if (error.code === 'NOT_FOUND') return lookedAtNothing(deps, revisit, error.data.status === 410);
    const { sourceDomain: source, url } = revisit;
    const err = error.code === 'INTERNAL' ? error.cause : undefined;
    deps.log.info({ source, url, code: error.code, reason: error.message, err }, 'page not looked at again');
    // Nothing is known of the page: that it was gone before counts no longer as twice in a row.
    await settle(deps, revisit, { isGone: false, validators: null });
    return error.code;
  }
}

/** 410 says that the page is gone for good (RFC 9110 section 15.5.11), 404 only when it says so twice. */
async function lookedAtNothing(
  deps: RevisitDeps,
  revisit: ClaimedRevisit,
  isForGood: boolean,
): Promise<string> {
  const { database, log, clock } = deps;
  const { articleUrl: url, sourceId, sourceDomain: source } = revisit;
  if (url === null) {
    await settle(deps, revisit, { isGone: false, validators: null });
    return 'stillGone';
  }
  // An address that only leads to another site's article (a redirect) is not that site's word on it.
  if (!isSameSite(revisit.url, url)) {
    await settle(deps, revisit, { isGone: false, validators: null });
    return 'elsewhere';
  }
  if (!isForGood && !revisit.wasGone) {
    const revisitAt = new Date(clock().getTime() + goneAgainMs);
    const { entryId, revisits } = revisit;
    await settleRevisit(database, entryId, { revisits, revisitAt, isGone: true, validators: null });
    return 'gone';
  }
  const now = clock();
  const dayAgo = new Date(now.getTime() - 24 * hourMs);
  if ((await retractionsSince(database, sourceId, dayAgo)) >= retractionsPerDay) {
    log.warn({ source, url }, 'page is gone, article kept: too many pages of this outlet are gone');
    await settle(deps, revisit, { isGone: false, validators: null });
    return 'kept';
  }
  const status = isForGood ? 410 : 404;
  const told = { requester: `HTTP ${status}`, note: `the page answers ${status}` };
  await withdrawArticle(database, { url }, { cause: 'RETRACTED', ...told, now });
  log.info({ source, url, status }, 'article retracted');
  await settle(deps, revisit, { isGone: false, validators: null });
  return 'retracted';
}

/** Ends a look as one of the row, and sets the next. */
function settle(
  { database, clock }: RevisitDeps,
  revisit: ClaimedRevisit,
  outcome: Pick<RevisitOutcome, 'isGone' | 'validators'>,
): Promise<void> {
  const revisits = revisit.revisits + 1;
  const pause = pausesHours[revisits];
  const revisitAt = pause === undefined ? null : new Date(clock().getTime() + pause * hourMs);
  return settleRevisit(database, revisit.entryId, { ...outcome, revisits, revisitAt });
}
