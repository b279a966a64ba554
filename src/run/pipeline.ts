/**
 * The story of one feed entry, top to bottom: entry → page → article → story → one transaction. It is the one file that
 * sees every stage; channel.ts leads up to it (channel → feed → entries), read.ts is its heavy, pure middle.
 *
 * Each entry ends one of three ways: skipped (counted by reason), given up (stored, not tried again) or to be retried
 * (stored with the next time). One bad entry never fails its feed; one bad feed never fails the run.
 */
import { type AppError, asAppError } from '../base/errors.ts';
import type { Feed, FeedEntry } from '../base/news.ts';
import { blockHash } from '../ingest/learnt.ts';
import { articleOfEntry, type KnownEntry, type PageVisit, saveEntryOutcome } from '../store/feedEntries.ts';
import type { ClaimedRevisit } from '../store/revisit.ts';
import { type Saved, saveArticle } from '../store/saveArticle.ts';
import { storedEntry } from '../store/storedEntry.ts';
import { withdrawArticle } from '../store/withdraw.ts';
import { identifyIn } from './identities.ts';
import { isOfAnother, type OpenOutlet, openOutlet, ownerOf } from './outlet.ts';
import type { Pipeline } from './parts.ts';
import type { ReadArticle } from './read.ts';
import { firstRevisit, type Reread } from './revisit.ts';
import { entryAttempts, entryOutcomes, pauseSeconds } from './schedule.ts';
import { type Visit, visitPage } from './visit.ts';

/** An entry worth reading, with what is known of it. */
export interface PendingEntry {
  entry: FeedEntry;
  entryKey: string;
  fingerprint: string;
  known: KnownEntry | null;
}

/** The row of `feed_entries` an entry's outcome is written to. */
type EntryRow = { sourceId: number; entryKey: string; url: string; fingerprint: string };

/** Reads one entry to its end and stores what became of it. Never throws for a fault of the entry. */
export async function settleEntry(
  pipeline: Pipeline,
  outlet: OpenOutlet,
  feed: Feed,
  pending: PendingEntry,
): Promise<string> {
  const { entry, entryKey, fingerprint } = pending;
  const row = { sourceId: outlet.facts.sourceId, entryKey, url: entry.url, fingerprint };
  try {
    if (entry.isRetraction) return await retract(pipeline, outlet, row);
    const owner = await ownerOf(pipeline, outlet, entry);
    if (owner === null) return await skip(pipeline, row, readDirectly);
    return await readEntry(pipeline, owner, { entry, feedLanguage: feed.language }, row);
  } catch (thrown) {
    return settleFailure(pipeline, pending, row, asAppError(thrown));
  }
}

const readDirectly = 'Its publisher is read directly.';

/** An entry, and the language its feed declares. */
interface FedEntry {
  entry: FeedEntry;
  feedLanguage: string | null;
}

async function readEntry(
  pipeline: Pipeline,
  outlet: OpenOutlet,
  fed: FedEntry,
  row: EntryRow,
): Promise<string> {
  const visit = await visitPage(pipeline, outlet, fed.entry);
  // A redirect may lead to another outlet just as a link may.
  if (visit.page !== null && (await isOfAnother(pipeline, outlet, visit.page.url)))
    return skip(pipeline, row, readDirectly);
  const read = await readVisited(pipeline, outlet, fed, visit);
  const revisitAt = pipeline.config.REVISIT ? firstRevisit(pipeline.clock()) : null;
  const { validators } = visit;
  // A text that came with the feed is not to be replaced by what its page shows to strangers.
  const looksAgain = read.isFromPage && validators !== null;
  return save(pipeline, outlet, read, { ...row, visit: looksAgain ? { ...validators, revisitAt } : null });
}

function readVisited(
  pipeline: Pipeline,
  { facts: outlet }: OpenOutlet,
  fed: FedEntry,
  { page, rights }: Visit,
): Promise<ReadArticle> {
  const userAgent = pipeline.config.USER_AGENT;
  return pipeline.readers.readArticle({ ...fed, page, rights, outlet, userAgent, now: pipeline.clock() });
}

async function save(
  { database, stories, clock }: Pipeline,
  { facts: outlet }: OpenOutlet,
  { article }: ReadArticle,
  entry: EntryRow & { visit: PageVisit | null },
): Promise<Saved> {
  const learnt = new Set(outlet.learnt);
  return stories.during((decide) =>
    saveArticle(database, article, {
      entry,
      identify: identifyIn(article.facts),
      decide: (tx, articleId, entityIds) =>
        decide(tx, articleId, article, { sourceDomain: outlet.domain, entityIds }),
      isBoilerplate: (paragraph) => learnt.has(blockHash(paragraph)),
      now: clock(),
    }),
  );
}

/**
 * Looks again at the page of a stored article, and stores what changed (revisit.ts).
 * @throws AppError what the fetch or the reading ended with; nothing is written then.
 */
export async function rereadEntry(pipeline: Pipeline, revisit: ClaimedRevisit): Promise<Reread> {
  const outlet = await openOutlet(pipeline, revisit.sourceId);
  const entry = await storedEntry(pipeline.database, revisit.url, revisit.articleUrl);
  const visit = await visitPage(pipeline, outlet, entry, revisit);
  if (visit.page === null)
    return { outcome: visit.isUnchanged ? 'notModified' : 'notRead', validators: null };
  const { sourceId, entryKey, url, fingerprint } = revisit;
  const read = await readVisited(pipeline, outlet, { entry, feedLanguage: null }, visit);
  // A redirect to somewhere else (a front page, mostly) is no new version of the article.
  const isElsewhere = revisit.articleUrl !== null && read.article.draft.url !== revisit.articleUrl;
  if (isElsewhere) return { outcome: 'elsewhere', validators: null };
  const row = { sourceId, entryKey, url, fingerprint, visit: null };
  return { outcome: await save(pipeline, outlet, read, row), validators: visit.validators };
}

/** A wire takes an article back: its own, which it names by the guid it gave it. */
async function retract(
  { database, clock }: Pipeline,
  { facts: outlet }: OpenOutlet,
  row: EntryRow,
): Promise<string> {
  const now = clock();
  const told = { requester: outlet.domain, note: 'taken back by its feed', now };
  const url = await articleOfEntry(database, outlet.sourceId, row.entryKey);
  if (url !== null) await withdrawArticle(database, { url }, { cause: 'RETRACTED', ...told });
  const reason = `RETRACTED: ${told.note}`;
  const outcome = { outcome: 'skipped' as const, reason, nextAttemptAt: null, articleId: null };
  await saveEntryOutcome(database.db, { ...row, ...outcome }, now);
  return 'retracted';
}

async function skip({ database, clock }: Pipeline, row: EntryRow, reason: string): Promise<string> {
  const outcome = { outcome: 'skipped' as const, reason, nextAttemptAt: null, articleId: null };
  await saveEntryOutcome(database.db, { ...row, ...outcome }, clock());
  return 'skipped';
}

async function settleFailure(
  { log, clock, database }: Pipeline,
  { known }: PendingEntry,
  row: EntryRow,
  error: AppError,
): Promise<string> {
  const now = clock();
  const failures = (known?.outcome === 'retry' ? known.attempts : 0) + 1;
  const outcome = failures >= entryAttempts ? 'gave_up' : entryOutcomes[error.code];
  const facts = { pollSeconds: 60, askedSeconds: null, failures, retryAfterSeconds: retryAfterOf(error) };
  const pause = pauseSeconds(facts, Math.random());
  const nextAttemptAt = outcome === 'retry' ? new Date(now.getTime() + pause * 1000) : null;
  const reason = `${error.code}: ${error.message}`.slice(0, 500);
  log.warn({ url: row.url, outcome, reason, err: causeOf(error) }, 'entry failed');
  await saveEntryOutcome(database.db, { ...row, outcome, reason, nextAttemptAt, articleId: null }, now);
  return outcome;
}

/** Only a fault of ours is worth a stack in the log. */
const causeOf = (error: AppError) => (error.code === 'INTERNAL' ? error.cause : undefined);

/** Seconds an outlet asked us to stay away, from the error of a refused fetch. */
export function retryAfterOf(error: AppError): number | null {
  const seconds = error.data.retryAfterSeconds;
  return typeof seconds === 'number' ? seconds : null;
}
