/** Articles put into the store without pages or clusterer: the test says what they are and where they belong. */
import { sql } from 'drizzle-orm';
import { entityId, publicId } from '../../src/base/id.ts';
import type { Draft, EntityRecord, Facts, Mention } from '../../src/base/news.ts';
import { articleOf } from '../../src/run/articleToSave.ts';
import { addSource } from '../../src/store/configuredSources.ts';
import { type Database, rows } from '../../src/store/db.ts';
import { type Saved, type SaveOptions, saveArticle } from '../../src/store/saveArticle.ts';
import type { ArticleToSave } from '../../src/store/saveParts.ts';
import type { StoryDecision } from '../../src/store/saveStory.ts';

export const at = (iso: string) => new Date(iso);

/** A stored outlet; its serial key. */
export async function addPaper(database: Database, domain: string): Promise<number> {
  const channels = [{ kind: 'RSS' as const, url: `https://${domain}/feed` }];
  const about = { name: domain, domain, url: `https://${domain}/`, kind: 'NEWSPAPER' as const, channels };
  const rest = { country: 'GB', languages: ['en'], exposure: 'FULL_TEXT' as const, isDemo: false };
  await addSource(database, { ...about, ...rest }, at('2015-11-20T00:00:00Z'));
  const [row] = await rows<{ id: number }>(
    database,
    sql`select id::int as id from sources where domain = ${domain}`,
  );
  return row?.id ?? 0;
}

const personOf = (name: string): EntityRecord => {
  const key = `person:${name.toLowerCase()}`;
  const id = entityId('PERSON', key);
  return { key, id, kind: 'PERSON', name, names: {}, wikidataId: null, place: null };
};

function mentionOf(name: string): Mention {
  const entityKey = `person:${name.toLowerCase()}`;
  const span = { start: 0, end: name.length, text: name };
  return { kind: 'PERSON', ...span, derived: false, role: null, confidence: 1, entityKey };
}

export interface Told {
  sourceId: number;
  url: string;
  headline?: string;
  text?: string;
  /** People the text is said to name. */
  people?: string[];
  /** Codes of its media topics. */
  topics?: string[];
  seenAt?: string;
}

/** An article as the pipeline would hand it over. */
export function articleToSave(told: Told): ArticleToSave {
  const { sourceId, url, headline = 'A headline', text = 'A text.', people = [], topics = [] } = told;
  const draft: Draft = {
    url,
    headline,
    description: null,
    text,
    html: null,
    authors: [],
    datePublished: null,
    datePublishedPrecision: null,
    dateModified: null,
    image: null,
    language: 'en',
    section: null,
    keywords: [],
    alternativeHeadline: null,
    schemaTypes: [],
    isAccessibleForFree: null,
  };
  const facts: Facts = {
    language: 'en',
    mentions: people.map(mentionOf),
    headlineMentions: [],
    entities: people.map(personOf),
    newcomers: [],
    dateline: null,
    quotes: [],
    citations: [],
    mentionedDates: [],
    topics: topics.map((code) => ({ code, score: 0.75, method: 'rules:terms' })),
  };
  return articleOf(draft, facts, sourceId, at(told.seenAt ?? '2015-11-24T06:00:00Z'));
}

export const idOf = (url: string) => publicId('Article', url);
export const storyIdOf = (url: string) => publicId('Story', idOf(url));

/** Belongs to the story that the article at `url` founded, and is an original unless `rest` says otherwise. */
export const inStoryOf = (url: string, rest: Partial<StoryDecision> = {}): StoryDecision => ({
  story: storyIdOf(url),
  copyOf: null,
  copyKind: null,
  containment: null,
  merged: [],
  recast: [],
  ...rest,
});

export const copyOf = (url: string, kind: 'COPY' | 'DERIVED' = 'COPY') =>
  inStoryOf(url, { copyOf: idOf(url), copyKind: kind, containment: 0.9 });

/** Saves it, as brought by a feed entry whose key is the address, and founding its own story unless told otherwise. */
export function save(
  database: Database,
  told: Told,
  decision: StoryDecision = inStoryOf(told.url),
  rest: Partial<SaveOptions> = {},
): Promise<Saved> {
  const { sourceId, url } = told;
  return saveArticle(database, articleToSave(told), {
    entry: { sourceId, entryKey: url, url, fingerprint: 'f' },
    decide: async () => decision,
    now: at(told.seenAt ?? '2015-11-24T06:00:00Z'),
    ...rest,
  });
}
