/** One pass over a site's page that keeps what discovery asks about: links, anchors, meta, JSON-LD. Pure. */
import { Parser } from 'htmlparser2';
import { absoluteUrl } from '../base/url.ts';

/** A `<link>` of the page. */
export interface PageLink {
  /** Lower case, without doubles. */
  rels: string[];
  /** Without parameters, lower case; empty when there is none. */
  type: string;
  href: string;
  sizes: string;
}

export interface PageAnchor {
  href: string;
  /** Its title and the beginning of its text. */
  label: string;
}

/** What a page's markup holds; addresses as written, to be resolved against `base`. */
export interface SitePage {
  base: string;
  title: string;
  /** `<html lang>`. */
  language: string | null;
  /** Content of the first meta of each lower-case name or property. */
  meta: Map<string, string>;
  links: PageLink[];
  anchors: PageAnchor[];
  /** Texts of the JSON-LD blocks. */
  ldBlocks: string[];
}

/** More than this many links, anchors or characters of JSON-LD tell nothing more of a site. */
const most = { links: 2_000, anchors: 20_000, metas: 1_000, ldCharacters: 1_000_000 };

type Attributes = Record<string, string>;

const linkOf = ({ rel = '', type = '', href = '', sizes = '' }: Attributes): PageLink => ({
  rels: [...new Set(rel.toLowerCase().split(/\s+/).slice(0, 10))],
  type: type.slice(0, 200).split(';')[0]?.trim().toLowerCase() ?? '',
  href,
  sizes: sizes.toLowerCase(),
});

function keepMeta({ property, name, content }: Attributes, { meta }: SitePage): void {
  const key = (property ?? name ?? '').toLowerCase();
  if (key !== '' && content && !meta.has(key) && meta.size < most.metas) meta.set(key, content.trim());
}

/** Reads the page at `url`. Never throws; broken markup gives what could be read. */
export function scanSitePage(html: string, url: string): SitePage {
  const page: SitePage = {
    base: url,
    title: '',
    language: null,
    meta: new Map(),
    links: [],
    anchors: [],
    ldBlocks: [],
  };
  let anchor: PageAnchor | null = null;
  let inside: 'title' | 'ld' | null = null;
  let ldCharacters = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'html') page.language ??= attributes.lang?.trim() || null;
      else if (name === 'base' && attributes.href) page.base = absoluteUrl(attributes.href, url) ?? page.base;
      else if (name === 'link' && page.links.length < most.links) page.links.push(linkOf(attributes));
      else if (name === 'meta') keepMeta(attributes, page);
      else if (name === 'title') inside = page.title === '' ? 'title' : null;
      else if (name === 'script' && /ld\+json/i.test(attributes.type ?? '')) {
        inside = 'ld';
        page.ldBlocks.push('');
      } else if (name === 'a' && attributes.href && page.anchors.length < most.anchors)
        anchor = { href: attributes.href, label: attributes.title?.slice(0, 100) ?? '' };
    },
    ontext(text) {
      if (inside === 'title' && page.title.length < 1_000) page.title += text;
      if (inside === 'ld' && ldCharacters < most.ldCharacters) {
        page.ldBlocks[page.ldBlocks.length - 1] += text;
        ldCharacters += text.length;
      }
      if (anchor && anchor.label.length < 100) anchor.label += text.slice(0, 100);
    },
    onclosetag(name) {
      if (name === 'title' || name === 'script') inside = null;
      if (name !== 'a' || !anchor) return;
      page.anchors.push(anchor);
      anchor = null;
    },
  });
  parser.end(html);
  return page;
}
