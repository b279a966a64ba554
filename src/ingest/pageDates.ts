/** When a page says it was published and changed. The first reliable sign wins, in the order of `publishedSigns`. */
import type { DatePrecision } from '../base/news.ts';
import { type ParsedDate, parseDate } from '../base/time.ts';
import { ldText } from './jsonLd.ts';
import { meta, type PageFacts } from './pageFacts.ts';
import { printedSigns } from './publishedPrint.ts';
import { firstDate, machineSigns, type ReadDate } from './publishedSigns.ts';
import { textOf } from './tree.ts';

/** Instants of an article; null where the page prints none. */
export interface PageDates {
  publishedAt: Date | null;
  publishedPrecision: DatePrecision | null;
  modifiedAt: Date | null;
}

/** How the dates of one page are to be read. */
export interface DateContext {
  /** Offset of the places most of our outlets print in; a zone on the page itself always wins. */
  assumeOffsetMinutes: number;
  monthFirst: boolean;
  /** When the page was fetched: a later date is not believed and "2 jam lalu" is read. Without it neither is. */
  now?: Date;
}

const modifiedMetas =
  `article:modified_time og:updated_time og:article:modified_time datemodified lastmodified
  last-modified lastmod dc.date.modified dcterms.modified modified revision_date article.updated`.split(
    /\s+/,
  );

const publishedSigns = [...machineSigns, ...printedSigns];

/** The Web's first page. What claims to be older is the date of something told, or a fault. */
const firstPageYear = 1991;
/** Zones reach 14 hours ahead of UTC, and clocks differ. */
const aheadMs = 15 * 3_600_000;

function dateReader(context: DateContext): ReadDate {
  return (text) => {
    const parsed = text ? parseDate(text, context) : null;
    if (parsed === null || parsed.at.getUTCFullYear() < firstPageYear) return null;
    return context.now !== undefined && parsed.at.getTime() > context.now.getTime() + aheadMs ? null : parsed;
  };
}

/** One printed date as a page's date would be read; null when it is none that a page could have. */
export function parsePageDate(text: string, context: DateContext): ParsedDate | null {
  return dateReader(context)(text);
}

const isClockTime = ({ precision }: ParsedDate) => precision === 'EXACT' || precision === 'MINUTE';

/** A day alone is made exact by a later sign that has a clock time for the same day. */
function refine(day: ParsedDate, facts: PageFacts, read: ReadDate): ParsedDate {
  for (const sign of publishedSigns) {
    const other = sign(facts, read);
    if (
      other !== null &&
      isClockTime(other) &&
      Math.abs(other.at.getTime() - day.at.getTime()) < 36 * 3_600_000
    )
      return other;
  }
  return day;
}

function findModified(facts: PageFacts, read: ReadDate): ParsedDate | null {
  const marked = facts.elements.find((e) => /\bdateModified\b/.test(e.attribs.itemprop ?? ''));
  return (
    read(ldText(facts.article?.dateModified)) ??
    firstDate(modifiedMetas, (name) => read(meta(facts, name))) ??
    (marked ? (read(marked.attribs.datetime ?? marked.attribs.content) ?? read(textOf(marked))) : null)
  );
}

/** Publication and change dates of a page; null where it prints none. A change before publication is not believed. */
export function findDates(facts: PageFacts, context: DateContext): PageDates {
  const read = dateReader(context);
  const first = firstDate(publishedSigns, (sign) => sign(facts, read));
  const isCoarse = first !== null && !isClockTime(first) && first.precision !== 'INFERRED';
  const published = first !== null && isCoarse ? refine(first, facts, read) : first;
  const modified = findModified(facts, read);
  const isLater = modified !== null && (published === null || modified.at >= published.at);
  return {
    publishedAt: published?.at ?? null,
    publishedPrecision: published?.precision ?? null,
    modifiedAt: isLater ? modified.at : null,
  };
}
