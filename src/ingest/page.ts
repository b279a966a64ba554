/** One article page: HTML in, `Page` out. Pure; the order of work is metadata, then body, because the body prunes the tree. */
import type { Page } from '../base/news.ts';
import { absoluteUrl, canonicalUrl, isSameSite } from '../base/url.ts';
import { paragraphHtml } from './blockHtml.ts';
import { readBody } from './body.ts';
import { dropBoilerplate } from './boilerplate.ts';
import { findAuthors } from './byline.ts';
import { languageTag } from './feedEntry.ts';
import { chooseHeadline, squash } from './headline.ts';
import { ldList, ldText } from './jsonLd.ts';
import { findDates } from './pageDates.ts';
import { gatherFacts, isInside, marks, meta, type PageFacts } from './pageFacts.ts';
import { findImage, withCaptionLine } from './pageImage.ts';
import { parseHtml, plainText, textOf } from './tree.ts';

/** What is known of a page before it is read. */
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

const tagMarks = /(?:^|[\s_-])(?:tags?|tag-?list|taglist|topik|topics|keywords|submeta)(?:$|[\s_-])/;

/** Tags as printed: links marked as tags, or links in a box of tags. */
function printedTags(facts: PageFacts): string[] {
  const isTag = (e: (typeof facts.elements)[number]) =>
    e.name === 'a' &&
    (/\btag\b/.test(e.attribs.rel ?? '') || isInside(e, (a) => tagMarks.test(marks(a)) && a.name !== 'body'));
  return facts.elements
    .filter(isTag)
    .map((e) => textOf(e).replace(/^#/, ''))
    .slice(0, 20);
}

function findKeywords(facts: PageFacts): string[] {
  const lists = [
    ldList(facts.article?.keywords).flatMap((k) => ldText(k) ?? []),
    facts.metas.get('article:tag') ?? [],
    facts.metas.get('news_keywords') ?? [],
    facts.metas.get('parsely-tags') ?? [],
    facts.metas.get('keywords') ?? [],
    printedTags(facts),
  ];
  const first = lists.find((list) => list.some((value) => value.trim() !== '')) ?? [];
  const words = first.flatMap((value) => value.split(/\s*[,;]\s*/)).map((word) => plainText(word) ?? '');
  return [
    ...new Set(words.filter((word) => word !== '' && word.length < 80 && !word.startsWith('http'))),
  ].slice(0, 50);
}

const sectionMarks = /(?:^|[\s_-])(?:kicker|eyebrow|rubrik|rubric|kanal|section-?(?:name|label))(?:$|[\s_-])/;
const isAside = (e: PageFacts['elements'][number]) =>
  e.name === 'aside' || e.name === 'nav' || /related|sidebar|teaser|popular|latest/.test(marks(e));

function findSection(facts: PageFacts): string | null {
  const declared =
    ldText(facts.article?.articleSection) ?? meta(facts, 'article:section', 'parsely-section', 'section');
  const isLabel = (e: (typeof facts.elements)[number]) =>
    /\bcategory\b/.test(e.attribs.rel ?? '') ||
    /\barticleSection\b/.test(e.attribs.itemprop ?? '') ||
    sectionMarks.test(marks(e));
  const printed = declared ? undefined : facts.elements.find((e) => isLabel(e) && !isInside(e, isAside));
  const section = plainText(declared) ?? (printed ? textOf(printed) || null : null);
  return section !== null && section.length < 80 ? section : null;
}

/** The description; null when it only repeats the headline, as templates without a standfirst do. */
function findDescription(facts: PageFacts, headline: string | null): string | null {
  const declared =
    ldText(facts.article?.description) ?? meta(facts, 'og:description', 'description', 'twitter:description');
  const description = plainText(declared);
  return description !== null && headline !== null && squash(description) === squash(headline)
    ? null
    : description;
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
    description: findDescription(facts, headline),
    authors: findAuthors(facts),
    ...dates,
    language,
    section: findSection(facts),
    keywords: findKeywords(facts),
  };
  const shown = findImage(facts);
  const body = dropBoilerplate(readBody(tree, ldText(facts.article?.articleBody)), headline);
  const image = shown && withCaptionLine(shown, body.captions[0] ?? null, facts.outletName);
  const blocks = body.paragraphs.map((text) => ({ text, html: paragraphHtml(text) }));
  return {
    ...metadata,
    image,
    text: body.paragraphs.join('\n\n'),
    blocks,
    isAccessibleForFree: null,
    rights: [],
  };
}
