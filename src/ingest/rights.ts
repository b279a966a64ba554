/** What an article's page and the headers it came with say of rights. Pure; never throws. */
import type { RightsSignal } from '../base/news.ts';
import { type LdNode, ldList, ldText } from './jsonLd.ts';
import type { PageFacts } from './pageFacts.ts';
import { readPreferences, readRobotsDirectives } from './rightsRobots.ts';
import { licenceLinks, rslOfLinkHeader } from './rightsRsl.ts';
import { licenceAddress, rightsSignal } from './rightsSignal.ts';
import { readTdmHeaders, readTdmMetas } from './rightsTdm.ts';

/** Headers of a page's answer that speak of rights, by lower-case name; null or absent when not sent. */
export interface RightsHeaders {
  'tdm-reservation'?: string | null;
  'tdm-policy'?: string | null;
  'content-usage'?: string | null;
  'x-robots-tag'?: string | null;
  link?: string | null;
}

/** Rows of evidence that one page may bring. */
const mostSignals = 12;

/** Properties of a schema.org CreativeWork that tell whose it is and on what terms. */
const ldProperties = ['license', 'usageInfo', 'acquireLicensePage', 'copyrightHolder', 'creditText'] as const;

/** The address in a property that may be one, or an object with one. */
function ldUrl(value: unknown, base: string): string | null {
  for (const item of ldList(value)) {
    const node = typeof item === 'object' && item !== null ? (item as LdNode) : { url: item };
    const text = ldText(node.url) ?? ldText(node['@id']);
    const url = text !== null && /^(?:https?:|\/)/i.test(text) ? licenceAddress(text, base) : null;
    if (url !== null) return url;
  }
  return null;
}

function ldSignals(article: LdNode | null, base: string): RightsSignal[] {
  return ldProperties.flatMap((property) => {
    const value = article?.[property];
    const isAddress = property !== 'copyrightHolder' && property !== 'creditText';
    const said = (isAddress ? ldUrl(value, base) : null) ?? ldText(value);
    if (said === null || said.trim() === '') return [];
    const licenceUrl = isAddress && property !== 'usageInfo' ? licenceAddress(said) : null;
    return [rightsSignal('LICENCE', `${property}: ${said}`, { licenceUrl })];
  });
}

function linkSignals(elements: PageFacts['elements'], header: string | null, url: string): RightsSignal[] {
  const inHeader = rslOfLinkHeader(header, url);
  const links = [...(inHeader ? [{ url: inHeader, isRsl: true }] : []), ...licenceLinks(elements, url)];
  return links.map((link) =>
    rightsSignal(link.isRsl ? 'RSL' : 'LICENCE', `license: ${link.url}`, { licenceUrl: link.url }),
  );
}

/**
 * The signals of one page, at most 12: TDMRep, AIPREF, robots directives, RSL links and schema.org licences, each once.
 * A TDMRep meta outweighs a TDMRep header (TDMRep section "Processing priority"). RSL documents are named, not read.
 * @param url the fetched address
 * @param userAgent ours, to tell directives for us from those for others
 */
export function readPageRights(
  page: Pick<PageFacts, 'metas' | 'elements' | 'article'>,
  headers: RightsHeaders,
  url: string,
  userAgent = 'kabar',
): RightsSignal[] {
  const metas = readTdmMetas(page.metas);
  const usage = { name: 'Content-Usage', url: null };
  const found = [
    ...(metas.length > 0
      ? metas
      : readTdmHeaders(headers['tdm-reservation'] ?? null, headers['tdm-policy'] ?? null)),
    ...readPreferences(headers['content-usage'] ?? '', usage),
    ...readRobotsDirectives(page.metas, headers['x-robots-tag'] ?? null, userAgent),
    ...linkSignals(page.elements, headers.link ?? null, url),
    ...ldSignals(page.article, url),
  ];
  const once = new Map(found.map((signal) => [`${signal.basis} ${signal.excerpt}`, signal]));
  return [...once.values()].slice(0, mostSignals);
}
