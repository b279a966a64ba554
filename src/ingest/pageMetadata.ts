/** What a page says about its article, apart from its text: each field by its own rule, null where the page is silent. */
import type { OutletSelectors, Page } from '../base/news.ts';
import { absoluteUrl, canonicalUrl, isSameSite } from '../base/url.ts';
import { findAuthors, namesInByline } from './byline.ts';
import { languageTag } from './feedEntry.ts';
import { chooseHeadline, squash } from './headline.ts';
import { ldList, ldText } from './jsonLd.ts';
import { findAlternativeHeadline } from './pageAlternative.ts';
import { findDates, type PageDates, parsePageDate } from './pageDates.ts';
import { isInside, marks, meta, type PageFacts } from './pageFacts.ts';
import { readAccess } from './paywall.ts';
import type { RightsHeaders } from './rights.ts';
import { selectElements } from './selectors.ts';
import { linesOf, plainText, textOf } from './tree.ts';

/** What is known of a page before it is read. */
export interface PageSource {
  /** The address that answered. */
  url: string;
  contentType?: string | null;
  outletName?: string | null;
  outletDomain?: string | null;
  /** Declared by the channel; what the page declares comes first. */
  language?: string | null;
  /** When the page was fetched; without it "2 jam lalu" cannot be read and a date to come is not doubted. */
  fetchedAt?: Date | null;
  /** The answer's headers that speak of rights; without them only the page itself is read. */
  headers?: RightsHeaders;
  /** The name under which rights are asked for. */
  userAgent?: string;
  /** The outlet's own CSS selectors; what they find comes before everything else. Null for none. */
  selectors?: OutletSelectors | null;
}

/** The fields of a page that do not come from its text. */
export type PageMetadata = Omit<Page, 'text' | 'blocks' | 'image' | 'rights'>;

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

/** Types of the page's article, without the schema.org prefix; a page says a few, a hostile one many. */
const schemaTypes = (facts: PageFacts): string[] =>
  ldList(facts.article?.['@type'])
    .flatMap((type) => (typeof type === 'string' ? type.slice(0, 100).replace(/^.*[/:#]/, '') : []))
    .slice(0, 10);

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

function selectedHeadline(facts: PageFacts, selectors: OutletSelectors | null): string | null {
  const element = selectElements(facts.tree, selectors?.headline)[0];
  return (element && textOf(element).slice(0, 500)) || null;
}

function selectedAuthors(facts: PageFacts, selectors: OutletSelectors | null): string[] {
  const element = selectElements(facts.tree, selectors?.byline)[0];
  return element ? linesOf(element).split('\n').slice(0, 10).flatMap(namesInByline) : [];
}

function readDates(facts: PageFacts, source: PageSource, language: string | null): PageDates {
  const context = {
    ...dateContext(language, source.outletDomain ?? new URL(facts.url).hostname),
    ...(source.fetchedAt ? { now: source.fetchedAt } : {}),
  };
  const dates = findDates(facts, context);
  const element = selectElements(facts.tree, source.selectors?.date)[0];
  const selected =
    element &&
    (parsePageDate(element.attribs.datetime ?? element.attribs.content ?? '', context) ??
      parsePageDate(textOf(element), context));
  return selected ? { ...dates, publishedAt: selected.at, publishedPrecision: selected.precision } : dates;
}

/** The metadata of a page. Never throws for any HTML or selectors. */
export function readMetadata(facts: PageFacts, source: PageSource): PageMetadata {
  const selectors = source.selectors ?? null;
  const language = findLanguage(facts, source.language ?? null);
  const headline = selectedHeadline(facts, selectors) ?? chooseHeadline(facts);
  const selected = selectedAuthors(facts, selectors);
  return {
    url: findUrl(facts),
    headline,
    alternativeHeadline: findAlternativeHeadline(facts, headline),
    description: findDescription(facts, headline),
    authors: selected.length > 0 ? selected : findAuthors(facts),
    ...readDates(facts, source, language),
    language,
    section: findSection(facts),
    keywords: findKeywords(facts),
    schemaTypes: schemaTypes(facts),
    isAccessibleForFree: readAccess(facts),
  };
}
