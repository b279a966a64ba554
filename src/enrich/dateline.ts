/**
 * The dateline in front of a text: place, date, wire agency, the outlet's own name, closed by a dash. Accepted only when
 * every part is explained and one part is a place, so that an opening clause with a dash is never taken for one.
 */
import type { FullGazetteer, OutletName } from './gazetteer.ts';
import { foldName } from './names.ts';

/** A dateline as read, before its place is told apart from namesakes. Offsets are into the text. */
export interface DatelineParts {
  start: number;
  /** End of the printed dateline, before the dash. */
  end: number;
  /** Where the first sentence begins. */
  bodyStart: number;
  place: { start: number; end: number };
  /** Country or region printed after the place. */
  region: { start: number; end: number } | null;
  outlets: { start: number; end: number; outlet: OutletName | null; isWire: boolean }[];
}

/** What a dateline is read against: the language of the text, and whose page it is. */
export interface DatelineSetting {
  language: string;
  gazetteer: FullGazetteer;
  sourceName: string | null;
  sourceDomain: string | null;
}

const longestDateline = 110;
const closing =
  /\s[-–—]{1,2}(?=\s)|\s?[–—]\s?|(?<=\))\.?\s*[-–—]{1,2}\s*|--\s?|\s\|(?=\s)|(?<=\))\s(?=\p{Lu})|:(?=\s[\p{Lu}“"])/gu;
const month = 'jan|feb|mar|apr|may|mei|jun|jul|aug|agu|agt|sep|oct|okt|nov|dec|des';
const datePattern = new RegExp(
  `^(?:\\d{1,2}[/.-]\\d{1,2}(?:[/.-]\\d{2,4})?|(?:${month})[a-z]*\\.?\\s+\\d{1,2}|\\d{1,2}\\s+(?:${month})[a-z]*\\.?(?:\\s+\\d{4})?|\\d{4}|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|senin|selasa|rabu|kamis|jumat|sabtu|minggu)(?:\\s*\\(\\d{1,2}/\\d{1,2}(?:/\\d{2,4})?\\))?$`,
  'iu',
);
const domainPattern = /^[\p{L}\p{N}-]+(?:\.[\p{L}]{2,8}){1,2}$/u;
const shoutedPattern = /^[\p{Lu}][\p{Lu} .'’-]{2,30}$/u;
const namePattern = /^\p{Lu}[\p{L} .'’-]{1,40}$/u;

type Part = { text: string; start: number; end: number; isWrapped: boolean };

/** "BRUSSELS/PARIS" are two places, "24/11" is one date; "MOSCOW. Nov 27" is a place and a date. */
const bareCut = new RegExp(
  `(\\/(?=\\p{L})|(?<=\\p{L}{3})\\.(?=\\s(?:\\d|(?:${month})[a-z]{0,6}\\s\\d)))`,
  'iu',
);

/** Commas, slashes and parentheses cut the head into parts. */
function cutParts(head: string): Part[] {
  const parts: Part[] = [];
  for (const match of head.matchAll(/\(([^)]*)\)|[^,(]+/gu)) {
    const isWrapped = match[1] !== undefined;
    const inner = isWrapped ? (match[1] ?? '') : match[0];
    let offset = match.index + (isWrapped ? 1 : 0);
    for (const piece of inner.split(isWrapped ? /([/,])/ : bareCut)) {
      const text = piece.trim();
      const start = offset + piece.indexOf(text);
      if (text !== '' && !/^[/,.]$/.test(text))
        parts.push({ text, start, end: start + text.length, isWrapped });
      offset += piece.length;
    }
  }
  return parts;
}

function isOwnName(text: string, setting: DatelineSetting): boolean {
  const folded = foldName(text);
  const own = [setting.sourceName, setting.sourceDomain].filter((n) => n !== null).map(foldName);
  return own.some(
    (name) =>
      name === folded ||
      name === folded.replace(/\.[a-z.]+$/, '') ||
      name.replaceAll(' ', '') === folded.replace(/\.[a-z.]+$/, ''),
  );
}

const placeSense = (text: string, { gazetteer, language }: DatelineSetting): boolean =>
  [text, titleCase(text)].some((t) =>
    gazetteer.senses(t, language).some((s) => s.record.kind === 'PLACE' && !s.derived),
  );

/** "NEW YORK" as "New York": short forms in capitals must not hide the city. */
export function titleCase(text: string): string {
  return text.toLowerCase().replace(/(?<![\p{L}])\p{L}/gu, (letter) => letter.toUpperCase());
}

function explain(
  head: string,
  bodyStart: number,
  setting: DatelineSetting,
  isFirstLine: boolean,
): DatelineParts | null {
  let place: Part | null = null;
  let region: Part | null = null;
  const outlets: DatelineParts['outlets'] = [];
  let isLoose = false;
  for (const part of cutParts(head)) {
    const outlet = setting.gazetteer.outletByName(part.text);
    if (datePattern.test(part.text)) continue;
    if (
      outlet !== null ||
      isOwnName(part.text, setting) ||
      (domainPattern.test(part.text) && !/^\p{Lu}\.\p{Lu}/u.test(part.text))
    ) {
      const isWire = outlet?.wire === true && (part.isWrapped || !isOwnName(part.text, setting));
      outlets.push({ start: part.start, end: part.end, outlet, isWire });
    } else if (part.isWrapped) {
      if (!/^\p{Lu}/u.test(part.text) || part.text.length > 40) return null;
      outlets.push({ start: part.start, end: part.end, outlet: null, isWire: false });
    } else if (place === null) {
      if (!placeSense(part.text, setting)) {
        if (!shoutedPattern.test(part.text)) return null;
        isLoose = true;
      } else if (!namePattern.test(part.text)) return null;
      place = part;
    } else if (region === null && namePattern.test(part.text)) region = part;
    else return null;
  }
  if (place === null) return null;
  const isBacked = outlets.length > 0 || head.length > place.end;
  if (isLoose && !isBacked) return null;
  if (!isFirstLine && !shoutedPattern.test(place.text)) return null;
  return { start: 0, end: head.length, bodyStart, place, region, outlets };
}

/** Paragraphs that may stand before the dateline: a standfirst printed as text. */
const leadParagraphs = 3;

/** Reads the dateline of a text, or null. Looks at the first paragraphs; behind the first only a place in capitals counts. */
export function readDateline(text: string, setting: DatelineSetting): DatelineParts | null {
  let start = 0;
  for (let i = 0; i < leadParagraphs && start < text.length; i += 1) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? text.length : end).slice(0, longestDateline);
    const parts = readLine(line, setting, i === 0);
    if (parts !== null) return shift(parts, start);
    if (end < 0) break;
    start = end + (/^\s+/.exec(text.slice(end))?.[0].length ?? 1);
  }
  return null;
}

function readLine(line: string, setting: DatelineSetting, isFirstLine: boolean): DatelineParts | null {
  for (const dash of line.matchAll(closing)) {
    const head = line.slice(0, dash.index).trimEnd();
    if (head.length < 2) return null;
    const behind = dash.index + dash[0].length;
    const bodyStart = behind + (/^\s*/.exec(line.slice(behind))?.[0].length ?? 0);
    const parts = explain(head, bodyStart, setting, isFirstLine);
    if (parts !== null && isClosed(dash[0], parts, setting, line)) return parts;
  }
  return isFirstLine ? readUndashed(line, setting) : null;
}

/** A dash closes any dateline; a space only one with a known outlet, a colon only a place alone that is known. */
function isClosed(mark: string, parts: DatelineParts, setting: DatelineSetting, line: string): boolean {
  if (mark.trim() === '') return parts.outlets.some(({ outlet }) => outlet !== null);
  if (mark !== ':') return true;
  const place = line.slice(parts.place.start, parts.place.end);
  return parts.region === null && parts.outlets.length === 0 && isWellKnown(place, setting);
}

const isWellKnown = (text: string, { gazetteer, language }: DatelineSetting): boolean =>
  gazetteer
    .senses(titleCase(text), language)
    .some(
      ({ record, derived, prominence }) => record.place?.placeType === 'CITY' && !derived && prominence > 0.4,
    );

const undashed = /^[\p{L}\p{N}-]+(?:\.\p{L}{2,8}){1,2},\s(?=\p{Lu})/u;

/** "Liputan6.com, Jakarta Hujan deras …": the outlet's domain, a place that is known, and no dash. */
function readUndashed(line: string, setting: DatelineSetting): DatelineParts | null {
  const lead = undashed.exec(line)?.[0];
  if (lead === undefined) return null;
  const words =
    /^\p{Lu}[\p{L}'’.-]*(?:\s\p{Lu}[\p{L}'’.-]*){0,3}/u.exec(line.slice(lead.length))?.[0].split(' ') ?? [];
  for (let count = words.length - 1; count > 0; count -= 1) {
    const place = words.slice(0, count).join(' ');
    const end = lead.length + place.length;
    if (!placeSense(place, setting)) continue;
    return explain(line.slice(0, end), end + 1, setting, true);
  }
  return null;
}

/** The same dateline with offsets counted from the start of the text. */
function shift(parts: DatelineParts, by: number): DatelineParts {
  const moved = <T extends { start: number; end: number }>(span: T): T => ({
    ...span,
    start: span.start + by,
    end: span.end + by,
  });
  return {
    ...moved(parts),
    bodyStart: parts.bodyStart + by,
    place: moved(parts.place),
    region: parts.region && moved(parts.region),
    outlets: parts.outlets.map(moved),
  };
}
