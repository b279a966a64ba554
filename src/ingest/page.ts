/** One article page: HTML in, `Page` out. Pure; the order of work is metadata, then body, because the body prunes the tree. */
import type { Page } from '../base/news.ts';
import { absoluteUrl, canonicalUrl, isSameSite } from '../base/url.ts';
import { readBody } from './body.ts';
import { dropBoilerplate } from './boilerplate.ts';
import { findAuthors } from './byline.ts';
import { languageTag } from './feedEntry.ts';
import { chooseHeadline } from './headline.ts';
import { ldList, ldText } from './jsonLd.ts';
import { gatherFacts, meta, type PageFacts } from './pageFacts.ts';
import { findDates } from './pageDates.ts';
import { findImage, withCaptionLine } from './pageImage.ts';
import { parseHtml, plainText } from './tree.ts';

export interface PageSource {
  /** The address that answered. */
  url: string;
  contentType?: string | null;
  outletName?: string | null;
  outletDomain?: string | null;
  /** Declared by the channel; what the page declares comes first. */
  language?: string | null;
}

/**
 * The article's address: rel=canonical, then og:url, believed only within the outlet's own site, and never when it turns
 * an article into a front page (a common template fault that would make all articles one).
 */
function findUrl(facts: PageFacts): string {
  const link = facts.elements.find((e) => e.name === 'link' && /\bcanonical\b/i.test(e.attribs.rel ?? ''));
  const fetched = new URL(facts.url);
  for (const declared of [link?.attribs.href, meta(facts, 'og:url')]) {
    const url = absoluteUrl(declared, facts.url);
    if (url === null || !isSameSite(url, facts.url)) continue;
    const isFront = new URL(url).pathname === '/' && new URL(url).search === '';
    if (!isFront || fetched.pathname === '/') return canonicalUrl(url);
  }
  return canonicalUrl(facts.url);
}

function findLanguage(facts: PageFacts, fallback: string | null): string | null {
  const html = facts.elements.find((e) => e.name === 'html');
  const declared = [
    ldText(facts.article?.inLanguage),
    html?.attribs.lang,
    html?.attribs['xml:lang'],
    meta(facts, 'og:locale', 'content-language', 'language', 'dc.language'),
    fallback,
  ];
  for (const tag of declared) {
    const language = languageTag(tag);
    if (language !== null) return language;
  }
  return null;
}

function findKeywords(facts: PageFacts): string[] {
  const lists = [
    ldList(facts.article?.keywords).flatMap((k) => ldText(k) ?? []),
    facts.metas.get('article:tag') ?? [],
    facts.metas.get('news_keywords') ?? [],
    facts.metas.get('parsely-tags') ?? [],
    facts.metas.get('keywords') ?? [],
  ];
  const first = lists.find((list) => list.some((value) => value.trim() !== '')) ?? [];
  const words = first.flatMap((value) => value.split(/\s*[,;]\s*/)).map((word) => plainText(word) ?? '');
  return [...new Set(words.filter((word) => word !== '' && word.length < 80 && !word.startsWith('http')))].slice(0, 50);
}

function findSection(facts: PageFacts): string | null {
  const declared = ldText(facts.article?.articleSection) ?? meta(facts, 'article:section', 'parsely-section', 'section');
  const section = plainText(declared);
  return section !== null && section.length < 80 ? section : null;
}

/** Offset assumed for clock times without a zone: Indonesian outlets print Jakarta's (WIB) unless they name another. */
function dateContext(language: string | null, outletDomain: string) {
  const isIndonesian = language?.split('-')[0] === 'id' || /\.id$/.test(outletDomain);
  return { assumeOffsetMinutes: isIndonesian ? 420 : 0, monthFirst: language === 'en-US' };
}

/**
 * What an article's page says. `text` is the body's paragraphs joined by blank lines, with captions, promos, trailers and
 * the headline taken out and the dateline left in front; empty when the page has no article text. Fields that the page
 * does not state are null. Never throws for any HTML; linear but for Readability.
 * @throws AppError BAD_INPUT when `url` is no http or https address.
 */
export function extractPage(html: string, source: PageSource): Page {
  const url = canonicalUrl(source.url);
  const tree = parseHtml(html);
  const facts = gatherFacts(tree, source.url, source.outletName ?? null);
  const language = findLanguage(facts, source.language ?? null);
  const headline = chooseHeadline(facts);
  const dates = findDates(facts, dateContext(language, source.outletDomain ?? new URL(url).hostname));
  const metadata = {
    url: findUrl(facts),
    headline,
    description: plainText(ldText(facts.article?.description) ?? meta(facts, 'og:description', 'description', 'twitter:description')),
    authors: findAuthors(facts),
    ...dates,
    language,
    section: findSection(facts),
    keywords: findKeywords(facts),
  };
  const shown = findImage(facts);
  const body = dropBoilerplate(readBody(tree, ldText(facts.article?.articleBody)), headline);
  const image = shown && withCaptionLine(shown, body.captions[0] ?? null);
  return { ...metadata, image, text: body.paragraphs.join('\n\n') };
}
