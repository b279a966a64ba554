/**
 * The dateline in front of a text: place, date, wire agency, the outlet's own name, closed by a dash. Accepted only when
 * every part is explained and one part is a place, so that an opening clause with a dash is never taken for one.
 */
import { isCommonWord } from './commonWords.ts';
import { cutParts, type DatelinePart, dash, isDatePart } from './datelineParts.ts';
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
/** What closes a dateline: a dash with a blank on one side at least, a bar, a colon; behind an agency a blank will do. */
const closing = new RegExp(
  [
    `\\s${dash}{1,2}(?=\\s)`,
    `\\s_(?=\\s)`,
    '\\s?[‒–—―]\\s?',
    `(?<=\\))\\.?\\s*${dash}{1,2}\\s*`,
    '--\\s?',
    `(?<=\\p{L})${dash}\\s`,
    `\\s${dash}(?=[\\p{Lu}“"])`,
    `(?<=\\p{L})-(?=\\p{Lu})`,
    '\\s\\|(?=\\s)',
    '(?<=[)/])\\.?\\s(?=\\p{Lu})',
    ':(?=\\s[\\p{Lu}“"])',
  ].join('|'),
  'gu',
);
const domainPattern = /^[\p{L}\p{N}-]+(?:\.[\p{L}]{2,8}){1,2}$/u;
const shoutedPattern = /^[\p{Lu}][\p{Lu} .'’-]{2,30}$/u;
const namePattern = /^\p{Lu}[\p{L} .'’-]{1,40}$/u;
const capitalisedPattern = /^\p{Lu}[\p{L}.'’-]*(?:\s\p{Lu}[\p{L}.'’-]*){0,3}$/u;

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

const labels = new Set(
  'exclusive breaking update updated corrected refile factbox analysis insight video photo photos foto infografis eksklusif terkini kronologi opini editorial exclusivo urgente vídeo fotos análise'.split(
    ' ',
  ),
);

/** A word in capitals that no list holds may be a place, but not a label ("EXCLUSIVE") and no everyday word. */
function mayBeUnlisted(text: string, { language }: DatelineSetting): boolean {
  const lower = text.toLowerCase();
  return shoutedPattern.test(text) && !labels.has(lower) && !isCommonWord(lower, language);
}

/** The outlet that a part names: one that is listed, the page's own, or any domain; undefined when it names none. */
function outletOf(
  part: DatelinePart,
  setting: DatelineSetting,
): DatelineParts['outlets'][number] | undefined {
  const outlet = setting.gazetteer.outletByName(part.text);
  const isOwn = isOwnName(part.text, setting);
  const isDomain = domainPattern.test(part.text) && !/^\p{Lu}\.\p{Lu}/u.test(part.text);
  if (outlet === null && !isOwn && !isDomain) return undefined;
  const isWire = outlet?.wire === true && (part.isWrapped || !isOwn);
  return { start: part.start, end: part.end, outlet, isWire };
}

/** What the parts of a head are; null when one of them is unexplained or none is a place. */
function explain(head: string, bodyStart: number, setting: DatelineSetting): DatelineParts | null {
  let place: DatelinePart | null = null;
  let region: DatelinePart | null = null;
  const outlets: DatelineParts['outlets'] = [];
  for (const part of cutParts(head)) {
    const outlet = outletOf(part, setting);
    if (isDatePart(part.text)) continue;
    if (outlet !== undefined) outlets.push(outlet);
    else if (part.isWrapped) {
      if (!/^\p{Lu}/u.test(part.text) || part.text.length > 40) return null;
      outlets.push({ start: part.start, end: part.end, outlet: null, isWire: false });
    } else if (!namePattern.test(part.text)) return null;
    else if (place === null) place = part;
    else if (region === null) region = part;
    else return null;
  }
  return place === null ? null : { start: 0, end: head.length, bodyStart, place, region, outlets };
}

/** Whether the place is one: listed; or in capitals, or in front of an agency, with something else to back it. */
function isPlace({ place, outlets, end }: DatelineParts, line: string, setting: DatelineSetting): boolean {
  const text = line.slice(place.start, place.end);
  if (placeSense(text, setting)) return true;
  if (
    outlets.some(({ isWire }) => isWire) &&
    capitalisedPattern.test(text) &&
    !labels.has(text.toLowerCase())
  )
    return true;
  return mayBeUnlisted(text, setting) && (outlets.length > 0 || end > place.end);
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

/** A bullet, or a byline in front of a place in capitals: "By Lena Krol PARIS (Reuters) -". */
const forerun =
  /^(?:[•*▪◦·]\s*|(?:By|Oleh|Por)\s(?:\p{Lu}[\p{Ll}.'’-]+\s|\p{Lu}\.\s|(?:and|dan|e)\s){1,6}(?=\p{Lu}{3}))/u;

function readLine(line: string, setting: DatelineSetting, isFirstLine: boolean): DatelineParts | null {
  const ahead = forerun.exec(line)?.[0].length ?? 0;
  if (ahead > 0) {
    const parts = readLine(line.slice(ahead), setting, isFirstLine);
    return parts && shift(parts, ahead);
  }
  for (const mark of line.matchAll(closing)) {
    const head = line.slice(0, mark.index).trimEnd().replace(/,$/, '');
    if (head.length < 2) return null;
    const behind = mark.index + mark[0].length;
    const bodyStart = behind + (/^\s*/.exec(line.slice(behind))?.[0].length ?? 0);
    const parts = explain(head, bodyStart, setting);
    if (parts === null || !isPlace(parts, line, setting)) continue;
    if (!isFirstLine && !shoutedPattern.test(line.slice(parts.place.start, parts.place.end))) continue;
    if (isClosed(mark[0], parts, setting, line) && isBody(parts, setting, line)) return parts;
  }
  return isFirstLine ? readUndashed(line, setting) : null;
}

/** A dash closes any dateline; a hyphen or a blank alone only one with a known outlet, a colon only a place that is known. */
function isClosed(mark: string, parts: DatelineParts, setting: DatelineSetting, line: string): boolean {
  if (mark.trim() === '' || mark === '.') return parts.outlets.some(({ outlet }) => outlet !== null);
  if (mark === '-') return parts.outlets.length > 0 && parts.place.start > (parts.outlets[0]?.start ?? 0);
  if (mark !== ':') return true;
  const place = line.slice(parts.place.start, parts.place.end);
  const isAlone = parts.region === null && parts.outlets.length === 0;
  return isAlone && (isWellKnown(place, setting) || (shoutedPattern.test(place) && isCity(place, setting)));
}

const opening = /^[“"‘'«„(]?(?:\p{Lu}|\d|\p{Ll}\p{Lu})/u;

/**
 * A first sentence follows: it starts with a capital, and what it starts with is not the other end of a route or match
 * ("Jakarta - Bogor kini …", "England – Wales 2-1"). With an agency or a date in front, both go without saying.
 */
function isBody(parts: DatelineParts, setting: DatelineSetting, line: string): boolean {
  const isBacked = parts.outlets.length > 0 || parts.end > parts.place.end;
  const body = line.slice(parts.bodyStart);
  if (isBacked) return true;
  if (!opening.test(body)) return false;
  const place = line.slice(parts.place.start, parts.place.end);
  const next = /^\p{Lu}[\p{L}’'.]*/u.exec(body)?.[0] ?? '';
  if (shoutedPattern.test(place) && !/^\p{Lu}{2}/u.test(next)) return true;
  return !kindsOf(place, setting).some((kind) => kindsOf(next, setting).includes(kind));
}

/** What a place may be: a well-known city, or a country or land. */
function kindsOf(text: string, setting: DatelineSetting): ('CITY' | 'LAND')[] {
  const { gazetteer, language } = setting;
  const [first] = gazetteer.senses(text, language).filter(({ derived }) => !derived);
  const isLand = /^(?:COUNTRY|ADMIN1)$/.test(first?.record.place?.placeType ?? '');
  return isLand ? ['LAND'] : isWellKnown(text, setting) ? ['CITY'] : [];
}

const isCity = (text: string, { gazetteer, language }: DatelineSetting): boolean =>
  gazetteer
    .senses(titleCase(text), language)
    .some(({ record, derived }) => record.place?.placeType === 'CITY' && !derived);

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
    return explain(line.slice(0, end), end + 1, setting);
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
