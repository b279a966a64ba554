/**
 * News items as JSON, the way wires send them: IPTC ninjs 1.x (one object of `body_…` fields), 2.x and 3.x (lists of
 * headlines and bodies). One item, an array of them, or an object that holds them.
 * @see https://iptc.org/std/ninjs/
 */
import type { Feed } from '../base/news.ts';
import type { RawEntry, RawFeed, RawImage } from './feedEntry.ts';
import { arrayIn, type JsonObject, objectIn, objectsIn, textIn, textsIn } from './feedJsonValue.ts';
import {
  authorNames,
  codeOf,
  datelined,
  embargoFault,
  isCancelled,
  itemAddress,
  paragraphs,
  statusFault,
} from './feedWire.ts';
import { escapeHtml } from './feedXml.ts';

/** A value that stands in a list with a role (2.x and 3.x), the main one first, or in a field of its own (1.x). */
function roled(list: unknown, own: unknown): string | null {
  const found = objectsIn(list);
  const main = found.find(({ role }) => /(?:^|[:/])(?:main|body|headline)$/.test(textIn(role) ?? ''));
  return textIn(main?.value) ?? found.map(({ value }) => textIn(value)).find(Boolean) ?? textIn(own);
}

function bodyOf(item: JsonObject): string | null {
  const [body] = [
    ...objectsIn(item.bodies).filter(({ contenttype: type }) => /html/.test(textIn(type) ?? '')),
    ...objectsIn(item.bodies),
  ];
  const markup = textIn(item.body_xhtml) ?? textIn(item.body_html) ?? textIn(item.body);
  if (markup !== null) return markup;
  const value = textIn(body?.value);
  if (value !== null) return /html|xml/.test(textIn(body?.contenttype) ?? 'html') ? value : paragraphs(value);
  const plain = textIn(item.body_text);
  return plain === null ? null : paragraphs(plain);
}

function authorsOf(item: JsonObject): string[] {
  const named = [...objectsIn(item.people), ...objectsIn(item.infosources)].filter(({ rel }) =>
    /(?:^|[:/])(?:author|creator|byline)$/.test(textIn(rel) ?? ''),
  );
  const byline = roled(item.bylines, item.byline ?? item.by) ?? textIn(objectsIn(item.bylines)[0]?.byline);
  const names = byline === null ? named.flatMap(({ name }) => textIn(name) ?? []) : authorNames(byline);
  return names.map(escapeHtml);
}

/** Names of a list of concepts (`{name}`, `{names: [{value}]}`), or bare texts. */
function namesIn(value: unknown): string[] {
  const named = objectsIn(value).map(({ name, names }) => textIn(name) ?? roled(names, null));
  return [...textsIn(value), ...named.flatMap((name) => name ?? [])];
}

/** What is in a list (2.x and 3.x), or under names of its own (1.x). */
const valuesIn = (value: unknown): JsonObject[] =>
  objectsIn(Array.isArray(value) ? value : Object.values(objectIn(value) ?? {}));

function imagesOf(item: JsonObject): RawImage[] {
  const pictures = valuesIn(item.associations).filter(({ type }) => type === 'picture' || type === 'graphic');
  return pictures.flatMap((picture) => {
    const renditions = valuesIn(picture.renditions);
    const [widest] = renditions.sort((a, b) => (Number(b.width) || 0) - (Number(a.width) || 0));
    if (widest === undefined) return [];
    const described = roled(picture.descriptions, picture.description_text) ?? bodyOf(picture);
    const caption = textIn(picture.body_text) ?? described;
    const credit = roled(picture.bylines, picture.byline) ?? textIn(picture.copyrightholder);
    return [{ url: textIn(widest.href), caption, credit }];
  });
}

const statusOf = (item: JsonObject): string => codeOf(textIn(item.pubstatus ?? item.pubStatus));

function toRaw(item: JsonObject, feedUrl: string): RawEntry {
  const guid = textIn(item.uri) ?? textIn(item.guid) ?? textIn(item.id);
  const web = [item.canonical, item.url, item.link, item.webUrl, guid].map(textIn);
  const altids = objectsIn(item.altids).map(({ value }) => textIn(value));
  const address = [...web, ...altids].find((each) => each !== null && /^https?:\/\//i.test(each));
  const headline = roled(item.headlines, item.headline) ?? roled(item.titles, item.title);
  const description = roled(item.descriptions, item.description_text);
  const created = [
    item.contentcreated,
    item.firstcreated,
    item.firstCreated,
    item.versioncreated,
    item.versionCreated,
  ];
  return {
    guid,
    links: [address ?? (guid === null ? null : itemAddress(feedUrl, guid))],
    title: headline === null ? null : escapeHtml(headline),
    summary: description === null ? textIn(item.description_html) : escapeHtml(description),
    contentHtml: withDateline(item, bodyOf(item)),
    published: created.map(textIn),
    modified: [textIn(item.versioncreated) ?? textIn(item.versionCreated)],
    authors: authorsOf(item),
    keywords: [...namesIn(item.subject ?? item.subjects), ...namesIn(item.keywords)].map(escapeHtml),
    images: imagesOf(item),
    language: textIn(item.language),
    isWhole: true,
    isRetraction: isCancelled(statusOf(item)),
  };
}

/** The body with the place it was written at in front, unless it begins with it. */
function withDateline(item: JsonObject, body: string | null): string | null {
  const located = textIn(item.dateline) ?? textIn(item.located);
  return body === null ? null : datelined(body, located);
}

const itemWords = 'headline headlines pubstatus versioncreated body_html body_xhtml body_text bodies'.split(
  ' ',
);

const isItem = (value: JsonObject): boolean =>
  textIn(value.uri) !== null && itemWords.some((name) => name in value);

const otherTypes = new Set(['picture', 'graphic', 'audio', 'video', 'planning', 'event']);

function itemsIn(value: unknown): unknown[] | null {
  const whole = objectIn(value);
  if (whole !== null && isItem(whole)) return [whole];
  const lists = [value, whole?.items, whole?._items, objectIn(whole?.data)?.items, whole?.results];
  return lists.map(arrayIn).find((list) => list !== null && objectsIn(list).some(isItem)) ?? null;
}

/**
 * The items of a ninjs document; null when it is none. Texts are whole, there is no page to read. An item's address is
 * its web link where it has one, else `<feed url>?item=<guid>` (without the feed's own query). Items under embargo or
 * withheld are faults, not entries. Pictures, videos and the rest are left out.
 */
export function readNinjs(value: unknown, feedUrl: string, now: Date): RawFeed | null {
  const items = itemsIn(value);
  if (items === null) return null;
  const entries: RawEntry[] = [];
  const faults: Feed['faults'] = [];
  items.forEach((item, index) => {
    const object = objectIn(item) ?? {};
    if (otherTypes.has(textIn(object.type) ?? '')) return;
    const fault = statusFault(statusOf(object)) ?? embargoFault(textIn(object.embargoed), now);
    if (fault === null) entries.push(toRaw(object, feedUrl));
    else faults.push({ index, message: fault });
  });
  return { kind: 'API', entries, faults };
}
