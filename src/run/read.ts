/**
 * The heavy, pure middle of the pipeline: bytes to a feed, bytes to an article ready to be stored. Everything a job needs
 * is in it and everything it gives can be copied between threads, so that `readers.ts` may run it off the serving loop.
 */
import { AppError } from '../base/errors.ts';
import type {
  Draft,
  Facts,
  Feed,
  FeedEntry,
  OutletSelectors,
  Page,
  RightsSignal,
  TextBlock,
} from '../base/news.ts';
import { recognise } from '../enrich/enrich.ts';
import type { FullGazetteer } from '../enrich/gazetteer.ts';
import type { Tagger } from '../enrich/knowledge.ts';
import { decodeHtml } from '../ingest/decode.ts';
import { parseFeed } from '../ingest/feed.ts';
import { countedBlocks, withoutLearnt } from '../ingest/learnt.ts';
import { extractPage } from '../ingest/page.ts';
import type { RightsHeaders } from '../ingest/rights.ts';
import {
  describeUnder,
  draftUnder,
  evidenceOf,
  factsUnder,
  noFacts,
  type ReadingPolicy,
  readingOf,
} from '../ingest/rightsPolicy.ts';
import type { ArticleToSave } from '../store/saveParts.ts';
import { articleOf } from './articleToSave.ts';
import { findNames, type NameOrder, type NameReport } from './names.ts';
import { storable } from './storable.ts';

/** What the recogniser is told. */
export interface Knowledge {
  gazetteer: FullGazetteer;
  tagger: Tagger;
}

/** A feed to be parsed. */
export interface FeedJob {
  bytes: Uint8Array;
  url: string;
  contentType: string | null;
  now: Date;
}

/** What the recogniser and the extractor are told of an outlet. */
export interface OutletFacts {
  sourceId: number;
  name: string;
  domain: string;
  country: string | null;
  languages: string[];
  selectors: OutletSelectors | null;
  /** Hashes of blocks that are its boilerplate (ingest/learnt.ts). */
  learnt: string[];
}

/** A page as it was fetched. */
export interface FetchedPage {
  bytes: Uint8Array;
  contentType: string | null;
  url: string;
  headers: RightsHeaders;
}

/** What may be done with an entry's article as far as was known before its page was read. */
export interface EntryRights {
  policy: ReadingPolicy;
  siteSignals: RightsSignal[];
  mayFetch: boolean;
}

/** An entry to be read, with its page unless there is none to read. */
export interface ArticleJob extends NameOrder {
  entry: FeedEntry;
  feedLanguage: string | null;
  page: FetchedPage | null;
  outlet: OutletFacts;
  rights: EntryRights;
  userAgent: string;
  now: Date;
}

/** The feed, fit for the store. @throws AppError UNPARSABLE when the bytes are no feed. */
export function readFeed(job: FeedJob): Feed {
  const { bytes, ...about } = job;
  return storable(parseFeed(bytes, about));
}

/** In characters: what browsers take, and what fits into an index row. */
const longestAddress = 2048;

/** The page without what its outlet prints on many pages. */
function pageOf(job: ArticleJob): { page: Page; asPrinted: TextBlock[] } | null {
  const { page: fetched, outlet, entry } = job;
  if (fetched === null) return null;
  const page = extractPage(decodeHtml(fetched.bytes, fetched.contentType), {
    url: fetched.url,
    outletName: outlet.name,
    outletDomain: outlet.domain,
    language: entry.language ?? job.feedLanguage ?? outlet.languages[0] ?? null,
    fetchedAt: job.now,
    selectors: outlet.selectors,
    headers: fetched.headers,
    userAgent: job.userAgent,
  });
  const learnt = new Set(outlet.learnt);
  const blocks = withoutLearnt(page.blocks, (hash) => learnt.has(hash));
  const text = blocks.map((block) => block.text).join('\n\n');
  return { page: { ...page, blocks, text }, asPrinted: page.blocks };
}

/**
 * In characters. Reportages end below 100,000; recognising takes time with every character, and nobody should hold a reader
 * for half a minute with a page of nonsense. What follows is stored and found, but nobody is recognised in it.
 */
const longestRecognised = 200_000;

/** The text as far as it is recognised, cut at a space so that no name is torn. */
function recognisedPart(text: string): string {
  if (text.length <= longestRecognised) return text;
  const space = text.lastIndexOf(' ', longestRecognised);
  return text.slice(0, space > longestRecognised - 1000 ? space : longestRecognised - 1);
}

function factsOf(
  draft: Draft,
  job: ArticleJob,
  knowledge: Knowledge,
): { facts: Facts; names: NameReport | null } {
  const { outlet } = job;
  const input = {
    text: recognisedPart(draft.text),
    headline: draft.headline,
    language: draft.language ?? onlyLanguage(outlet),
    publishedAt: draft.datePublished,
    sourceName: outlet.name,
    sourceDomain: outlet.domain,
    sourceCountry: outlet.country,
    section: draft.section,
    keywords: draft.keywords,
  };
  const { tagger, report } = findNames(input, knowledge, job);
  return { facts: recognise(input, { ...knowledge, tagger }), names: report };
}

const onlyLanguage = ({ languages }: OutletFacts): string | null =>
  languages.length === 1 ? (languages[0] ?? null) : null;

/** An article ready to be stored, and whether its text is its page's. */
export interface ReadArticle {
  article: ArticleToSave;
  isFromPage: boolean;
  /** What back-ends are to know of its names; null unless the job asked, or where nothing may be recognised. */
  names: NameReport | null;
}

/**
 * The article an entry and its page give, recognised as far as its publisher lets us.
 * @throws AppError UNPARSABLE when there is no headline or no text, TOO_LARGE for an address that fits no index.
 */
export function readArticle(job: ArticleJob, knowledge: Knowledge): ReadArticle {
  const { entry, outlet, rights } = job;
  const read = pageOf(job);
  const page = read?.page ?? null;
  const signals = [...rights.siteSignals, ...(page?.rights ?? [])];
  const reading = readingOf(rights.policy, signals, rights.mayFetch);
  const draft = storable(draftUnder(reading, entry, page));
  if (draft.url.length > longestAddress) {
    throw new AppError(
      'TOO_LARGE',
      `The address of this article is longer than ${longestAddress} characters.`,
    );
  }
  const recognised = reading.mayMine ? factsOf(draft, job, knowledge) : null;
  const facts =
    recognised === null
      ? noFacts(draft.language ?? onlyLanguage(outlet))
      : factsUnder(reading, recognised.facts);
  const article = articleOf(draft, facts, outlet.sourceId, job.now);
  return {
    article: {
      ...article,
      description: describeUnder(reading, article.description),
      withheldBasis: reading.basis,
      rights: storable(evidenceOf(entry.url, page, rights.mayFetch)),
      blocks: reading.mayMine && read !== null ? storable(countedBlocks(read.asPrinted)) : [],
    },
    isFromPage: page !== null && draft.text !== '' && draft.text === storable(page.text),
    names: recognised?.names ?? null,
  };
}
