/** The headline of a page, chosen among its headings, its JSON-LD, its social metas and its title by a vote. */
import { ldText } from './jsonLd.ts';
import { isBesideArticle } from './pageAside.ts';
import { isInside, marks, meta, type PageFacts } from './pageFacts.ts';
import { findHeading, titleText } from './pageHeading.ts';
import { plainText, type TreeElement, textOf } from './tree.ts';

const separators = /\s+(?:[-–—|·•»:*]|::|\|\|)\s+|\s+\|\s*|\s*[|｜]\s+|\s?｜\s?/u;
/** A colon parts a kicker from its headline, but as often belongs to it. */
const partings = new RegExp(`${separators.source}|:\\s+`, 'gu');

/** A longer heading is no headline but a faulty template. */
const maxLength = 500;

/** Letters and digits alone, lower case: two spellings of one headline compare equal. */
export function squash(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The squashed names that the outlet goes by: given, declared, and as in its address. */
export function outletNames(facts: PageFacts): Set<string> {
  const host = new URL(facts.url).hostname.replace(/^www\./, '');
  const names = [
    facts.outletName,
    meta(facts, 'og:site_name', 'application-name'),
    host,
    host.split('.').at(-2),
  ];
  return new Set(names.flatMap((name) => (name ? [squash(name)] : [])));
}

/** A title without the outlet's name (and the section before it) at either end. */
export function stripOutlet(title: string, names: Set<string>): string {
  const parts = title.split(separators);
  const isName = (part: string | undefined) => part !== undefined && names.has(squash(part));
  const last = parts.length > 1 && isName(parts.at(-1));
  const first = parts.length > 1 && isName(parts[0]);
  if (!last && !first) return title;
  const edge = last ? (parts.at(-1) ?? '') : (parts[0] ?? '');
  const cut = last ? title.slice(0, title.lastIndexOf(edge)) : title.slice(title.indexOf(edge) + edge.length);
  return stripOutlet(cut.replace(/^[\s\-–—|｜·•»:]+|[\s\-–—|｜·•»:]+$/gu, ''), names);
}

type SourceName = 'printed' | 'microdata' | 'jsonLd' | 'openGraph' | 'twitter' | 'other' | 'title';

/**
 * What each place's word weighs. Chosen on three of four development pages of Fundus by a grid (eval:dates prints
 * the result): JSON-LD is what the newsroom's system holds, social titles are rewritten more often, and the title is
 * rewritten for searchers.
 */
const weights: Record<SourceName, number> = {
  printed: 1.1,
  microdata: 0.6,
  jsonLd: 1.8,
  openGraph: 1,
  twitter: 0.5,
  other: 0.3,
  title: 0.2,
};
const partWeight = 0.4;
/** Whose spelling is taken: metas carry quotation marks as typed, templates curl them and decorate headings. */
const spellingOrder: SourceName[] = [
  'openGraph',
  'jsonLd',
  'twitter',
  'other',
  'title',
  'printed',
  'microdata',
];

interface Candidate {
  source: SourceName;
  text: string;
  /** The text and its parts at separators by squashed form: what this candidate votes for. */
  forms: Map<string, string>;
}

/** More parts than this has no title. */
const maxParts = 7;

/** A title may have a kicker in front and the outlet's name or section behind: each run of its parts counts as well. */
function formsOf(text: string): Map<string, string> {
  const forms = new Map([[squash(text), text]]);
  const cuts = [...text.matchAll(partings)].slice(0, maxParts - 1);
  const starts = [0, ...cuts.map((cut) => cut.index + cut[0].length)];
  const ends = [...cuts.map((cut) => cut.index), text.length];
  for (const [from, start] of starts.entries()) {
    for (const end of ends.slice(from)) {
      const part = text.slice(start, end);
      if (part.length > 12 && !forms.has(squash(part))) forms.set(squash(part), part);
    }
  }
  return forms;
}

const isLogo = (e: TreeElement) => /\blogo\b/.test(marks(e));

/** The first few elements that may show the headline. */
function shown(facts: PageFacts, isOne: (e: TreeElement) => boolean): TreeElement[] {
  const found: TreeElement[] = [];
  for (const element of facts.elements) {
    if (isOne(element) && !isBesideArticle(facts, element) && !isInside(element, isLogo)) found.push(element);
    if (found.length === 10) break;
  }
  return found;
}

/** Texts of the headings that may be the headline, the likeliest first. */
function headings(facts: PageFacts): string[] {
  const likeliest = findHeading(facts);
  const found = shown(facts, (e) => e.name === 'h1');
  return [...(likeliest ? [likeliest] : []), ...found].map(textOf).filter((text) => text.length > 3);
}

function markedHeadline(facts: PageFacts): string | null {
  const [element] = shown(facts, (e) => /\bheadline\b/.test(e.attribs.itemprop ?? ''));
  return element ? (element.attribs.content ?? textOf(element)) : null;
}

function candidatesOf(facts: PageFacts, names: Set<string>): Candidate[] {
  const candidate = (source: SourceName, text: string | null): Candidate[] => {
    const plain = plainText(text?.slice(0, 4 * maxLength));
    if (plain === null || plain.length > maxLength) return [];
    const stripped = stripOutlet(plain, names);
    return names.has(squash(stripped)) ? [] : [{ source, text: stripped, forms: formsOf(stripped) }];
  };
  return [
    ...headings(facts).flatMap((text) => candidate('printed', text)),
    ...candidate('microdata', markedHeadline(facts)),
    ...candidate('jsonLd', ldText(facts.article?.headline)),
    ...candidate('openGraph', meta(facts, 'og:title')),
    ...candidate('twitter', meta(facts, 'twitter:title')),
    ...candidate('other', meta(facts, 'dc.title', 'parsely-title')),
    ...candidate('title', titleText(facts)),
  ];
}

/** The candidate's own wording of the headline with this squashed form; null when it says something else. */
function wordingOf({ text, forms }: Candidate, key: string): string | null {
  const wording = forms.get(key);
  if (wording !== undefined) return wording;
  // "Three arrested after…" stands for the whole headline.
  const isCut = /(?:…|\.\.\.)$/.test(text) && squash(text).length > 20 && key.startsWith(squash(text));
  return isCut ? '' : null;
}

/** The sum of the places that agree, each place once; a part of a title weighs less than a whole one. */
function votesFor(key: string, candidates: Candidate[]): number {
  const votes = new Map<SourceName, number>();
  for (const candidate of candidates) {
    if (wordingOf(candidate, key) === null) continue;
    const vote = weights[candidate.source] * (squash(candidate.text) === key ? 1 : partWeight);
    votes.set(candidate.source, Math.max(vote, votes.get(candidate.source) ?? 0));
  }
  return [...votes.values()].reduce((sum, vote) => sum + vote, 0);
}

/**
 * The headline without the outlet's name or a kicker that its other places leave out; null when the page has none. The
 * wording that most places agree on wins (`weights`), in the spelling of the metas.
 */
export function chooseHeadline(facts: PageFacts): string | null {
  const candidates = candidatesOf(facts, outletNames(facts));
  const keys = [...new Set(candidates.map(({ text }) => squash(text)))].filter((key) => key !== '');
  const votes = new Map(keys.map((key) => [key, votesFor(key, candidates)]));
  const best = keys.reduce<string | null>(
    (top, key) => (top !== null && (votes.get(top) ?? 0) >= (votes.get(key) ?? 0) ? top : key),
    null,
  );
  if (best === null) return candidates[0]?.text ?? null;
  for (const source of spellingOrder) {
    const own = candidates.find((c) => c.source === source && wordingOf(c, best));
    const wording = own && wordingOf(own, best);
    if (wording) return wording;
  }
  return null;
}
