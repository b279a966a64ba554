/** One visit to an entry's page: what robots.txt and the publisher let us read, fetched politely. */
import { AppError, asAppError } from '../base/errors.ts';
import type { FeedEntry } from '../base/news.ts';
import type { Fetched } from '../ingest/http.ts';
import { readingOf } from '../ingest/rightsPolicy.ts';
import { checkMayFetch } from '../ingest/robots.ts';
import type { OpenOutlet } from './outlet.ts';
import type { Pipeline } from './parts.ts';
import type { EntryRights, FetchedPage } from './read.ts';

/** Validators of a page's latest 200 (RFC 9110 section 8.8). */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

export interface Visit {
  /** Null when there is no page to read, we may not read it, or it is unchanged. */
  page: FetchedPage | null;
  rights: EntryRights;
  /** Of a 200 answer; null without one. */
  validators: Validators | null;
  /** The page answered 304: it is as it was. */
  isUnchanged: boolean;
}

/**
 * Visits the page of an entry, unless the entry is the whole article or its publisher keeps us from reading the page. A
 * page that refuses us, or is none, is done without when the feed itself carries a text.
 * @throws AppError what the fetch ended with; UNREACHABLE when robots.txt cannot be had
 */
export async function visitPage(
  pipeline: Pipeline,
  outlet: OpenOutlet,
  entry: FeedEntry,
  known?: Validators,
): Promise<Visit> {
  const rights = await rightsAt(pipeline, outlet, entry);
  const unread = { page: null, rights, validators: null, isUnchanged: false };
  const { mayRead } = readingOf(rights.policy, rights.siteSignals, rights.mayFetch);
  if (entry.isWhole || !mayRead) return unread;
  try {
    const fetched = await fetchPage(pipeline, entry.url, known);
    if (fetched.notModified) return { ...unread, isUnchanged: true };
    return { page: pageIn(fetched), rights, validators: validatorsOf(fetched), isUnchanged: false };
  } catch (thrown) {
    const error = asAppError(thrown);
    if (!doesWithout.has(error.code) || !carriesText(entry)) throw error;
    pipeline.log.info({ url: entry.url, reason: error.message }, 'page not read, text taken from the feed');
    return unread;
  }
}

const doesWithout = new Set(['REFUSED', 'TOO_LARGE', 'UNPARSABLE']);

const carriesText = ({ headline, contentHtml, summary }: FeedEntry): boolean =>
  headline !== null && (contentHtml ?? summary) !== null;

async function rightsAt(
  { robots }: Pipeline,
  { rights }: OpenOutlet,
  { isWhole, url }: FeedEntry,
): Promise<EntryRights> {
  const siteSignals = await rights.signalsAt(url);
  if (isWhole) return { policy: rights.policy, siteSignals, mayFetch: true };
  const rules = await robots.rulesFor(url);
  // A host whose rules cannot be had is asked again later; it has forbidden nothing.
  if (rules.unreachable !== null) checkMayFetch(rules, url);
  return { policy: rights.policy, siteSignals, mayFetch: rules.mayFetch(url) };
}

async function fetchPage(
  { fetcher, robots }: Pipeline,
  url: string,
  known: Validators | undefined,
): Promise<Fetched> {
  const accept = 'text/html,application/xhtml+xml';
  const fetched = await fetcher.fetchBytes(url, {
    accept,
    etag: known?.etag ?? null,
    lastModified: known?.lastModified ?? null,
  });
  // A redirect to another host leads under the rules of that host.
  if (new URL(fetched.url).host !== new URL(url).host)
    checkMayFetch(await robots.rulesFor(fetched.url), fetched.url);
  const contentType = fetched.headers['content-type'];
  if (!fetched.notModified && contentType !== null && !/html|xml|text\/plain/i.test(contentType))
    throw new AppError('UNPARSABLE', `${url} is ${contentType}, not a page`);
  return fetched;
}

const pageIn = ({ bytes, url, headers }: Fetched): FetchedPage => ({
  bytes,
  contentType: headers['content-type'],
  url,
  headers,
});

const validatorsOf = ({ headers }: Fetched): Validators => ({
  etag: headers.etag,
  lastModified: headers['last-modified'],
});
