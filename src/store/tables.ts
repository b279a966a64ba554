/**
 * The tables: the truth about what Kabar stores. Migrations in `drizzle/` are generated from this file.
 *
 * Conventions: plural snake_case names; `id` is a serial key that never leaves the process; `public_id` is what clients
 * see (base/id.ts). Instants that enter a cursor are `timestamptz(3)`, since a JavaScript Date has milliseconds.
 * Longer than other files because a reader wants the whole model of the news in one place; what clients own (keys aside) is in
 * `tablesClients.ts`.
 */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type {
  ChannelKind,
  CitationKind,
  DatePrecision,
  EntityKind,
  Genre,
  Image,
  OutletSelectors,
  PlaceType,
  PublisherProfile,
  RightsSignal,
  TextDate,
} from '../base/news.ts';
import { instant, ref, refs, serialId, tsvector, words } from './columns.ts';

export type SourceKind =
  | 'NEWSPAPER'
  | 'WIRE'
  | 'BROADCASTER'
  | 'DIGITAL_NATIVE'
  | 'MAGAZINE'
  | 'GOVERNMENT'
  | 'BLOG'
  | 'AGGREGATOR'
  | 'OTHER';
export type HealthState = 'HEALTHY' | 'DEGRADED' | 'FAILING' | 'BLOCKED' | 'PAUSED' | 'NEVER_FETCHED';
export type BodyExposure = 'NONE' | 'SNIPPET' | 'FULL_TEXT';
export type RightsBasis = RightsSignal['basis'] | 'TAKEDOWN' | 'OPERATOR_DEFAULT';

export type CurationKind = 'MERGE' | 'SPLIT' | 'ALIAS' | 'REMOVE_ALIAS' | 'SUPPRESS' | 'DISMISS';

/** Publishers. A source that nobody fetches (a wire that others credit) has no channel. */
export const sources = pgTable('sources', {
  id: serialId(),
  publicId: text('public_id').notNull().unique(),
  name: text('name').notNull(),
  /** Registrable domain, lower case: the natural key. */
  domain: text('domain').notNull().unique(),
  url: text('url').notNull(),
  kind: text('kind').$type<SourceKind>().notNull().default('OTHER'),
  country: text('country'),
  languages: words('languages'),
  /** How much of a text may be shown; the demo newsroom's own copy is FULL_TEXT. */
  exposure: text('exposure').$type<BodyExposure>().notNull().default('SNIPPET'),
  snippetMaxChars: integer('snippet_max_chars').notNull().default(150),
  isDemo: boolean('is_demo').notNull().default(false),
  iconUrl: text('icon_url'),
  /** What its site says of it; null when its site was not read or says nothing. */
  profile: jsonb('profile').$type<PublisherProfile>(),
  selectors: jsonb('selectors').$type<OutletSelectors>(),
  /** What the publisher's own signals say (ingest/rights.ts); the evidence is in `rights_evidence`. */
  tdmReserved: boolean('tdm_reserved').notNull().default(false),
  aiTrainingAllowed: boolean('ai_training_allowed'),
  licenceUrl: text('licence_url'),
  /** Strictest exposure the publisher's signals ask for; null when they ask for nothing. */
  reservedExposure: text('reserved_exposure').$type<BodyExposure>(),
  /** The signal `reserved_exposure` or `tdm_reserved` rests on. */
  reservedBasis: text('reserved_basis').$type<RightsBasis>(),
  rightsCheckedAt: instant('rights_checked_at'),
  /** Articles whose blocks were counted in `outlet_blocks`. */
  articlesCounted: integer('articles_counted').notNull().default(0),
  /** Set when the operator removed it: its articles stay, its channels are no longer polled. */
  retiredAt: instant('retired_at'),
  createdAt: instant('created_at').notNull().defaultNow(),
});

/** One address of a source, with the state of its polling. */
export const sourceChannels = pgTable(
  'source_channels',
  {
    id: serialId(),
    sourceId: ref('source_id')
      .notNull()
      .references(() => sources.id),
    kind: text('kind').$type<ChannelKind>().notNull(),
    url: text('url').notNull().unique(),
    ingestible: boolean('ingestible').notNull().default(true),
    state: text('state').$type<HealthState>().notNull().default('NEVER_FETCHED'),
    /** Validators of the latest 200 only (RFC 9110 section 8.8). */
    etag: text('etag'),
    lastModified: text('last_modified'),
    lastAttemptAt: instant('last_attempt_at'),
    lastSuccessAt: instant('last_success_at'),
    nextAttemptAt: instant('next_attempt_at').notNull().defaultNow(),
    /** A worker holds this channel until then; a dead worker's lease runs out. */
    leaseUntil: instant('lease_until'),
    consecutiveFailures: integer('consecutive_failures').notNull().default(0),
    /** Answers in a row that were no feed; too many pause the channel. */
    parseFailures: integer('parse_failures').notNull().default(0),
    /** Hash of the latest 200 body: the same bytes again cost no parse. */
    bodyHash: text('body_hash'),
    /** Publishing rhythm as the latest answer shows it; null when it cannot be told. */
    entriesPerWeek: real('entries_per_week'),
    /** WebSub hub and topic the feed declares (W3C WebSub section 4). */
    hubUrl: text('hub_url'),
    topicUrl: text('topic_url'),
    lastHttpStatus: integer('last_http_status'),
    lastErrorCode: text('last_error_code'),
    lastError: text('last_error'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('source_channels_source').on(t.sourceId),
    index('source_channels_due').on(t.nextAttemptAt).where(sql`ingestible`),
  ],
);

/** A WebSub subscription of one channel: deliveries come to `/websub/{token}`. */
export const websubSubscriptions = pgTable('websub_subscriptions', {
  channelId: ref('channel_id')
    .primaryKey()
    .references(() => sourceChannels.id, { onDelete: 'cascade' }),
  hubUrl: text('hub_url').notNull(),
  topicUrl: text('topic_url').notNull(),
  token: text('token').notNull().unique(),
  secret: text('secret').notNull(),
  state: text('state').$type<'PENDING' | 'ACTIVE' | 'DENIED' | 'ENDED'>().notNull(),
  /** When the hub forgets us unless asked again. */
  leaseExpiresAt: instant('lease_expires_at'),
  requestedAt: instant('requested_at').notNull(),
  lastDeliveryAt: instant('last_delivery_at'),
  error: text('error'),
});

/** Where a publisher says what may be done with its texts; `article_id` is null for what holds for all of them. */
export const rightsEvidence = pgTable(
  'rights_evidence',
  {
    id: serialId(),
    sourceId: ref('source_id')
      .notNull()
      .references(() => sources.id),
    articleId: ref('article_id').references(() => articles.id, { onDelete: 'cascade' }),
    basis: text('basis').$type<RightsBasis>().notNull(),
    url: text('url'),
    fetchedAt: instant('fetched_at').notNull(),
    excerpt: text('excerpt'),
  },
  (t) => [
    index('rights_evidence_source').on(t.sourceId).where(sql`article_id is null`),
    index('rights_evidence_article').on(t.articleId).where(sql`article_id is not null`),
  ],
);

/** Blocks of text by outlet and how often they recur, so that boilerplate is learnt and unlearnt (ingest/learnt.ts). */
export const outletBlocks = pgTable(
  'outlet_blocks',
  {
    sourceId: ref('source_id')
      .notNull()
      .references(() => sources.id),
    /** Hash of the folded text. */
    hash: text('hash').notNull(),
    articles: integer('articles').notNull(),
    /** `sources.articles_counted` when it was first and last seen. */
    firstAt: integer('first_at').notNull(),
    lastAt: integer('last_at').notNull(),
    /** Its beginning, for the operator who asks what is dropped. */
    sample: text('sample').notNull(),
  },
  (t) => [primaryKey({ columns: [t.sourceId, t.hash] })],
);

/** What became of each feed entry, so that a known one costs no page fetch and a failed one is tried again. */
export const feedEntries = pgTable(
  'feed_entries',
  {
    id: serialId(),
    sourceId: ref('source_id')
      .notNull()
      .references(() => sources.id),
    /** guid when the feed gives one, else the canonical URL. */
    entryKey: text('entry_key').notNull(),
    url: text('url').notNull(),
    /** Hash of what the feed says (headline, modified date): a change means the page is read again. */
    fingerprint: text('fingerprint').notNull(),
    outcome: text('outcome').$type<'saved' | 'skipped' | 'gave_up' | 'retry'>().notNull(),
    reason: text('reason'),
    attempts: integer('attempts').notNull().default(1),
    nextAttemptAt: instant('next_attempt_at'),
    articleId: ref('article_id'),
    /** Validators of the latest 200 of the page. */
    etag: text('etag'),
    lastModified: text('last_modified'),
    /** When the page is looked at again for edits and retractions; null when it no longer is. */
    revisitAt: instant('revisit_at'),
    revisits: smallint('revisits').notNull().default(0),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('feed_entries_key').on(t.sourceId, t.entryKey),
    index('feed_entries_revisit').on(t.revisitAt).where(sql`revisit_at is not null`),
    index('feed_entries_article').on(t.articleId).where(sql`article_id is not null`),
  ],
);

export const authors = pgTable(
  'authors',
  {
    id: serialId(),
    publicId: text('public_id').notNull().unique(),
    sourceId: ref('source_id')
      .notNull()
      .references(() => sources.id),
    name: text('name').notNull(),
  },
  (t) => [uniqueIndex('authors_source_name').on(t.sourceId, t.name)],
);

/** Stories: articles about one happening. A merged story keeps its row and points at the survivor. */
export const stories = pgTable(
  'stories',
  {
    id: serialId(),
    publicId: text('public_id').notNull().unique(),
    /** Headline of the first report in each language. */
    headlines: jsonb('headlines').$type<Record<string, string>>().notNull(),
    headline: text('headline').notNull(),
    firstArticleId: ref('first_article_id'),
    startedAt: instant('started_at').notNull(),
    latestAt: instant('latest_at').notNull(),
    articleCount: integer('article_count').notNull().default(0),
    sourceCount: integer('source_count').notNull().default(0),
    /** Outlets with a text of their own, copies left out. */
    independentSourceCount: integer('independent_source_count').notNull().default(0),
    languages: words('languages'),
    countries: words('countries'),
    mergedIntoId: ref('merged_into_id'),
  },
  (t) => [
    index('stories_latest').on(t.latestAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('stories_merged').on(t.mergedIntoId).where(sql`merged_into_id is not null`),
  ],
);

/** One text at one canonical URL. Lists read this table alone: bodies are apart, entity ids are on the row. */
export const articles = pgTable(
  'articles',
  {
    id: serialId(),
    publicId: text('public_id').notNull().unique(),
    sourceId: ref('source_id')
      .notNull()
      .references(() => sources.id),
    url: text('url').notNull().unique(),
    headline: text('headline').notNull(),
    /** Another headline of the publisher's, where it has one (schema.org alternativeHeadline, og:title). */
    alternativeHeadline: text('alternative_headline'),
    description: text('description'),
    genre: text('genre').$type<Genre>().notNull().default('NEWS'),
    dateline: text('dateline'),
    language: text('language').notNull(),
    section: text('section'),
    keywords: words('keywords'),
    authorIds: refs('author_ids'),
    image: jsonb('image').$type<Image>(),
    datePublished: instant('date_published'),
    datePublishedPrecision: text('date_published_precision').$type<DatePrecision>(),
    dateModified: instant('date_modified'),
    firstSeenAt: instant('first_seen_at').notNull(),
    /** min(date_published, first_seen_at): never in the future. */
    sortDate: instant('sort_date').notNull(),
    wordCount: integer('word_count').notNull().default(0),
    contentHash: text('content_hash').notNull(),
    /** False behind a paywall; null when the page does not tell. */
    isAccessibleForFree: boolean('is_accessible_for_free'),
    /** Why this article's text is withheld, when the page itself reserves it; null when the source's policy decides. */
    withheldBasis: text('withheld_basis').$type<RightsBasis>(),
    storyId: ref('story_id').references(() => stories.id),
    /** Mentioned entities, most salient first. */
    personIds: refs('person_ids'),
    placeIds: refs('place_ids'),
    organizationIds: refs('organization_ids'),
    /** IPTC Media Topics (base/mediaTopics.ts), best first, and the score of each, 0..1. */
    topicCodes: words('topic_codes'),
    topicScores: real('topic_scores').array().notNull().default(sql`'{}'::real[]`),
    /** What told of the topics, per topic: "rules:section", "rules:terms". */
    topicMethods: words('topic_methods'),
  },
  (t) => [
    index('articles_topics').using('gin', t.topicCodes),
    index('articles_sort').on(t.sortDate.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('articles_first_seen').on(t.firstSeenAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('articles_source').on(t.sourceId, t.sortDate.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('articles_story').on(t.storyId, t.sortDate.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('articles_language').on(t.language, t.sortDate.desc().nullsFirst(), t.id.desc().nullsFirst()),
  ],
);

export const articleTexts = pgTable('article_texts', {
  articleId: ref('article_id')
    .primaryKey()
    .references(() => articles.id, { onDelete: 'cascade' }),
  text: text('text').notNull(),
  /** The same text as sanitised HTML; null when there is only plain text. */
  html: text('html'),
  /** Sampled-shingle sketch of the text, for copies after a restart (stories/sketch.ts). */
  sketch: integer('sketch').array().notNull(),
  /** Dates the text names, in its order. */
  mentionedDates: jsonb('mentioned_dates').$type<TextDate[]>().notNull().default([]),
});

/** Versions of an article that were seen, the first one included; an article that was never edited has none. */
export const articleRevisions = pgTable(
  'article_revisions',
  {
    id: serialId(),
    publicId: text('public_id').notNull().unique(),
    articleId: ref('article_id')
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    seenAt: instant('seen_at').notNull(),
    headline: text('headline').notNull(),
    headlineChanged: boolean('headline_changed').notNull(),
    /** 0..1, one less Dice's coefficient over pairs of neighbouring words; null for the first version. */
    bodyChangedRatio: real('body_changed_ratio'),
    contentHash: text('content_hash').notNull(),
  },
  (t) => [
    index('article_revisions_article').on(
      t.articleId,
      t.seenAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
  ],
);

/** What is left of a node that was taken back or taken down: its id, so that clients drop their copy. */
export const tombstones = pgTable('tombstones', {
  publicId: text('public_id').primaryKey(),
  typename: text('typename').notNull(),
  /** Canonical URL of an article; a taken-down one is never read again, a retracted one is when it comes back. */
  url: text('url').unique(),
  sourceId: ref('source_id').references(() => sources.id),
  cause: text('cause').$type<'RETRACTED' | 'TAKEDOWN'>().notNull(),
  requester: text('requester'),
  note: text('note'),
  at: instant('at').notNull(),
});

/** Narrow full-text table: filters are lexemes of the vector, so that one GIN scan answers query and filter. */
export const articleSearch = pgTable(
  'article_search',
  {
    articleId: ref('article_id')
      .primaryKey()
      .references(() => articles.id, { onDelete: 'cascade' }),
    sortDate: instant('sort_date').notNull(),
    vector: tsvector('vector').notNull(),
  },
  (t) => [
    // A list of pending rows makes each search read it, and PostgreSQL prefer to read the whole table.
    index('article_search_vector').using('gin', t.vector).with({ fastupdate: false }),
    index('article_search_sort').on(t.sortDate.desc().nullsFirst(), t.articleId.desc().nullsFirst()),
  ],
);

/** People, places and organisations. A merged entity keeps its row; its public id redirects. */
export const entities = pgTable(
  'entities',
  {
    id: serialId(),
    publicId: text('public_id').notNull().unique(),
    /** Natural identity: `wd:Q7747`, `gn:524901`, `iso:RU`, `person:…`. */
    key: text('key').notNull().unique(),
    kind: text('kind').$type<EntityKind>().notNull(),
    name: text('name').notNull(),
    /** Preferred name by language, on the row so that `name(language:)` costs no statement. */
    names: jsonb('names').$type<Record<string, string>>().notNull(),
    wikidataId: text('wikidata_id').unique(),
    /** Latest role seen in front of the name, by language ("Presiden", "President"). */
    jobTitles: jsonb('job_titles').$type<Record<string, string>>().notNull().default({}),
    articleCount: integer('article_count').notNull().default(0),
    lastMentionedAt: instant('last_mentioned_at'),
    mergedIntoId: ref('merged_into_id'),
    /** Set when an editor took it out of sight: no page, no mentions, not learnt again. */
    suppressedAt: instant('suppressed_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('entities_kind_count').on(t.kind, t.articleCount.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('entities_kind_name').on(t.kind, t.name, t.id),
  ],
);

export const entityAliases = pgTable(
  'entity_aliases',
  {
    entityId: ref('entity_id')
      .notNull()
      .references(() => entities.id),
    name: text('name').notNull(),
    /** Folded by enrich/names.ts; what lookups compare. */
    folded: text('folded').notNull(),
    /** Empty string when the alias holds in every language. */
    language: text('language').notNull().default(''),
    source: text('source').$type<'WIKIDATA' | 'EDITOR' | 'EXTRACTED' | 'IMPORT'>().notNull(),
    preferred: boolean('preferred').notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.entityId, t.folded, t.language] }),
    index('entity_aliases_folded').on(t.folded),
    index('entity_aliases_trigrams').using('gin', sql`${t.folded} gin_trgm_ops`),
  ],
);

/** Ids of entities that were merged away: they resolve for ever. */
export const entityRedirects = pgTable('entity_redirects', {
  oldPublicId: text('old_public_id').primaryKey(),
  entityId: ref('entity_id')
    .notNull()
    .references(() => entities.id),
});

export const places = pgTable(
  'places',
  {
    entityId: ref('entity_id')
      .primaryKey()
      .references(() => entities.id),
    geonamesId: integer('geonames_id').unique(),
    placeType: text('place_type').$type<PlaceType>().notNull(),
    countryCode: text('country_code'),
    latitude: doublePrecision('latitude'),
    longitude: doublePrecision('longitude'),
    population: bigint('population', { mode: 'number' }),
    parentId: ref('parent_id').references(() => entities.id),
  },
  (t) => [index('places_parent').on(t.parentId)],
);

/** One row per article and entity. `published_at` is the article's sort date, so that an entity's articles need no join. */
export const mentions = pgTable(
  'mentions',
  {
    articleId: ref('article_id')
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    entityId: ref('entity_id')
      .notNull()
      .references(() => entities.id),
    kind: text('kind').$type<EntityKind>().notNull(),
    sourceId: ref('source_id').notNull(),
    publishedAt: instant('published_at').notNull(),
    count: integer('count').notNull(),
    /** 0..1 */
    salience: real('salience').notNull(),
    inHeadline: boolean('in_headline').notNull(),
    /** True when only adjectives or demonyms name it ("Russian"). */
    derived: boolean('derived').notNull().default(false),
    confidence: real('confidence').notNull(),
    surfaceForms: words('surface_forms'),
    role: text('role'),
    /** Flattened [start, end, start, end, …] into the text, UTF-16. */
    spans: integer('spans').array().notNull(),
    /** What it adds to trends (rollup.ts), a multiple of 2⁻²⁰ so that sums are exact; 0 until it was weighed. */
    weight: real('weight').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.articleId, t.entityId] }),
    index('mentions_entity').on(
      t.entityId,
      t.publishedAt.desc().nullsFirst(),
      t.articleId.desc().nullsFirst(),
    ),
    index('mentions_outlet').on(t.entityId, t.sourceId, t.publishedAt),
    check('mentions_salience', sql`salience between 0 and 1`),
  ],
);

export const quotes = pgTable(
  'quotes',
  {
    id: serialId(),
    publicId: text('public_id').notNull().unique(),
    articleId: ref('article_id')
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    text: text('text').notNull(),
    language: text('language').notNull(),
    style: text('style').$type<'DIRECT' | 'INDIRECT'>().notNull(),
    speakerId: ref('speaker_id').references(() => entities.id),
    speakerText: text('speaker_text').notNull(),
    start: integer('start_offset').notNull(),
    end: integer('end_offset').notNull(),
    publishedAt: instant('published_at').notNull(),
  },
  (t) => [
    index('quotes_article').on(t.articleId, t.start),
    index('quotes_speaker').on(t.speakerId, t.publishedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
  ],
);

export const citations = pgTable(
  'citations',
  {
    id: serialId(),
    articleId: ref('article_id')
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<CitationKind>().notNull(),
    text: text('text').notNull(),
    /** The credited outlet as a source, when Kabar reads it. */
    sourceId: ref('source_id').references(() => sources.id),
    organizationId: ref('organization_id').references(() => entities.id),
    confidence: real('confidence').notNull(),
  },
  (t) => [index('citations_article').on(t.articleId)],
);

/** A text taken from another article: whole (COPY) or embedded in an own report (DERIVED). */
export const copies = pgTable(
  'copies',
  {
    articleId: ref('article_id')
      .primaryKey()
      .references(() => articles.id, { onDelete: 'cascade' }),
    originalId: ref('original_id')
      .notNull()
      .references(() => articles.id),
    kind: text('kind').$type<'COPY' | 'DERIVED'>().notNull(),
    /** 0..1, share of the smaller text's sampled shingles found in the other. */
    containment: real('containment').notNull(),
  },
  (t) => [index('copies_original').on(t.originalId)],
);

/**
 * Mentions by entity, clock hour (UTC), outlet and language: sums over `mentions` that are not `derived`, kept in the
 * transaction of whatever changes one (rollup.ts). A row without articles is not kept.
 */
export const entityHours = pgTable(
  'entity_hours',
  {
    entityId: ref('entity_id').notNull(),
    hour: instant('hour').notNull(),
    sourceId: ref('source_id').notNull(),
    language: text('language').notNull(),
    articles: integer('articles').notNull(),
    /** Those of them that were taken from another article (`copies`). */
    copies: integer('copies').notNull(),
    /** Occurrences of the name in them. */
    mentions: integer('mentions').notNull(),
    weight: doublePrecision('weight').notNull(),
  },
  (t) => [primaryKey({ columns: [t.entityId, t.hour, t.sourceId, t.language] })],
);

/** Articles of a day (UTC) that name an entity among their most salient; copies are left out. Key 0 stands for any entity. See `entity_pairs`. */
export const entityDays = pgTable(
  'entity_days',
  {
    entityId: ref('entity_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    articles: integer('articles').notNull(),
  },
  (t) => [primaryKey({ columns: [t.entityId, t.day] })],
);

/**
 * Articles that name both of two entities among their most salient, by day (UTC). Copies are left out, so that a text
 * counts once however many outlets print it. `first` is the smaller key.
 */
export const entityPairs = pgTable(
  'entity_pairs',
  {
    firstId: ref('first_id').notNull(),
    secondId: ref('second_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    articles: integer('articles').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firstId, t.day, t.secondId] }),
    index('entity_pairs_second').on(t.secondId, t.day, t.firstId),
  ],
);

/** Trending boards, append-only: a run a minute, window and scope; rows explain their rank. */
export const boardRuns = pgTable(
  'board_runs',
  {
    id: serialId(),
    publicId: text('public_id').notNull().unique(),
    window: text('time_window').notNull(),
    /** Empty for all articles, `l:id` for those in a language, `c:ID` for those of a country's outlets. */
    scope: text('scope').notNull().default(''),
    asOf: instant('as_of').notNull(),
    computedAt: instant('computed_at').notNull(),
    nextRunAt: instant('next_run_at').notNull(),
    expectedSources: integer('expected_sources').notNull(),
    healthySources: integer('healthy_sources').notNull(),
    /** The first of those that were due and silent; null when it was not noted. */
    missingSourceIds: bigint('missing_source_ids', { mode: 'number' }).array(),
    /** Hash of the constants the scores were made with. */
    parametersHash: text('parameters_hash').notNull().default(''),
  },
  (t) => [
    index('board_runs_latest').on(t.window, t.scope, t.asOf.desc().nullsFirst()),
    index('board_runs_as_of').on(t.asOf),
  ],
);

export const boardRows = pgTable(
  'board_rows',
  {
    runId: ref('run_id')
      .notNull()
      .references(() => boardRuns.id, { onDelete: 'cascade' }),
    entityId: ref('entity_id')
      .notNull()
      .references(() => entities.id),
    kind: text('kind').$type<EntityKind>().notNull(),
    /** 1 is the top of the board over all kinds; rows that only another algorithm lists come last. */
    rank: smallint('rank').notNull(),
    /** 0 for a row that only another algorithm lists. */
    score: doublePrecision('score').notNull(),
    windowCount: integer('window_count').notNull(),
    weightedCount: doublePrecision('weighted_count').notNull().default(0),
    baselineMean: doublePrecision('baseline_mean').notNull(),
    lift: doublePrecision('lift'),
    sourceCount: integer('source_count').notNull(),
    /** Outlets with a text of their own in the window. */
    ownSourceCount: integer('own_source_count').notNull().default(0),
    mentionCount: integer('mention_count').notNull().default(0),
    /** 0..1, what the outlets behind the count made of the score. */
    gate: doublePrecision('gate').notNull().default(1),
    previousRank: smallint('previous_rank'),
    peakRank: smallint('peak_rank').notNull(),
    listedSince: instant('listed_since').notNull(),
    /** 24 zero-filled counts over the window, oldest first. */
    sparkline: integer('sparkline').array().notNull(),
    /** By each other algorithm, in the order of trends/algorithms.ts: score, rank (0 when not listed), best rank, and */
    otherScores: real('other_scores').array().notNull().default(sql`'{}'::real[]`),
    otherRanks: smallint('other_ranks').array().notNull().default(sql`'{}'::smallint[]`),
    otherPeaks: smallint('other_peaks').array().notNull().default(sql`'{}'::smallint[]`),
    /** since when it is listed, in minutes since 1970. */
    otherSince: integer('other_since').array().notNull().default(sql`'{}'::integer[]`),
  },
  (t) => [primaryKey({ columns: [t.runId, t.rank] }), index('board_rows_entity').on(t.entityId, t.runId)],
);

/** How a story or a topic stands in a run; the words are those of `board_rows`. */
const standing = () => ({
  rank: smallint('rank').notNull(),
  score: doublePrecision('score').notNull(),
  windowCount: integer('window_count').notNull(),
  weightedCount: doublePrecision('weighted_count').notNull(),
  baselineMean: doublePrecision('baseline_mean').notNull(),
  sourceCount: integer('source_count').notNull(),
  ownSourceCount: integer('own_source_count').notNull(),
  gate: doublePrecision('gate').notNull(),
  previousRank: smallint('previous_rank'),
  peakRank: smallint('peak_rank').notNull(),
  listedSince: instant('listed_since').notNull(),
  sparkline: integer('sparkline').array().notNull(),
});

/** Stories of a run, ranked as entities are. */
export const boardStories = pgTable(
  'board_stories',
  {
    runId: ref('run_id')
      .notNull()
      .references(() => boardRuns.id, { onDelete: 'cascade' }),
    storyId: ref('story_id')
      .notNull()
      .references(() => stories.id, { onDelete: 'cascade' }),
    ...standing(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.rank] }), index('board_stories_story').on(t.storyId)],
);

/** Media topics of a run, ranked as entities are. */
export const boardTopics = pgTable(
  'board_topics',
  {
    runId: ref('run_id')
      .notNull()
      .references(() => boardRuns.id, { onDelete: 'cascade' }),
    /** `medtop:20000056`. */
    topicCode: text('topic_code').notNull(),
    ...standing(),
    lift: doublePrecision('lift'),
  },
  (t) => [primaryKey({ columns: [t.runId, t.rank] })],
);

/** What editors did to entities: each row can be undone from what it recorded. */
export const curationActions = pgTable(
  'curation_actions',
  {
    id: serialId(),
    publicId: text('public_id').notNull().unique(),
    at: instant('at').notNull(),
    /** Who did it: the name of an API key, or of the person at the command line. */
    actor: text('actor').notNull(),
    kind: text('kind').$type<CurationKind>().notNull(),
    /** The entity it was about; the survivor of a merge. */
    entityId: ref('entity_id')
      .notNull()
      .references(() => entities.id),
    summary: text('summary').notNull(),
    input: jsonb('input').$type<Record<string, unknown>>().notNull(),
    /** What undoing needs, in serial ids. */
    undo: jsonb('undo').$type<Record<string, unknown>>().notNull(),
    undoneAt: instant('undone_at'),
    undoneBy: text('undone_by'),
  },
  (t) => [index('curation_actions_entity').on(t.entityId, t.id.desc().nullsFirst())],
);

export const apiKeys = pgTable('api_keys', {
  id: serialId(),
  publicId: text('public_id').notNull().unique(),
  name: text('name').notNull(),
  /** Shown in lists and logs, so that a key is known without being told. */
  prefix: text('prefix').notNull().unique(),
  /** SHA-256 of the whole key, hexadecimal; the key itself is never stored. */
  hash: text('hash').notNull().unique(),
  scopes: words('scopes'),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at'),
  revokedAt: instant('revoked_at'),
  lastUsedAt: instant('last_used_at'),
});

/** Everything that happened to a node, in one monotonic sequence: sync, subscriptions and webhooks read it. */
export const changes = pgTable('changes', {
  sequence: bigint('sequence', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  at: instant('at').notNull().defaultNow(),
  op: text('op').$type<'CREATED' | 'UPDATED' | 'MERGED' | 'WITHDRAWN' | 'DELETED'>().notNull(),
  typename: text('typename').notNull(),
  nodeId: text('node_id').notNull(),
  changedFields: words('changed_fields'),
  /** Of a source whose health changed: what it was, and what it became. Null in every other row. */
  healthBefore: text('health_before').$type<HealthState>(),
  healthAfter: text('health_after').$type<HealthState>(),
});
