/** Lists in JSON: JSON Feed itself, and the dispatch to the answers of content systems and wires. */
import type { RawEntry, RawFeed } from './feedEntry.ts';
import { arrayIn, type JsonObject, objectIn, objectsIn, textIn, textsIn } from './feedJsonValue.ts';
import { escapeHtml } from './feedXml.ts';
import { readNinjs } from './ninjs.ts';
import { readWordPress } from './wordpress.ts';

const maybeEscaped = (text: string | null): string | null => (text === null ? null : escapeHtml(text));

/** Names of people in an `authors` list, or in the single `author` of version 1. */
function authorsIn(item: JsonObject): string[] {
  const people = [...objectsIn(item.authors), ...objectsIn([item.author])];
  return people.flatMap((person) => textIn(person.name) ?? []);
}

function toRaw(item: JsonObject): RawEntry {
  const id = textIn(item.id);
  const text = textIn(item.content_text);
  const summary = textIn(item.summary) ?? text?.slice(0, 1000) ?? null;
  const files = objectsIn(item.attachments).filter(({ mime_type: type }) =>
    textIn(type)?.startsWith('image/'),
  );
  const images = [item.image, item.banner_image, ...files.map(({ url }) => url)];
  return {
    guid: id,
    links: [textIn(item.url), textIn(item.external_url)],
    permalink: id,
    title: maybeEscaped(textIn(item.title)),
    summary: maybeEscaped(summary),
    contentHtml: textIn(item.content_html) ?? (text && escapeHtml(text).replace(/\n\s*\n/g, '<p>')),
    published: [textIn(item.date_published)],
    modified: [textIn(item.date_modified)],
    authors: authorsIn(item).map(escapeHtml),
    keywords: textsIn(item.tags).map(escapeHtml),
    images: images.map((url) => ({ url: textIn(url) })),
    language: textIn(item.language),
  };
}

const isNamed = (feed: JsonObject): boolean => textIn(feed.version)?.includes('jsonfeed.org') ?? false;

function readJsonFeed(feed: JsonObject): RawFeed | null {
  if (!isNamed(feed) && (textIn(feed.title) === null || arrayIn(feed.items) === null)) return null;
  return {
    kind: 'JSON_FEED',
    title: maybeEscaped(textIn(feed.title)),
    siteUrl: textIn(feed.home_page_url),
    language: textIn(feed.language),
    entries: (arrayIn(feed.items) ?? []).map((item) => toRaw(objectIn(item) ?? {})),
  };
}

/**
 * The list in a JSON text: JSON Feed 1.0 and 1.1, WordPress posts, or ninjs items. Null when it is none of them, or no
 * JSON at all. Never throws.
 * @param url where it was read from; base of addresses for items without one
 * @see https://www.jsonfeed.org/version/1.1/
 */
export function readJsonList(text: string, url: string, now: Date): RawFeed | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const whole = objectIn(value);
  if (whole !== null && isNamed(whole)) return readJsonFeed(whole);
  const api = readWordPress(value) ?? readNinjs(value, url, now);
  return api ?? (whole === null ? null : readJsonFeed(whole));
}
