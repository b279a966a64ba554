/**
 * The shape of the demo newsroom's copy: invented outlets, and articles about events of public record in the week of
 * 23–30 November 2015 (or about invented people in invented local stories). All of it was written for Kabar.
 */
import type { ChannelKind } from '../base/news.ts';

export type DemoOutletSlug = 'lintas' | 'bengawan' | 'warta' | 'pesisir' | 'meridian' | 'harbour' | 'ledger';

/** How an outlet's pages are built; each style has its own furniture around the article. */
export type PageStyle = 'wire' | 'portal' | 'modern' | 'legacy' | 'broadsheet' | 'blog' | 'business';

export interface DemoOutlet {
  slug: DemoOutletSlug;
  name: string;
  domain: string;
  languages: string[];
  country: string;
  kind: 'WIRE' | 'NEWSPAPER' | 'DIGITAL_NATIVE' | 'MAGAZINE';
  channel: ChannelKind;
  style: PageStyle;
}

export interface DemoArticle {
  /** Unique over the whole newsroom; kebab case; becomes the end of the URL. */
  slug: string;
  outlet: DemoOutletSlug;
  language: 'id' | 'en';
  /** Key of the event it reports, also the gold story. */
  event: string;
  headline: string;
  standfirst: string | null;
  byline: string[];
  /** The article as printed, the outlet's dateline in front of the first one; no promos, captions or trailers. */
  paragraphs: string[];
  section: string;
  keywords: string[];
  image: { file: string; caption: string; credit: string } | null;
  /** When it was published in the replayed week, ISO 8601 with offset. */
  publishedAt: string;
  /** True for invented people and places of a local story; printed on the page. */
  invented: boolean;
}

/** The article's text as a reader sees it and as gold offsets count it: paragraphs joined by a blank line. */
export function articleText(article: Pick<DemoArticle, 'paragraphs'>): string {
  return article.paragraphs.join('\n\n');
}
