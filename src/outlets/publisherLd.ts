/** What the JSON-LD of a site's page says of its publisher. Broken blocks are left out; nothing throws. Pure. */
import { absoluteUrl, isSameSite } from '../base/url.ts';
import { countryNamed } from './country.ts';

/** A publisher as schema.org data describes it; null where it does not tell. */
export interface PublisherFacts {
  name: string | null;
  /** ISO 3166-1 alpha-2, of the postal address. */
  country: string | null;
  language: string | null;
  logoUrl: string | null;
  /** Kind of outlet, only where the type leaves no doubt. */
  kind: 'NEWSPAPER' | 'BROADCASTER' | 'GOVERNMENT' | 'BLOG' | null;
  /** Addresses of the same publisher elsewhere (`sameAs`). */
  sameAs: string[];
  foundedYear: number | null;
  /** Absolute addresses of its editorial principles and of how it corrects mistakes. */
  principlesUrl: string | null;
  correctionsUrl: string | null;
  /** Names of its parent organisations, no doubles. */
  owners: string[];
}

type Node = Record<string, unknown>;

const maxNodes = 300;
const maxDepth = 6;
/** Where a publisher's own description may stand; sponsors, owners and authors stand elsewhere. */
const ownKeys = ['@graph', 'publisher', 'mainEntity', 'isPartOf', 'about'];

/** Types by how surely their name is the outlet's. */
const ranks: [RegExp, number][] = [
  [/^(?:NewsMediaOrganization|Newspaper|TelevisionStation|RadioStation)$/, 3],
  [/^(?:Organization|Corporation|GovernmentOrganization|BroadcastService|LocalBusiness)$/, 2],
  [/^(?:WebSite|Blog)$/, 1],
];

const kinds: [RegExp, NonNullable<PublisherFacts['kind']>][] = [
  [/^Newspaper$/, 'NEWSPAPER'],
  [/^(?:TelevisionStation|RadioStation|BroadcastService|TelevisionChannel|RadioChannel)$/, 'BROADCASTER'],
  [/^GovernmentOrganization$/, 'GOVERNMENT'],
  [/^Blog$/, 'BLOG'],
];

/** What a property holds, one or many; nulls are left out. */
const listOf = (value: unknown): unknown[] =>
  (Array.isArray(value) ? value : [value]).filter((item) => item !== undefined && item !== null);

const typesOf = (node: Node): string[] =>
  listOf(node['@type']).flatMap((type) =>
    typeof type === 'string' ? [type.replace(/^https?:\/\/schema\.org\//i, '').replace(/^schema:/, '')] : [],
  );

const rankOf = (node: Node): number =>
  Math.max(0, ...typesOf(node).map((type) => ranks.find(([pattern]) => pattern.test(type))?.[1] ?? 0));

/** The text of a property that may be a text, a tagged value or a named object. */
function textOf(value: unknown): string | null {
  for (const item of listOf(value)) {
    const { name, url, '@value': tagged, '@id': id } = (typeof item === 'object' ? item : {}) as Node;
    const text = [item, tagged, name, url, id].find((each) => typeof each === 'string' && each.trim() !== '');
    if (typeof text === 'string') return text.replace(/\s+/g, ' ').trim().slice(0, 500);
  }
  return null;
}

function parseBlock(block: string): unknown {
  const bare = block.replace(/^\s*(?:<!--|\/\*<!\[CDATA\[\*\/)|(?:-->|\/\*\]\]>\*\/)\s*$/g, '');
  for (const text of [bare, bare.replace(/\p{Cc}+/gu, ' ')]) {
    try {
      return JSON.parse(text);
    } catch {
      // Raw line breaks inside strings are the usual fault; a block that stays broken says nothing.
    }
  }
  return null;
}

function collect(value: unknown, into: Node[], depth: number): void {
  if (depth > maxDepth || into.length >= maxNodes || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, into, depth + 1);
    return;
  }
  const node = value as Node;
  if (rankOf(node) > 0) into.push(node);
  for (const key of ownKeys) collect(node[key], into, depth + 1);
}

function countryIn(node: Node): string | null {
  for (const address of [...listOf(node.address), ...listOf(node.location)]) {
    if (typeof address !== 'object' || address === null) continue;
    const { addressCountry, address: inner } = address as Node;
    const name = textOf(addressCountry) ?? textOf((listOf(inner)[0] as Node | undefined)?.addressCountry);
    const code = name === null ? null : countryNamed(name);
    if (code !== null) return code;
  }
  return null;
}

const first = <T>(nodes: Node[], read: (node: Node) => T | null): T | null => {
  for (const node of nodes) {
    const found = read(node);
    if (found !== null) return found;
  }
  return null;
};

/**
 * The publisher in the JSON-LD blocks of the page at `url`: news organisations before organisations before sites, and
 * none that gives an address on another site.
 */
export function readPublisher(blocks: readonly string[], url: string): PublisherFacts {
  const nodes: Node[] = [];
  for (const block of blocks) collect(parseBlock(block), nodes, 0);
  const own = nodes.filter((node) => {
    const address = textOf(node.url);
    return address === null || !/^https?:/i.test(address) || isSameSite(address, url);
  });
  const ranked = own.sort((a, b) => rankOf(b) - rankOf(a));
  const types = ranked.flatMap(typesOf);
  const organizations = ranked.filter((node) => rankOf(node) > 1);
  const policy = (key: string) =>
    first(organizations, (node) => absoluteUrl(textOf(listOf(node[key]).map(pageIn)), url));
  return {
    name: first(ranked, (node) => textOf(node.name)),
    country: first(ranked, countryIn),
    language: first(ranked, (node) => textOf(node.inLanguage)),
    logoUrl: first(ranked, (node) => (rankOf(node) > 1 ? textOf(urlIn(node.logo)) : null)),
    kind: kinds.find(([pattern]) => types.some((type) => pattern.test(type)))?.[1] ?? null,
    sameAs: ranked
      .flatMap((node) => listOf(node.sameAs))
      .filter((item) => typeof item === 'string')
      .slice(0, 50),
    foundedYear: first(organizations, foundedIn),
    principlesUrl: policy('publishingPrinciples'),
    correctionsUrl: policy('correctionsPolicy'),
    owners: [...new Set(organizations.flatMap(ownersIn))].slice(0, mostOwners),
  };
}

const mostOwners = 10;
/** No newspaper is older: the Relation of Strasbourg began in 1605. */
const firstNewspaper = 1605;

/** `foundingDate` is an ISO 8601 date, or its year alone; other texts and impossible years tell nothing. */
function foundedIn(node: Node): number | null {
  const [, digits] = /^(\d{4})(?:-\d\d){0,2}(?:T.*)?$/.exec(textOf(node.foundingDate) ?? '') ?? [];
  const year = Number(digits ?? Number.NaN);
  return year >= firstNewspaper && year <= latestYear ? year : null;
}

const latestYear = 2100;

/** Names of the bodies it belongs to; an address alone names nobody. */
const ownersIn = (node: Node): string[] =>
  listOf(node.parentOrganization).flatMap((owner) => {
    const { name } = (typeof owner === 'object' ? owner : { name: owner }) as Node;
    const text = textOf(name);
    return text === null || /^https?:/i.test(text) ? [] : [text];
  });

/** A logo or a policy is an address, or an object that has one. */
function urlIn(value: unknown): unknown {
  const [item] = listOf(value);
  if (typeof item !== 'object' || item === null) return item;
  const { url, contentUrl } = item as Node;
  return url ?? contentUrl;
}

/** A policy is a page, which its `@id` may name; that of a logo names a node and no picture. */
function pageIn(value: unknown): unknown {
  const [item] = listOf(value);
  return urlIn(item) ?? (item as Node | undefined)?.['@id'];
}
