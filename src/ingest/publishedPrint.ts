/** Signs of publication that a page prints for people: dated elements, lines about the headline, labelled dates. */
import type { ParsedDate } from '../base/time.ts';
import { isBesideArticle } from './pageAside.ts';
import { marks, type PageFacts } from './pageFacts.ts';
import { findHeading } from './pageHeading.ts';
import {
  changeWords,
  firstDate,
  fromLooseMetas,
  nearestFirst,
  type ReadDate,
  type Sign,
} from './publishedSigns.ts';
import { linesOf, rawContent, type TreeElement, textOf } from './tree.ts';

const dateMarks =
  /date|time|publi|posted|submitted|created|tanggal|tgl|waktu|tarih|when|meta|by-?line|info|data\b|fecha|datum|dato\b/;
/** A printed date stands in a short element. */
const longestPrint = 200;

const textOfShort = (e: TreeElement) => {
  const text = textOf(e);
  return text.length < longestPrint ? text : '';
};

const fromPrint: Sign = (facts, read) => {
  const dated = nearestFirst(facts, (e) => dateMarks.test(marks(e)) && !isBesideArticle(facts, e)).slice(
    0,
    200,
  );
  const readElement = (e: TreeElement) =>
    read(textOfShort(e)) ?? read(e.name === 'abbr' ? e.attribs.title : e.attribs['data-datetime']);
  const published = dated.filter((e) => !changeWords.test(`${marks(e)} ${textOfShort(e)}`));
  return firstDate(published, readElement);
};

/** A guess is called one. */
const guessed = (found: ParsedDate | null): ParsedDate | null =>
  found === null ? null : { at: found.at, precision: 'INFERRED' };

/** A full date in prose; the lengths of its parts are bounded, so that no text makes it slow. */
const proseDate =
  /(?<![\d.:])(?:\d{1,2}(?:st|nd|rd|th|er|º|\.)?\s{0,3}(?:de\s|of\s)?\p{L}{3,12}\.?,?\s{0,3}(?:del?\s)?(?:19|20)\d\d|\p{L}{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s{0,3}(?:19|20)\d\d|\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)?\d\d|\d{1,2}[/-]\d{1,2}[/-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d|(?:19|20)\d\d年\d{1,2}月\d{1,2}日)(?![\d:])/gu;

/** Lines above and below the headline among which a short one with a date is the article's date line. */
const linesAbove = 6;
const linesBelow = 14;
const longestDateLine = 90;

/** The text's lines in order of distance from the headline; from the top where the page has none. */
function linesNearHeading(facts: PageFacts, lines: string[]): string[] {
  const heading = findHeading(facts);
  const first = heading === null ? '' : (linesOf(heading).split('\n')[0] ?? '');
  const at = first === '' ? -1 : lines.findIndex((line) => line === first || line.endsWith(first));
  if (at === -1) return lines.slice(0, linesAbove + linesBelow);
  const near = lines.slice(Math.max(0, at - linesAbove), at + linesBelow + 1);
  const place = Math.min(at, linesAbove);
  const far = (index: number) => (index >= place ? index - place : 1.5 * (place - index));
  return near
    .map((line, index) => ({ line, far: far(index) }))
    .sort((a, b) => a.far - b.far)
    .map(({ line }) => line);
}

function firstInLines(lines: string[], read: ReadDate): ParsedDate | null {
  const short = lines.filter((line) => line.length <= longestDateLine && /\d/.test(line));
  const dated = (line: string) => firstDate(line.match(proseDate) ?? [], (text) => read(text) && read(line));
  return firstDate(
    short.filter((line) => !changeWords.test(line)),
    dated,
  );
}

/** Characters of a page's text that are searched for dates without any mark. */
const searched = 200_000;
const linesOfPage = new WeakMap<PageFacts, string[]>();

function pageLines(facts: PageFacts): string[] {
  const known = linesOfPage.get(facts);
  if (known !== undefined) return known;
  const lines = linesOf(facts.tree).slice(0, searched).split('\n');
  linesOfPage.set(facts, lines);
  return lines;
}

const fromHeadingLines: Sign = (facts, read) => firstInLines(linesNearHeading(facts, pageLines(facts)), read);

const label =
  /(?:published|posted|written|publié|veröffentlicht|erschienen|erstellt|gespeichert|pressemitteilung|publicado|publicada|pubblicato|dipublikasikan|diterbitkan|terbit|tayang|geplaatst|gepubliceerd|opublikowano|опубликовано|yayınlanma|date|datum|fecha|data|tanggal|tarih|stand)[^\n\d]{0,40}(?=\d|\p{L}{3,12}\.?\s\d)([^\n]{6,40})/giu;

const fromLabels: Sign = (facts, read) => {
  const lines = pageLines(facts).filter((line) => /\d/.test(line) && line.length < 2000);
  const labelled = lines.flatMap((line) => [...line.matchAll(label)].map((match) => match[1] ?? ''));
  return guessed(firstDate(labelled, read));
};

/** The first date printed anywhere, long paragraphs included. */
const fromText: Sign = (facts, read) => {
  const text = pageLines(facts).join('\n');
  for (const [found] of text.matchAll(proseDate)) {
    const parsed = read(found);
    if (parsed) return guessed(parsed);
  }
  return null;
};

const scriptDate =
  /["'](?:date_?published|published_?(?:at|on|date|time)?|pub_?date|publish_?(?:date|time)|publishing_?date|first_?published|display_?date|created_?(?:at|date)?|date_?created|creation_?date)["']\s{0,5}:\s{0,5}["']?([^"',}\n]{8,40})/gi;
const longestScript = 2_000_000;

/** Data for the page's own scripts: keys that name the date. */
const fromScripts: Sign = ({ elements }, read) => {
  for (const element of elements) {
    if (element.name !== 'script') continue;
    for (const [, value] of rawContent(element).slice(0, longestScript).matchAll(scriptDate)) {
      const parsed = read(value);
      if (parsed) return guessed(parsed);
    }
  }
  return null;
};

/** The signs for people, the most reliable first; from the labels on they are guesses. */
export const printedSigns: Sign[] = [
  fromHeadingLines,
  fromLooseMetas,
  fromPrint,
  fromLabels,
  fromScripts,
  fromText,
];
