/** Signs of publication that a page's markup carries for machines: JSON-LD, metas, microdata, its address, `<time>`. */
import type { ParsedDate } from '../base/time.ts';
import { ldIs, ldText } from './jsonLd.ts';
import { isBesideArticle } from './pageAside.ts';
import { marks, meta, type PageFacts } from './pageFacts.ts';
import { headingIndex } from './pageHeading.ts';
import { type TreeElement, textOf } from './tree.ts';

/** Reads a text as a date; null when it is none, or none that a page could have been published on. */
export type ReadDate = (text: string | null | undefined) => ParsedDate | null;

/** One place to look for the date of publication. */
export type Sign = (facts: PageFacts, read: ReadDate) => ParsedDate | null;

/** Metas that name the publication and nothing else. */
const publishedMetas = `article:published_time og:article:published_time og:published_time og:pubdate
  article:published parsely-pub-date sailthru.date article_date_original article.published published_time
  cxenseparse:recs:publishtime cxenseparse:publishtime citation_publication_date citation_online_date citation_date
  originalpublicationdate rnews:datepublished vr:published_time bt:pubdate iso-8601-publish-date
  shareaholic:article_published_time mrc__share_publish`.split(/\s+/);
/** Metas that some systems fill with the date of the last change or of the export. */
const looseMetas =
  `datepublished dc.date.issued dcterms.issued dcterms.available date dc.date dc:date dcterms.created
  dcterms.date dc.date.created dc.created dc:created datecreated pubdate pdate publishdate publish_date publish-date
  ptime article.created published publication_date content_create_date displaydate created article:created
  video:release_date release_date timestamp`.split(/\s+/);

/** The first date that any of the items gives. */
export function firstDate<T>(items: Iterable<T>, read: (item: T) => ParsedDate | null): ParsedDate | null {
  for (const item of items) {
    const parsed = read(item);
    if (parsed) return parsed;
  }
  return null;
}

const fromArticle: Sign = ({ article }, read) =>
  read(ldText(article?.datePublished)) ?? read(ldText(article?.dateCreated));

const fromMetas: Sign = (facts, read) => firstDate(publishedMetas, (name) => read(meta(facts, name)));

/** A date of metas that name it loosely: behind what is printed beside the headline. */
export const fromLooseMetas: Sign = (facts, read) => firstDate(looseMetas, (name) => read(meta(facts, name)));

const fromOtherNodes: Sign = ({ nodes }, read) =>
  firstDate(
    nodes.filter((node) => !ldIs(node, /Comment|Review|Event|Offer|Answer|Rating/)),
    (node) => read(ldText(node.datePublished)) ?? read(ldText(node.uploadDate)),
  );

const machineDate = (e: TreeElement) => e.attribs.datetime ?? e.attribs.content ?? e.attribs.title;

const fromMicrodata: Sign = (facts, read) => {
  const { elements } = facts;
  const named = (pattern: RegExp) =>
    elements.filter(
      (e) => pattern.test(e.attribs.itemprop ?? e.attribs.property ?? '') && !isBesideArticle(facts, e),
    );
  const readElement = (e: TreeElement) => read(machineDate(e)) ?? read(textOf(e).slice(0, 200));
  return (
    firstDate(named(/\bdatePublished\b/), readElement) ??
    firstDate(named(/\bdateCreated\b|\bdc:(?:date|created)\b/), readElement) ??
    firstDate(
      elements.filter((e) => 'pubdate' in e.attribs),
      readElement,
    )
  );
};

const fromUrl: Sign = ({ url }, read) => {
  const { pathname } = new URL(url);
  const match =
    /[/_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=\D|$)/.exec(pathname) ??
    /\/((?:19|20)\d\d)\/(0?[1-9]|1[0-2])\/(0?[1-9]|[12]\d|3[01])(?=\/|$)/.exec(pathname);
  if (match !== null) return read(`${match[1]}-${match[2]}-${match[3]}`);
  const dayFirst = /[/~_-](0[1-9]|[12]\d|3[01])-(0[1-9]|1[0-2])-((?:19|20)\d\d)(?=\D|$)/.exec(pathname);
  return dayFirst === null ? null : read(`${dayFirst[3]}-${dayFirst[2]}-${dayFirst[1]}`);
};

/** Words and marks of a date of change, in the languages we read. */
export const changeWords =
  /updat|modif|last-?edit|changed|aktualisiert|geändert|änderung|mis à jour|actualiza|aggiornat|bijgewerkt|diperbarui|dikemas kini|обновлен|güncelle|zaktualizowan/i;

const isChange = (e: TreeElement) =>
  changeWords.test(`${marks(e)} ${e.attribs.itemprop ?? ''} ${textOf(e).slice(0, 80)}`);

/** Elements of one page weighed by their distance from the headline, nearest first; those above it count double. */
export function nearestFirst(facts: PageFacts, found: (e: TreeElement) => boolean): TreeElement[] {
  const heading = headingIndex(facts);
  const ranked = facts.elements.flatMap((element, index) =>
    found(element) ? [{ element, far: index >= heading ? index - heading : 2 * (heading - index) }] : [],
  );
  return ranked.sort((a, b) => a.far - b.far).map(({ element }) => element);
}

const fromTimes: Sign = (facts, read) => {
  const times = nearestFirst(facts, (e) => e.name === 'time' && !isBesideArticle(facts, e)).slice(0, 200);
  const readElement = (e: TreeElement) => read(e.attribs.datetime) ?? read(textOf(e).slice(0, 200));
  return (
    firstDate(
      times.filter((e) => !isChange(e)),
      readElement,
    ) ?? firstDate(times, readElement)
  );
};

/** The signs for machines, the most reliable first. */
export const machineSigns: Sign[] = [
  fromArticle,
  fromMetas,
  fromMicrodata,
  fromOtherNodes,
  fromUrl,
  fromTimes,
];
