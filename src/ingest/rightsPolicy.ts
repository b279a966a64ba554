/** What we may do with an article: the operator's choice for its outlet, narrowed by the publisher's signals. Pure. */
import type { Draft, Facts, FeedEntry, Page, RightsSignal } from '../base/news.ts';
import { draftArticle } from './draft.ts';
import { snippetLimitOf } from './rightsRobots.ts';
import { rightsSignal } from './rightsSignal.ts';

type Exposure = NonNullable<RightsSignal['exposure']>;

/** What the operator decided for an outlet. */
export interface ReadingPolicy {
  exposure: Exposure;
  snippetMaxChars: number;
  /** An agreement with the publisher, or our own copy: signals are kept as evidence and withhold nothing. */
  isLicensed: boolean;
}

/** What may be done with one article. */
export interface Reading {
  /** False: the page is not fetched, and the article is kept from the feed's own words. */
  mayRead: boolean;
  /** False: nothing is recognised, and nothing is stored but headline, link, dates and by-line. */
  mayMine: boolean;
  /** How much may be shown. */
  exposure: Exposure;
  /** Characters of the description that may be stored and shown; 0 when nothing may be shown. */
  snippetMaxChars: number;
  /** The signal that narrowed something; null when none did. Stored as `articles.withheld_basis`. */
  basis: RightsSignal['basis'] | null;
}

const breadth: Record<Exposure, number> = { NONE: 0, SNIPPET: 1, FULL_TEXT: 2 };

/** What all signals of an outlet come to. */
export interface MergedRights {
  tdmReserved: boolean;
  /** False when any signal says no, true when one says yes and none no, else null. */
  aiTrainingAllowed: boolean | null;
  /** The strictest exposure asked for; null when none is asked for. */
  reservedExposure: Exposure | null;
  /** The signal that the reservation or the exposure rests on, the reservation first. */
  reservedBasis: RightsSignal['basis'] | null;
}

const tdmRepBases: RightsSignal['basis'][] = ['TDMREP_FILE', 'TDMREP_HEADER', 'TDMREP_META'];

/**
 * The signals that count: of TDMRep only the latest word, since a header outweighs the file and a meta both (TDMRep
 * section "Processing priority"); of everything else all.
 */
function effective(signals: readonly RightsSignal[]): RightsSignal[] {
  const latest = tdmRepBases.findLast((basis) => signals.some((signal) => signal.basis === basis));
  return signals.filter(({ basis }) => !tdmRepBases.includes(basis) || basis === latest);
}

/** What the signals come to, taken together. */
export function mergeSignals(signals: readonly RightsSignal[]): MergedRights {
  const counted = effective(signals);
  const reserving = counted.find(({ tdmReserved }) => tdmReserved === true);
  const training = counted.map(({ aiTrainingAllowed }) => aiTrainingAllowed);
  const byExposure = counted
    .filter((signal): signal is RightsSignal & { exposure: Exposure } => signal.exposure !== null)
    .sort((a, b) => breadth[a.exposure] - breadth[b.exposure]);
  const narrowest = byExposure[0];
  return {
    tdmReserved: reserving !== undefined,
    aiTrainingAllowed: training.includes(false) ? false : training.includes(true) ? true : null,
    reservedExposure: narrowest?.exposure ?? null,
    reservedBasis: (reserving ?? narrowest)?.basis ?? null,
  };
}

const stricter = (a: Exposure, b: Exposure): Exposure => (breadth[a] < breadth[b] ? a : b);

/** What the signals leave of the operator's choice. */
function narrowed(policy: ReadingPolicy, signals: readonly RightsSignal[]): Reading {
  const { exposure, snippetMaxChars } = policy;
  const open = { mayRead: true, mayMine: true, exposure, snippetMaxChars, basis: null };
  if (policy.isLicensed) return open;
  const { tdmReserved, reservedExposure, reservedBasis: basis } = mergeSignals(signals);
  if (tdmReserved) return { mayRead: false, mayMine: false, exposure: 'NONE', snippetMaxChars: 0, basis };
  const shown = stricter(reservedExposure ?? exposure, exposure);
  const length = shown === 'NONE' ? 0 : Math.min(snippetMaxChars, snippetLimitOf(signals) ?? snippetMaxChars);
  if (shown === exposure && length === snippetMaxChars) return open;
  return { ...open, exposure: shown, snippetMaxChars: length, basis };
}

/**
 * What may be done with an article. Asked twice: before its page is fetched, with the signals of its site, and after,
 * with the page's own added.
 * @param mayFetch whether robots.txt lets us fetch the page
 */
export function readingOf(
  policy: ReadingPolicy,
  signals: readonly RightsSignal[],
  mayFetch: boolean,
): Reading {
  const reading = narrowed(policy, signals);
  if (mayFetch) return reading;
  const basis = reading.basis ?? 'ROBOTS_TXT';
  return { ...reading, mayRead: false, exposure: stricter(reading.exposure, 'SNIPPET'), basis };
}

/**
 * The draft that may be stored under a reading. Where the page must not be read or used, that is headline, address, dates
 * and by-line without any text; the summary that the feed itself gives out stays where robots.txt alone stands in the
 * way.
 * @throws AppError UNPARSABLE when there is no headline
 */
export function draftUnder(reading: Reading, entry: FeedEntry, page: Page | null): Draft {
  if (reading.mayRead) return draftArticle(entry, page);
  const { headline } = entry;
  // A draft needs a text; the headline stands in for one that may not be kept, and is taken out again.
  const bare = { ...entry, contentHtml: null, summary: headline ?? page?.headline ?? null };
  const described = page === null ? null : { ...page, text: '', blocks: [], description: null };
  const draft = draftArticle(bare, described);
  const summary = reading.exposure === 'NONE' ? null : entry.summary;
  return { ...draft, text: '', html: null, description: summary, keywords: entry.keywords, image: null };
}

/** A description cut to what the publisher's signals let us show, at a word; null when that is nothing. */
export function describeUnder(reading: Reading, description: string | null): string | null {
  // The graph cuts to the operator's own limits, which may change.
  if (description === null || reading.basis === null) return description;
  if (reading.exposure === 'NONE') return null;
  if (description.length <= reading.snippetMaxChars) return description;
  const cut = description.slice(0, Math.max(0, reading.snippetMaxChars - 1));
  const shown = cut.replace(/\s+\S*$/u, '').replace(/\p{Surrogate}$/u, '');
  return shown === '' ? null : `${shown}…`;
}

/** The evidence to be stored with an article: what its page says, or that robots.txt forbids reading it. */
export function evidenceOf(url: string, page: Page | null, mayFetch: boolean): RightsSignal[] {
  if (mayFetch || !URL.canParse(url)) return page?.rights ?? [];
  const { origin, pathname } = new URL(url);
  return [rightsSignal('ROBOTS_TXT', `Disallow: ${pathname}`, { url: `${origin}/robots.txt` })];
}

/** Facts of an article in which nothing may be recognised. @param language as declared; `und` when it is not */
export function noFacts(language: string | null): Facts {
  return {
    language: language?.split('-')[0]?.toLowerCase() || 'und',
    mentions: [],
    headlineMentions: [],
    entities: [],
    newcomers: [],
    dateline: null,
    quotes: [],
    citations: [],
    mentionedDates: [],
    topics: [],
  };
}

/** Facts without what would show the text where nothing of it may be shown: quotes and dates are extracts. */
export function factsUnder(reading: Reading, facts: Facts): Facts {
  const showsNothing = reading.basis !== null && reading.exposure === 'NONE';
  return showsNothing ? { ...facts, quotes: [], mentionedDates: [] } : facts;
}
