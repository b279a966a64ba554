/**
 * Web addresses: the canonical form that is an article's identity, and the registrable domain that is an outlet's.
 * Pure; nothing here asks the network.
 */
import normalizeUrl from 'normalize-url';
import { parse as parseHost } from 'tldts';
import { AppError } from './errors.ts';

/** Query parameters that only say where a reader came from. Matched against the whole, lower-case name. */
const trackingParameters =
  /^(?:utm_.+|pk_.+|mtm_.+|matomo_.+|piwik_.+|hsa_.+|at_(?:medium|campaign|custom\d*|link\w*|format|bbc\w*|ptr\w*)|ns_(?:mchannel|source|campaign|linkname|fee)|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|yclid|ysclid|twclid|ttclid|igshid|igsh|li_fat_id|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|__hstc|__hssc|__hsfp|hsctatracking|_openstat|vero_id|vero_conv|oly_anon_id|oly_enc_id|wickedid|rb_clickid|s_cid|s_kwcid|cmpid|cmp|icid|ito|ncid|sr_share|sref|smid|smtyp|spm|trk|trkcampaign|trackid|guccounter|guce_referrer(?:_sig)?|ocid|cvid|xtor|wt_mc(?:_id)?|wt\.\w+|ref_src|ref_url|referrer_access_token|fb_action_ids|fb_action_types|fb_source|fb_ref|ftag|taid|soc_src|soc_trk|__twitter_impression|tblci|dicbo|ob_click_id|obid|origref|partner_share_token|shared_via|share_id|nocache|epik|srsltid|_ga|_gl|gad_source|gad_campaignid)$/i;

/** Parameters that are a fact of the page under one value and a trace of the reader's way under another. */
const trackingValues: [name: RegExp, value: RegExp][] = [
  [
    /^(?:ref|source|src|from|via|medium|referrer|feature|campaign)$/i,
    /^(?:rss|feed|feedburner|atom|twitter|twtr|x|facebook|fb|instagram|ig|whatsapp|wa|telegram|email|newsletter|share|shared|social|googlenews|google_news|google|home|homepage|youtu\.be)$/i,
  ],
  [/^(?:output|outputtype)$/i, /^amp$/i],
  [/^amp$/i, /^(?:1|true)?$/i],
];

function parseUrl(url: string, base?: string): URL {
  const text = url.trim();
  const isAbsolute = /^[a-z][a-z0-9+.-]*:/i.test(text);
  if (text === '' || !URL.canParse(text, base)) {
    const why = isAbsolute || base !== undefined ? 'does not parse' : 'is not absolute';
    throw new AppError('BAD_INPUT', `This address ${why}: ${text.slice(0, 200) || '(empty)'}`, {
      data: { url: text.slice(0, 500) },
    });
  }
  const parsed = new URL(text, base);
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')
    throw new AppError('BAD_INPUT', `Only http and https addresses are read, not ${parsed.protocol}`, {
      data: { url: text.slice(0, 500) },
    });
  return parsed;
}

/**
 * The absolute form of an address as printed in a page or feed; not canonical, query and fragment stay.
 * Null when it is empty, does not parse, or is neither http nor https.
 */
export function absoluteUrl(url: string | null | undefined, base?: string): string | null {
  if (!url) return null;
  try {
    return parseUrl(url, base).href;
  } catch {
    return null;
  }
}

function dropTracking(url: URL): void {
  for (const [name, value] of [...url.searchParams]) {
    if (trackingValues.some(([n, v]) => n.test(name) && v.test(value))) url.searchParams.delete(name);
  }
}

/**
 * The one spelling of an article's address: lower-case host, no default port, no credentials, no fragment, no tracking
 * parameters, the remaining parameters sorted. Scheme, `www.`, path case, trailing slash and index files stay as given,
 * because on some servers they are different pages. Idempotent.
 * @throws AppError BAD_INPUT when the address does not parse (against `base`) or is neither http nor https.
 * @see RFC 3986 §6.2
 */
export function canonicalUrl(url: string, base?: string): string {
  const parsed = parseUrl(url, base);
  dropTracking(parsed);
  const normal = normalizeUrl(parsed.href, {
    stripHash: true,
    stripWWW: false,
    removeTrailingSlash: false,
    removeSingleSlash: false,
    removeQueryParameters: [trackingParameters],
    emptyQueryValue: 'preserve',
  });
  // normalize-url drops the root's slash; the URL standard prints it, and two spellings would be two identities.
  return new URL(normal).href;
}

/**
 * The registrable domain of an address (`https://www.bbc.co.uk/news` gives `bbc.co.uk`), with hosted sites counted as
 * domains of their own (`x.blogspot.com`). `host:port` for IP addresses and single-label hosts such as localhost; the
 * port is left out when it is the scheme's own.
 * @throws AppError BAD_INPUT as `canonicalUrl`.
 * @see https://publicsuffix.org/list/
 */
export function domainOf(url: string): string {
  const parsed = parseUrl(url);
  const host = parseHost(parsed.hostname, { allowPrivateDomains: true });
  return host.domain ?? parsed.host;
}

/** True when two addresses belong to one outlet: the same host, or the same registrable domain. False for nonsense. */
export function isSameSite(a: string, b: string): boolean {
  const [first, second] = [absoluteUrl(a), absoluteUrl(b)];
  if (first === null || second === null) return false;
  return new URL(first).host === new URL(second).host || domainOf(first) === domainOf(second);
}
