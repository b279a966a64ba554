/**
 * The nouns of Kabar: the one glossary. A word means the same in code, tables, schema and documents.
 *
 * - **outlet** or **source**: a publisher of news (schema.org NewsMediaOrganization). "Source" in the graph, "outlet" in prose.
 * - **channel**: one address of a source that can be read or followed: a feed, a sitemap, a messaging channel.
 * - **feed entry**: what a channel says about one article, before the article's page is read.
 * - **page**: what was extracted from the article's own HTML.
 * - **draft**: the article as ingested, feed entry and page joined; not yet recognised.
 * - **article**: one text at one canonical URL (schema.org NewsArticle).
 * - **entity**: a person, place or organisation; one identity across languages, spellings and outlets.
 * - **mention**: one occurrence of an entity's name in a text. A derived mention is an adjective or demonym ("Russian").
 * - **dateline**: the place and wire agency printed before the first sentence.
 * - **citation**: a phrase that credits another outlet ("seperti dikabarkan Reuters").
 * - **copy**: a text taken from another article, whole (COPY) or embedded in an own report (DERIVED).
 * - **story**: the articles about one happening, across outlets and languages.
 * - **block**: one paragraph, heading or list item of an article's text, with its own HTML.
 * - **boilerplate**: a block that an outlet prints in many articles; it is no part of any of them.
 * - **revision**: a version of an article that Kabar saw.
 * - **revisit**: another look at the page of a stored article, for edits and retractions.
 * - **retraction**: the publisher took an article back. **takedown**: somebody asked us to. Either is a **withdrawal** and
 *   leaves a **tombstone**.
 * - **rights signal**: a machine-readable word of a publisher on what may be done with its text.
 * - **exposure**: how much of a text may be shown: nothing, a snippet, all of it.
 * - **media topic**: what an article is about, by the vocabulary of the IPTC. **genre**: what kind of text it is.
 *
 * Types only: nothing in this file runs. Absent is `null`, never `undefined`. Text offsets are UTF-16 code units.
 */
import type { ArticleTopic } from './mediaTopics.ts';

/** How a channel is read. Names as in the graph's `ChannelKind`. */
export type ChannelKind =
  | 'RSS'
  | 'ATOM'
  | 'JSON_FEED'
  | 'NEWS_SITEMAP'
  | 'HTML'
  | 'WEBSUB'
  | 'GOOGLE_NEWS'
  | 'TELEGRAM'
  | 'WHATSAPP_CHANNEL'
  | 'API'
  | 'EMAIL';

/** How exact a publication date is. MINUTE and EXACT carry a clock time; INFERRED was guessed from context. */
export type DatePrecision = 'EXACT' | 'MINUTE' | 'DAY' | 'MONTH' | 'INFERRED';

export type EntityKind = 'PERSON' | 'PLACE' | 'ORGANIZATION';

/** What kind of text an article is. Names as in the graph's `Genre`. */
export type Genre =
  | 'NEWS'
  | 'OPINION'
  | 'ANALYSIS'
  | 'INTERVIEW'
  | 'LIVEBLOG'
  | 'PRESS_RELEASE'
  | 'ADVERTORIAL'
  | 'OTHER';

export type PlaceType = 'COUNTRY' | 'ADMIN1' | 'ADMIN2' | 'CITY' | 'POI' | 'REGION' | 'OTHER';

/** One entry of a feed, sitemap or wire. `url` is absolute, as printed (not canonical). */
export interface FeedEntry {
  /** The publisher's own id (RSS guid, Atom id, JSON Feed id); null when the feed gives none. */
  guid: string | null;
  url: string;
  headline: string | null;
  /** Plain text, tags removed. */
  summary: string | null;
  /** Full content when the feed carries it, as HTML. */
  contentHtml: string | null;
  publishedAt: Date | null;
  modifiedAt: Date | null;
  authors: string[];
  keywords: string[];
  image: Image | null;
  /** BCP 47, as declared by the entry or the feed. */
  language: string | null;
  /** Whose article it is, when the feed passes on those of others (Google News, planets); null for the feed's own. */
  publisher: { name: string; url: string } | null;
  /** True when the entry is the whole article and there is no page to read (wires, messaging channels). */
  isWhole: boolean;
  /** True when the entry takes an article back (NewsML-G2 `stat:canceled`, ninjs `pubstatus: canceled`). */
  isRetraction: boolean;
}

/** A parsed feed. Entries that could not be read are counted in `faults`, with the reason, and never fail the rest. */
export interface Feed {
  kind: ChannelKind;
  title: string | null;
  siteUrl: string | null;
  language: string | null;
  /** Minutes the publisher asks readers to wait between polls (RSS ttl), or null. */
  ttlMinutes: number | null;
  entries: FeedEntry[];
  faults: { index: number; message: string }[];
}

export interface Image {
  url: string;
  /** In pixels, as page or feed tell; left out where they do not. */
  width?: number;
  height?: number;
  caption: string | null;
  credit: string | null;
}

/** What a publisher says of itself on its own site (schema.org NewsMediaOrganization); null where it does not tell. */
export interface PublisherProfile {
  logoUrl: string | null;
  foundedYear: number | null;
  /** Address of its editorial principles. */
  principlesUrl: string | null;
  /** Address of how it corrects mistakes. */
  correctionsUrl: string | null;
  /** Names of the organisations it belongs to. */
  owners: string[];
}

/** One paragraph, heading or list item. `html` is one sanitised element whose text content is `text`. */
export interface TextBlock {
  text: string;
  html: string;
}

/** What a publisher says may be done with its texts, and where it says so. Names as in the graph's `RightsBasis`. */
export interface RightsSignal {
  basis:
    | 'ROBOTS_TXT'
    | 'TDMREP_HEADER'
    | 'TDMREP_FILE'
    | 'TDMREP_META'
    | 'RSL'
    | 'AIPREF'
    | 'TERMS_OF_USE'
    | 'LICENCE';
  /** Where it stands; null when it came with the page itself. */
  url: string | null;
  /** The words themselves, at most 300 characters. */
  excerpt: string;
  /** True when text and data mining is reserved; null where the signal says nothing of it. */
  tdmReserved: boolean | null;
  /** Whether models may be trained on it; null where the signal says nothing of it. */
  aiTrainingAllowed: boolean | null;
  /** How much the signal lets us show; null where it says nothing of it. */
  exposure: 'NONE' | 'SNIPPET' | 'FULL_TEXT' | null;
  licenceUrl: string | null;
}

/** CSS selectors an operator sets for an outlet whose pages are read wrongly without. */
export interface OutletSelectors {
  body?: string;
  /** Removed before anything is read. */
  remove?: string[];
  headline?: string;
  byline?: string;
  date?: string;
}

/** What an article's own page says. `text` is paragraphs joined by a blank line, dateline left in front as printed. */
export interface Page {
  /** Canonical URL as declared by the page (rel=canonical, og:url), else the fetched URL, canonicalised. */
  url: string;
  headline: string | null;
  /** A second headline that says something else (schema.org alternativeHeadline, og:title); null for none. */
  alternativeHeadline: string | null;
  description: string | null;
  text: string;
  /** The text block by block; `text` is theirs, joined by blank lines. */
  blocks: TextBlock[];
  authors: string[];
  publishedAt: Date | null;
  publishedPrecision: DatePrecision | null;
  modifiedAt: Date | null;
  image: Image | null;
  language: string | null;
  section: string | null;
  keywords: string[];
  /** Types of the page's article in its JSON-LD, without the prefix: "OpinionNewsArticle". */
  schemaTypes: string[];
  /** False behind a paywall (schema.org isAccessibleForFree); null when the page does not tell. */
  isAccessibleForFree: boolean | null;
  /** What the page itself says of rights (meta tags, JSON-LD). */
  rights: RightsSignal[];
}

/** An article as ingested. `url` is canonical and is the article's identity. */
export interface Draft {
  url: string;
  headline: string;
  alternativeHeadline: string | null;
  description: string | null;
  text: string;
  /** The text as sanitised HTML; null when there is only plain text. */
  html: string | null;
  authors: string[];
  datePublished: Date | null;
  datePublishedPrecision: DatePrecision | null;
  dateModified: Date | null;
  image: Image | null;
  /** Declared by page, entry or outlet, in that order; the recogniser may overrule it. */
  language: string | null;
  section: string | null;
  keywords: string[];
  schemaTypes: string[];
  isAccessibleForFree: boolean | null;
}

/**
 * An entity as the recogniser knows it. `key` is its natural identity (`wd:Q7747`, `gn:524901`, `iso:RU`,
 * `person:konstantin murahtin`, …) and `id` the public id made from that key (see base/id.ts).
 */
export interface EntityRecord {
  key: string;
  id: string;
  kind: EntityKind;
  /** English or most widespread name. */
  name: string;
  /** Preferred name by language tag, where it differs from or confirms `name`. */
  names: Record<string, string>;
  wikidataId: string | null;
  place: PlaceFacts | null;
}

export interface PlaceFacts {
  geonamesId: number | null;
  placeType: PlaceType;
  /** ISO 3166-1 alpha-2, upper case. */
  countryCode: string | null;
  latitude: number | null;
  longitude: number | null;
  population: number | null;
  /** Key of the containing place (Kremlin → Moscow → Russia). */
  parentKey: string | null;
}

/** One occurrence of a name. The span covers the name alone, without titles or articles (annotation.md). */
export interface Mention {
  kind: EntityKind;
  start: number;
  end: number;
  text: string;
  /** Adjective or demonym: "Russian", "Turkish". */
  derived: boolean;
  /** Title stripped from in front of a person's name ("Presiden", "Captain"), as printed. */
  role: string | null;
  /** 0..1, how sure the recogniser is. */
  confidence: number;
  /** Key of the entity; null where it cannot be told. */
  entityKey: string | null;
}

export interface Dateline {
  /** As printed, without the dash: "Solopos.com, MOSKOW". */
  text: string;
  start: number;
  end: number;
  placeKey: string | null;
  /** The wire agency named in it, never the outlet itself. */
  wireKey: string | null;
}

export interface Quote {
  /** Span without quotation marks. */
  start: number;
  end: number;
  text: string;
  style: 'DIRECT' | 'INDIRECT';
  /** Null where nobody is named: never a guess. */
  speakerKey: string | null;
  /** The words that name the speaker ("kata Putin"), empty when none. */
  speakerText: string;
}

export type CitationKind = 'WIRE_CREDIT' | 'REPORTED_BY' | 'QUOTES_DOCUMENT' | 'HYPERLINK' | 'IMAGE_CREDIT';

export interface Citation {
  kind: CitationKind;
  start: number;
  end: number;
  /** The crediting phrase with the name: "seperti dikabarkan Reuters". */
  text: string;
  /** The credited outlet's name as printed. */
  name: string;
  /** Entity of the credited organisation, when known. */
  entityKey: string | null;
  /** Registrable domain of the credited outlet, when known (reuters.com). */
  domain: string | null;
}

/** A date that a text names. Offsets are UTF-16 code units into the text. */
export interface TextDate {
  start: number;
  end: number;
  text: string;
  /** First and last day meant, as `YYYY-MM-DD`. */
  from: string;
  to: string;
  precision: 'DAY' | 'WEEK' | 'MONTH' | 'YEAR';
  /** True when the publication date was needed to tell. */
  inferred: boolean;
}

/** Somebody or something that an article names and no list holds: who it is depends on what earlier articles told. */
export interface Newcomer {
  record: EntityRecord;
  /** The longest role printed in front of the name; null when none is. */
  role: string | null;
  /** True for a name that tells too little to stand for somebody new ("Sugeng"): known from before, or nobody. */
  isTentative: boolean;
}

/** Everything the recogniser found in one draft. Offsets are into the draft's `text`, but `headlineMentions` into the headline. */
export interface Facts {
  /** BCP 47 primary tag: id, en, pt, ms, …; `und` when it cannot be told. */
  language: string;
  mentions: Mention[];
  headlineMentions: Mention[];
  /** Each entity that a mention, dateline, quote or citation names, and the parents of each place; no doubles. */
  entities: EntityRecord[];
  /** Those whose identity is still to be decided, in the order to decide them; tentative ones are not in `entities`. */
  newcomers: Newcomer[];
  dateline: Dateline | null;
  quotes: Quote[];
  citations: Citation[];
  /** Dates the text names, in its order. */
  mentionedDates: TextDate[];
  /** Its media topics, the surest first; none where too little tells one. */
  topics: ArticleTopic[];
}
