/**
 * Phrases that credit another outlet: "seperti dikabarkan Reuters", "told AFP", "Reuters reported". The credited name must
 * be a medium or agency that the gazetteer knows, or stand in a frame that says so ("kantor berita X", "news agency X").
 */
import type { Citation, Mention } from '../base/news.ts';
import { covering } from './discourse.ts';
import type { FullGazetteer, OutletName } from './gazetteer.ts';
import type { Scan } from './tokens.ts';

/** A text with its names, and whose page it is: an outlet's own name is no credit. */
export interface CitationSearch {
  scan: Scan;
  mentions: readonly Mention[];
  language: string;
  gazetteer: FullGazetteer;
  sourceName: string | null;
  sourceDomain: string | null;
}

const medium =
  '(?:kantor berita|laman berita|laman|situs berita|situs web|situs|portal berita|portal|harian|surat kabar|koran|majalah|tabloid|media massa|media|stasiun televisi|stasiun tv|stasiun radio|televisi|radio|saluran televisi)';
const mediumTail = `(?:${medium}(?:\\s+(?:resmi|pemerintah|lokal|setempat|nasional|asing|internasional|online|daring|milik negara|negara))?(?:\\s+\\p{Lu}\\p{L}+){0,2},?\\s+)?`;
const passive =
  '(?:dikutip|dilansir|dikabarkan|diberitakan|dilaporkan|disiarkan|ditulis|diwartakan|dirilis|disadur|dinukil|dimuat|diungkapkan|disampaikan|terpantau)';
const englishMedium =
  '(?:(?:the\\s+)?(?:[\\p{L}-]+\\s+){0,2}(?:news agency|broadcaster|newspaper|agency|magazine|channel|website|daily|television|network|wire service|site|paper|tabloid|weekly),?\\s+)?(?:the\\s+)?';

/** Phrases in front of the name, the name excluded; each must reach to the end of the text before it. */
const before: Readonly<Record<'id' | 'en', readonly RegExp[]>> = {
  id: [
    new RegExp(
      `(?:(?:seperti|sebagaimana|demikian|begitu)\\s+(?:yang\\s+)?)?${passive}(?:\\s+(?:dari|oleh|melalui|lewat|pada|di|dalam))?(?:\\s+(?:laporan|siaran|berita|pemberitaan))?\\s+${mediumTail}$`,
      'iu',
    ),
    new RegExp(
      `(?:melansir|mengutip|menukil|menyitir|mewartakan dari)(?:\\s+(?:dari|laporan|pemberitaan|keterangan|berita))*\\s+${mediumTail}$`,
      'iu',
    ),
    new RegExp(
      `(?:kepada|dalam wawancara dengan|dalam wawancara eksklusif dengan|saat diwawancarai|saat dihubungi|ketika dihubungi)\\s+${mediumTail}$`,
      'iu',
    ),
    new RegExp(`(?:menurut|berdasarkan)(?:\\s+(?:laporan|pemberitaan|berita))?\\s+${mediumTail}$`, 'iu'),
    new RegExp(`(?:demikian\\s+)?(?:lapor|tulis)\\s+${mediumTail}$`, 'iu'),
  ],
  en: [
    new RegExp(
      `(?:as\\s+)?(?:reported|quoted|cited|carried|published|seen|obtained)\\s+(?:by|in|on)\\s+${englishMedium}$`,
      'iu',
    ),
    new RegExp(
      `(?:told|tells|telling|according to(?: a report (?:by|in))?|citing|quoting|reports|(?:in )?a report (?:by|in|for|from|on)|in an interview (?:with|to)|in comments to|in remarks to|speaking to|spoke to)\\s+${englishMedium}$`,
      'iu',
    ),
  ],
};

const after: Readonly<Record<'id' | 'en', RegExp>> = {
  id: /^\s+(?:melaporkan|memberitakan|mewartakan|mengabarkan|melansir)(?!\p{L})/u,
  en: /^(?:\s+(?:news agency|newspaper|television|TV|News))?\s+(?:has\s+|had\s+|also\s+|earlier\s+|first\s+)?(?:reported|reports|quoted|cited)(?!\p{L})/u,
};
const wireSaid = /^(?:\s+news agency)?\s+said(?=[,.\s])/u;
/** "dikutip Kompas.com dari Reuters": the source behind an outlet that is itself credited. */
const passedOn = new RegExp(
  `^\\s(?:dari|oleh|yang mengutip|mengutip|citing|quoting)\\s+(?:${medium}\\s+)?(?:the\\s+)?$`,
  'iu',
);
/** "(Reuters/Antara)" under a text: what stands behind one of the names. */
const signatureEnd = /^(?:[/,][\p{L}\p{N} ./-]{0,40})?\)\.?$/u;
const framed = /(?:kantor berita|news agency)(?:\s+(?:resmi|pemerintah|negara))?\s+$/iu;
const farthest = 110;

interface Outlet {
  start: number;
  end: number;
  known: OutletName | null;
  entityKey: string | null;
}

/** Names in the text that are outlets: mentions first, then capitalised words that recognition left alone. */
function outletsIn({ scan, mentions, gazetteer }: CitationSearch): Outlet[] {
  const found: Outlet[] = [];
  for (const m of mentions) {
    if (m.kind === 'PERSON' || m.derived) continue;
    const known = gazetteer.outletByName(m.text);
    if (known !== null || framed.test(scan.text.slice(Math.max(0, m.start - 40), m.start))) {
      found.push({ start: m.start, end: m.end, known, entityKey: m.entityKey });
    }
  }
  const mentionAt = covering(scan, mentions);
  for (const [i, token] of scan.tokens.entries()) {
    if (!token.capital || mentionAt[i] !== null) continue;
    for (let length = 4; length >= 1; length -= 1) {
      const last = scan.tokens[i + length - 1];
      const end = last === undefined || last.kind === 'mark' ? undefined : last.end;
      const known = end === undefined ? null : gazetteer.outletByName(scan.text.slice(token.start, end));
      if (end === undefined || known === null || scan.text.slice(token.start, end).includes('\n')) continue;
      found.push({ start: token.start, end, known, entityKey: known.key });
      break;
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function creditOf(
  search: CitationSearch,
  outlet: Outlet,
  floor: number,
): { start: number; end: number } | null {
  const { text } = search.scan;
  const reach = Math.max(outlet.start - farthest, floor, 0);
  const from = text.slice(reach, outlet.start).lastIndexOf('\n') + 1 + reach;
  const left = text.slice(from, outlet.start);
  const right = text.slice(outlet.end, outlet.end + 60);
  const isIndonesian = search.language === 'id' || search.language === 'ms';
  const language = isIndonesian ? 'id' : 'en';
  for (const pattern of before[language]) {
    const match = left.match(pattern);
    const startsWord = match?.index !== undefined && !/\p{L}/u.test(left[match.index - 1] ?? ' ');
    if (match?.index !== undefined && startsWord) return { start: from + match.index, end: outlet.end };
  }
  if (floor > 0 && from === floor && passedOn.test(left)) return { start: floor + 1, end: outlet.end };
  if (isSignature(search.scan.text, outlet)) return { start: outlet.start, end: outlet.end };
  const verb =
    right.match(after[language]) ??
    (outlet.known?.wire === true && !isIndonesian ? right.match(wireSaid) : null);
  return verb === null ? null : { start: outlet.start, end: outlet.end + verb[0].length };
}

/** Whether the outlet stands in parentheses that close the text. */
function isSignature(text: string, { start, end, known }: Outlet): boolean {
  if (known === null || text.length - end > 45 || !signatureEnd.test(text.slice(end).trim())) return false;
  const opening = text.slice(Math.max(0, start - 45), start).split('(');
  const isPunctuated = /[.!?”"\n]\s*$/.test(opening.slice(0, -1).join('('));
  return (
    opening.length > 1 && isPunctuated && /^(?:[\p{L}\p{N} .-]{1,40}[/,])*\s?$/u.test(opening.at(-1) ?? '')
  );
}

/** Every credit in the text, in reading order. */
export function findCitations(search: CitationSearch): Citation[] {
  const citations: Citation[] = [];
  let floor = 0;
  for (const outlet of outletsIn(search)) {
    if (outlet.start < floor) continue;
    const span = creditOf(search, outlet, floor);
    if (span === null) continue;
    floor = span.end;
    citations.push({
      kind: outlet.known?.wire === true ? 'WIRE_CREDIT' : 'REPORTED_BY',
      ...span,
      text: search.scan.text.slice(span.start, span.end),
      name: search.scan.text.slice(outlet.start, outlet.end),
      entityKey: outlet.known?.key ?? outlet.entityKey,
      domain: outlet.known?.domain ?? null,
    });
  }
  return citations;
}
