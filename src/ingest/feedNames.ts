/** Names in XML feeds: namespaces by their address, whatever prefix a publisher gave them, and the prefixes we go by. */

/** Prefix we use, by namespace without scheme, `www.` and closing slash or hash, in lower case. `''` is the feed's own. */
const prefixOfNamespace = new Map<string, string>([
  ...[
    'purl.org/rss/1.0',
    'purl.org/net/rss1.1',
    'my.netscape.com/rdf/simple/0.9',
    'channel.netscape.com/rdf/simple/0.9',
    'my.netscape.com/publish/formats/rss-0.91.dtd',
    'backend.userland.com/rss',
    'backend.userland.com/rss2',
    'backend.userland.com/rss091',
    'blogs.law.harvard.edu/tech/rss',
    'cyber.law.harvard.edu/rss/rss.html',
    'w3.org/2005/atom',
    'purl.org/atom/ns',
    'purl.org/atom/app',
    'example.com/newformat',
    'example.com/necho',
    'purl.org/echo',
    'uri/of/echo/namespace#',
    'purl.org/pie',
    'sitemaps.org/schemas/sitemap/0.9',
    'sitemaps.org/schemas/sitemap/0.84',
    'google.com/schemas/sitemap/0.9',
    'google.com/schemas/sitemap/0.84',
  ].map((name) => [name, ''] as const),
  ...Object.entries({
    'purl.org/dc/elements/1.1': 'dc',
    'purl.org/dc/elements/1.0': 'dc',
    'purl.org/dc/terms': 'dcterms',
    'purl.org/rss/1.0/modules/content': 'content',
    'purl.org/rss/1.0/modules/syndication': 'sy',
    'search.yahoo.com/mrss': 'media',
    'rssboard.org/media-rss': 'media',
    'itunes.com/dtds/podcast-1.0.dtd': 'itunes',
    'itunes.com/dtds/podcast-2.0.dtd': 'itunes',
    'w3.org/1999/xhtml': 'xhtml',
    'w3.org/1999/02/22-rdf-syntax-ns': 'rdf',
    'rssnamespace.org/feedburner/ext/1.0': 'feedburner',
    'google.com/schemas/sitemap-news/0.9': 'news',
    'google.com/schemas/sitemap-image/1.1': 'image',
    'google.com/schemas/sitemap-video/1.1': 'video',
  }),
]);

/** Prefixes that mean the feed's own vocabulary where nobody declared them. */
const ownPrefixes = new Set(['rss', 'rss2', 'atom', 'atom10', 'atom03', 'a10']);

/** Declarations of one element, and the scope around it. A chain, so that a hostile depth copies nothing. */
export interface NameScope {
  prefixes: Map<string, string>;
  outer: NameScope | null;
}

/** The scope inside an element with these attributes; the outer one itself when nothing is declared. */
export function scopeInside(attribs: Record<string, string>, outer: NameScope | null): NameScope | null {
  let prefixes: Map<string, string> | null = null;
  for (const name in attribs) {
    if (!name.startsWith('xmlns')) continue;
    const declared = name === 'xmlns' ? '' : name.slice(6);
    const key = (attribs[name] ?? '')
      .slice(0, 200)
      .toLowerCase()
      .replace(/^\s*https?:\/\/(?:www\.)?/, '')
      .replace(/[/#]?\s*$/, '');
    prefixes ??= new Map();
    prefixes.set(declared, prefixOfNamespace.get(key) ?? declared);
  }
  return prefixes === null ? outer : { prefixes, outer };
}

/** Our prefix and the local name, both lower case, of a name as printed. An undeclared prefix counts as the usual one. */
export function resolveName(printed: string, scope: NameScope | null): [prefix: string, local: string] {
  const at = printed.indexOf(':');
  const prefix = at < 0 ? '' : printed.slice(0, at).toLowerCase();
  const local = (at < 0 ? printed : printed.slice(at + 1)).toLowerCase();
  for (let each = scope; each !== null; each = each.outer) {
    const known = each.prefixes.get(prefix);
    if (known !== undefined) return [known, local];
  }
  return [ownPrefixes.has(prefix) ? '' : prefix, local];
}
