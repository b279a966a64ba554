/** When a page says it was published and changed. The first reliable sign wins, in the order of `publishedSigns`. */
import type { DatePrecision } from '../base/news.ts';
import { type ParsedDate, parseDate } from '../base/time.ts';
import { ldIs, ldText } from './jsonLd.ts';
import { isInside, marks, meta, type PageFacts } from './pageFacts.ts';
import { textOf } from './tree.ts';

/** Instants of an article; null where the page prints none. */
export interface PageDates {
  publishedAt: Date | null;
  publishedPrecision: DatePrecision | null;
  modifiedAt: Date | null;
}

const publishedMetas = `article:published_time og:article:published_time og:published_time datepublished date
  dc.date.issued dcterms.issued dc.date dcterms.created dcterms.date dc.date.created dc.created parsely-pub-date
  sailthru.date pubdate publishdate publish_date publish-date article_date_original article.published published
  published_time cxenseparse:recs:publishtime cxenseparse:publishtime citation_publication_date citation_date
  publication_date content_create_date originalpublicationdate rnews:datepublished vr:published_time bt:pubdate
  displaydate iso-8601-publish-date created article:created`.split(/\s+/);
const modifiedMetas =
  `article:modified_time og:updated_time og:article:modified_time datemodified lastmodified
  last-modified dc.date.modified dcterms.modified modified revision_date`.split(/\s+/);

/** Offsets of the places most of our outlets print in; a zone on the page itself always wins. */
export interface DateContext {
  assumeOffsetMinutes: number;
  monthFirst: boolean;
}

type Sign = (
  facts: PageFacts,
  read: (text: string | null | undefined) => ParsedDate | null,
) => ParsedDate | null;

function firstOf<T>(items: Iterable<T>, read: (item: T) => ParsedDate | null): ParsedDate | null {
  for (const item of items) {
    const parsed = read(item);
    if (parsed) return parsed;
  }
  return null;
}

const fromArticle: Sign = ({ article }, read) =>
  read(ldText(article?.datePublished)) ?? read(ldText(article?.dateCreated));

const fromMetas: Sign = (facts, read) => firstOf(publishedMetas, (name) => read(meta(facts, name)));

const fromOtherNodes: Sign = ({ nodes }, read) =>
  firstOf(
    nodes.filter((node) => !ldIs(node, /Comment|Review|Event|Offer/)),
    (node) => read(ldText(node.datePublished)) ?? read(ldText(node.uploadDate)),
  );

const fromMicrodata: Sign = ({ elements }, read) =>
  firstOf(
    elements.filter(
      (e) =>
        /\bdatePublished\b/.test(e.attribs.itemprop ?? e.attribs.property ?? '') || 'pubdate' in e.attribs,
    ),
    (e) => read(e.attribs.datetime ?? e.attribs.content ?? e.attribs.title) ?? read(textOf(e)),
  );

const isAside = (e: Parameters<typeof marks>[0]) =>
  e.name === 'aside' ||
  e.name === 'nav' ||
  e.name === 'footer' ||
  /comment|related|sidebar|popular|teaser|(?:^|[\s_-])card/.test(marks(e));

const fromTimes: Sign = ({ elements }, read) =>
  firstOf(
    elements.filter((e) => e.name === 'time' && !isInside(e, isAside)),
    (e) => read(e.attribs.datetime) ?? read(textOf(e)),
  );

const fromUrl: Sign = ({ url }, read) => {
  const match = /[/_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=\D|$)/.exec(
    new URL(url).pathname,
  );
  return match === null ? null : read(`${match[1]}-${match[2]}-${match[3]}`);
};

const fromPrint: Sign = ({ elements }, read) =>
  firstOf(
    elements.filter(
      (e) =>
        /date|time|publish|posted|tanggal|tgl|waktu|tarih|when|meta|by-?line|info|data\b|fecha|datum/.test(
          marks(e),
        ) && !isInside(e, isAside),
    ),
    (e) => {
      const text = textOf(e);
      return text.length < 160 ? read(text) : null;
    },
  );

/** Characters of the page's text, from the top, in which a bare date is taken for the publication date. */
const topLength = 2500;
const proseDate =
  /\d{1,2}(?:st|nd|rd|th|º|\.)?\s+(?:de\s+|of\s+)?\p{L}{3,10}\.?,?\s+(?:de\s+)?(?:19|20)\d\d|\p{L}{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d/gu;

/** A guess, and called one: the first date printed near the top of the page. */
const fromTopText: Sign = ({ tree }, read) => {
  const matches = textOf(tree).slice(0, topLength).match(proseDate) ?? [];
  const found = firstOf(matches, read);
  return found === null ? null : { at: found.at, precision: 'INFERRED' };
};

const publishedSigns: Sign[] = [
  fromArticle,
  fromMetas,
  fromMicrodata,
  fromOtherNodes,
  fromTimes,
  fromPrint,
  fromUrl,
  fromTopText,
];

/** A day alone is made exact by a later sign that has a clock time for the same day. */
function refine(
  day: ParsedDate,
  facts: PageFacts,
  read: (text: string | null | undefined) => ParsedDate | null,
): ParsedDate {
  for (const sign of publishedSigns) {
    const other = sign(facts, read);
    const isFiner = other !== null && (other.precision === 'EXACT' || other.precision === 'MINUTE');
    if (isFiner && Math.abs(other.at.getTime() - day.at.getTime()) < 36 * 3_600_000) return other;
  }
  return day;
}

/** Publication and change dates of a page; null where it prints none. A change before publication is not believed. */
export function findDates(facts: PageFacts, context: DateContext): PageDates {
  const read = (text: string | null | undefined) => (text ? parseDate(text, context) : null);
  const first = firstOf(publishedSigns, (sign) => sign(facts, read));
  const isCoarse = first !== null && first.precision !== 'EXACT' && first.precision !== 'MINUTE';
  const published = first !== null && isCoarse ? refine(first, facts, read) : first;
  const modified =
    read(ldText(facts.article?.dateModified)) ?? firstOf(modifiedMetas, (name) => read(meta(facts, name)));
  const isLater = modified !== null && (published === null || modified.at >= published.at);
  return {
    publishedAt: published?.at ?? null,
    publishedPrecision: published?.precision ?? null,
    modifiedAt: isLater ? modified.at : null,
  };
}
