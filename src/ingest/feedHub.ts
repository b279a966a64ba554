/** WebSub: the hub and the topic that a feed or its answer's headers announce. @see https://www.w3.org/TR/websub/ */
import { absoluteUrl } from '../base/url.ts';
import { decodeXml } from './decode.ts';
import { arrayIn, objectIn, objectsIn, textIn } from './feedJsonValue.ts';
import { outlineXml } from './xmlOutline.ts';

/** Where to subscribe, and to what. Both absolute. */
export interface Hub {
  hubUrl: string;
  topicUrl: string;
}

interface PrintedLinks {
  hub: string | undefined;
  self: string | undefined;
}

/** A longer header is nonsense, and costly to search. */
const longestHeader = 8192;

const hasRel = (rel: string | undefined, wanted: string): boolean =>
  (rel ?? '').toLowerCase().split(/\s+/).includes(wanted);

function headerLinks(header: string): PrintedLinks {
  const found: PrintedLinks = { hub: undefined, self: undefined };
  const links = header.slice(0, longestHeader).matchAll(/<([^<>]{1,2000})>((?:[^<,"]|"[^"<]{0,500}")*)/g);
  for (const [, target, parameters = ''] of links) {
    const rel = /;\s*rel\s*=\s*(?:"([^"]{0,200})"|([^\s;,"]{1,200}))/i.exec(parameters);
    if (hasRel(rel?.[1] ?? rel?.[2], 'hub')) found.hub ??= target;
    if (hasRel(rel?.[1] ?? rel?.[2], 'self')) found.self ??= target;
  }
  return found;
}

function jsonLinks(text: string): PrintedLinks {
  try {
    const feed = objectIn(JSON.parse(text));
    const hubs = objectsIn(arrayIn(feed?.hubs));
    const hub = hubs.find(({ type }) => /^websub$/i.test(textIn(type) ?? ''));
    return { hub: textIn(hub?.url) ?? undefined, self: textIn(feed?.feed_url) ?? undefined };
  } catch {
    return { hub: undefined, self: undefined };
  }
}

function xmlLinks(text: string): PrintedLinks {
  const start = text.search(/<(?:[\w-]+:)?(?:rss|rdf|feed|channel)[\s>]/i);
  const { head } = outlineXml(start > 0 ? text.slice(start) : text, new Set(['item', 'entry']), () => null);
  const linked = (rel: string) =>
    head.find((field) => field.name === 'link' && hasRel(field.attribs.rel, rel))?.attribs.href;
  return { hub: linked('hub'), self: linked('self') };
}

const textLinks = (text: string): PrintedLinks => (/^\s*\{/.test(text) ? jsonLinks(text) : xmlLinks(text));

/**
 * The hub of a feed; null when neither the headers nor the text name one. Headers outrank the text (WebSub §4); without
 * `self` the topic is the address the feed was read from. Never throws.
 * @param input the feed, RSS, Atom or JSON Feed, as fetched or decoded
 * @param url address the feed was read from
 * @param linkHeader the answer's `Link` headers, joined by commas (RFC 8288)
 */
export function readHub(
  input: Uint8Array | string,
  url: string,
  linkHeader: string | null = null,
): Hub | null {
  const inHeader = headerLinks(linkHeader ?? '');
  const isTold = inHeader.hub !== undefined && inHeader.self !== undefined;
  const inText = isTold ? inHeader : textLinks(typeof input === 'string' ? input : decodeXml(input, null));
  const hubUrl = absoluteUrl(inHeader.hub ?? inText.hub, url);
  const topicUrl = absoluteUrl(inHeader.self ?? inText.self, url) ?? absoluteUrl(url);
  return hubUrl === null || topicUrl === null ? null : { hubUrl, topicUrl };
}
