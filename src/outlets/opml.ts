/**
 * Lists of outlets read from OPML subscription lists, as base/opml.ts writes them and as others do. An outline names one
 * channel; outlines of one site are the channels of one outlet. What cannot be read is reported and never stops the rest.
 * @see http://opml.org/spec2.opml
 */
import { type Opml, parseOpml } from 'feedsmith';
import { Parser } from 'htmlparser2';
import { AppError } from '../base/errors.ts';
import type { ChannelKind } from '../base/news.ts';
import { type ListedChannel, type ListedOutlet, typeOfKind } from '../base/opml.ts';
import { absoluteUrl, domainOf } from '../base/url.ts';
import { googleNewsSite, namedChannel } from './channelAddress.ts';

/** An outline that names no readable channel, and why. */
export interface OutlineFault {
  /** Its title, or null when it has none. */
  outline: string | null;
  message: string;
}

type Outline = Opml.Outline<string>;

const kindOfType = new Map(
  Object.entries(typeOfKind).map(([kind, type]) => [type, kind as ChannelKind] as const),
);

/** Hosts that pass on other outlets' feeds: their domain says nothing about whose feed it is. */
const relays = new Set([
  'feedburner.com',
  'feedblitz.com',
  'feedpress.me',
  'rss.app',
  'google.com',
  'feedly.com',
  't.me',
  'telegram.me',
  'whatsapp.com',
]);

function kindOf(outline: Outline): ChannelKind {
  const type = outline.type?.trim().toLowerCase() ?? '';
  const known = kindOfType.get(type);
  if (known !== undefined && known !== 'RSS') return known;
  const hint = `${type} ${outline.version ?? ''}`.toLowerCase();
  if (hint.includes('atom')) return 'ATOM';
  if (hint.includes('json')) return 'JSON_FEED';
  if (hint.includes('sitemap')) return 'NEWS_SITEMAP';
  return 'RSS';
}

/** The channel of an outline: some addresses tell their kind better than a list does. */
function channelOf(outline: Outline, feed: string): ListedChannel {
  const { kind, url } = namedChannel(feed) ?? { kind: kindOf(outline), url: feed };
  const isForPeople =
    kind === 'WHATSAPP_CHANNEL' || kind === 'EMAIL' || categoryOf(outline, 'for') === 'people';
  return { kind, url, ingestible: !isForPeople };
}

/** Values of one key in a list of slash-delimited categories: "/country/ID,/kind/WIRE". */
function categoryOf(outline: Outline, key: string): string | null {
  const paths = (outline.category ?? '').split(',').map((path) => path.trim().split('/'));
  return paths.find(([root, name]) => root === '' && name === key)?.[2] || null;
}

function languagesOf(outline: Outline): string[] {
  const tags = (outline.language ?? '')
    .split(',')
    .map((tag) => tag.trim().split(/[-_]/)[0]?.toLowerCase() ?? '');
  return [...new Set(tags.filter((tag) => /^[a-z]{2,3}$/.test(tag)))];
}

/** The site that a Google News search is narrowed to; null for other addresses. */
const searchedSite = (feed: string): string | null =>
  new URL(feed).host === 'news.google.com' ? googleNewsSite(feed) : null;

const titleOf = (outline: Outline): string | null => outline.title?.trim() || outline.text?.trim() || null;

/** The outlet of one outline with an address. Throws a sentence when it names none that can be read. */
function outletOf(outline: Outline, xmlUrl: string): ListedOutlet {
  const feed = absoluteUrl(xmlUrl);
  if (feed === null) throw new AppError('BAD_INPUT', `not a web address: ${xmlUrl.slice(0, 200)}`);
  const site = absoluteUrl(outline.htmlUrl ?? null) ?? searchedSite(feed);
  if (site === null && relays.has(domainOf(feed))) {
    throw new AppError(
      'BAD_INPUT',
      `htmlUrl is missing, and ${new URL(feed).host} only passes on the feeds of others`,
    );
  }
  const url = site ?? new URL(feed).origin;
  const domain = domainOf(url);
  const country = categoryOf(outline, 'country');
  return {
    name: titleOf(outline) ?? domain,
    domain,
    url,
    kind: categoryOf(outline, 'kind'),
    country: country !== null && /^[a-z]{2}$/i.test(country) ? country.toUpperCase() : null,
    languages: languagesOf(outline),
    channels: [channelOf(outline, feed)],
  };
}

/** All outlines at any depth, in order. With `isComment` an outline and all below it are left out (OPML 2.0). */
function flatten(outlines: readonly Outline[], skipComments: boolean): Outline[] {
  const flat: Outline[] = [];
  const waiting = [...outlines].reverse();
  for (let outline = waiting.pop(); outline !== undefined; outline = waiting.pop()) {
    if (skipComments && outline.isComment) continue;
    flat.push(outline);
    waiting.push(...[...(outline.outlines ?? [])].reverse());
  }
  return flat;
}

/** Outlines of XML that is not well-formed: every `<outline>` tag in it, wherever it stands. */
function scanOutlines(text: string): Outline[] {
  const found: Outline[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name !== 'outline') return;
        const { text: label = '', title, type, version, category, language, xmlurl, htmlurl } = attributes;
        const given = Object.entries({
          title,
          type,
          version,
          category,
          language,
          xmlUrl: xmlurl,
          htmlUrl: htmlurl,
        });
        found.push({ text: label, ...Object.fromEntries(given.filter(([, value]) => value !== undefined)) });
      },
    },
    { lowerCaseTags: true, lowerCaseAttributeNames: true, decodeEntities: true, recognizeSelfClosing: true },
  );
  parser.end(text);
  return found;
}

/** Null when the strict parser refuses the text: lists written by hand are often not well-formed. */
function readStrict(text: string): Outline[] | null {
  try {
    return parseOpml(text).body?.outlines ?? [];
  } catch {
    return null;
  }
}

function outlinesOf(text: string): Outline[] {
  const strict = readStrict(text);
  const scanned = scanOutlines(text);
  if (scanned.length === 0 && !/<opml[\s>]/i.test(text)) {
    throw new AppError('UNPARSABLE', 'This is not an OPML list: it holds neither <opml> nor an <outline>.');
  }
  if (strict === null) return scanned;
  // The strict parser passes over outlines that it cannot make sense of; the scan finds those it did not see.
  const seen = new Set(flatten(strict, false).map(({ xmlUrl }) => xmlUrl?.trim()));
  const missed = scanned.filter(({ xmlUrl }) => xmlUrl && !seen.has(xmlUrl.trim()));
  return [...flatten(strict, true), ...missed];
}

/** `seen` holds the channels' addresses of all outlets: a list may name one outlet a hundred thousand times. */
function addTo(outlets: Map<string, ListedOutlet>, found: ListedOutlet, seen: Set<string>): void {
  const fresh = found.channels.filter(({ url }) => !seen.has(`${found.domain} ${url}`));
  for (const { url } of fresh) seen.add(`${found.domain} ${url}`);
  const known = outlets.get(found.domain);
  if (!known) {
    outlets.set(found.domain, found);
    return;
  }
  known.channels.push(...fresh);
  known.languages = [...new Set([...known.languages, ...found.languages])];
  known.country ??= found.country;
  known.kind ??= found.kind;
}

/**
 * The outlets of an OPML list, one a domain, in the order of the list; folders at any depth are looked into.
 * @throws AppError UNPARSABLE when the text is no OPML at all.
 */
export function readOpml(text: string): { outlets: ListedOutlet[]; faults: OutlineFault[] } {
  const outlets = new Map<string, ListedOutlet>();
  const seen = new Set<string>();
  const faults: OutlineFault[] = [];
  for (const outline of outlinesOf(text)) {
    const address = outline.xmlUrl?.trim() ?? '';
    const isFolder = address === '' && !kindOfType.has(outline.type?.trim().toLowerCase() ?? '');
    if (isFolder) continue;
    try {
      if (address === '') throw new AppError('BAD_INPUT', 'xmlUrl is missing');
      addTo(outlets, outletOf(outline, address), seen);
    } catch (thrown) {
      faults.push({
        outline: titleOf(outline),
        message: thrown instanceof Error ? thrown.message : String(thrown),
      });
    }
  }
  return { outlets: [...outlets.values()], faults };
}
