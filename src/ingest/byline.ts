/**
 * Authors of a page as a list of names: from JSON-LD, metas, microdata and printed bylines. The outlet itself is one only
 * where JSON-LD says so and nobody else is named.
 */
import { outletNames, squash } from './headline.ts';
import { type LdNode, ldIs, ldList, ldText } from './jsonLd.ts';
import { isInside, marks, meta, type PageFacts } from './pageFacts.ts';
import { linesOf, plainText } from './tree.ts';

const leadIn =
  /^(?:(?:ditulis |dilaporkan )?oleh|penulis|reporter|laporan(?: wartawan)?|pewarta|written by|reported by|story by|by|von|por|texto|redação|par|di|door|av|af|autor(?:in|es|a)?|author)\s*:?\s+/iu;
/** Labels that stand alone where markup parts them from the name, and stand-ins for a name. */
const label =
  /^(?:von|by|por|par|oleh|di|door|av|af|written|reporter|penulis|pewarta|wartawan|red|authors?|autor(?:in|es|a)?|agenturen|agencies|redazione|redactie|and|dan|und|online|text|view profile|all posts|(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|(?:mon|tues|wednes|thurs|fri|satur|sun)day))$/iu;
/** Names of desks, and headings of boxes about authors. */
const desk =
  /\s(?:newsroom|desk|team|correspondents?|reporters?|redaksi|editor|korrespondent(?:in)?|redakteur(?:in)?|journalist(?:in)?|kontributor|wartawan|columnist|analyst)$|^(?:about|tentang|sobre)\s/iu;
/** "Editor: X" names who checked a text, not who wrote it. */
const notAnAuthor =
  /^(?:editor|penyunting|foto|photo|fotografer|sumber|source|updated?|published?|diperbarui|redaksi|redaktion|redação|admin(?:istrator)?|staff|newsroom|news desk|tim redaksi|guest|anonym\w*|unknown|none|null|follow|share|contact|view|profile)\b|^\d|https?:|[@©{}<>=]|\d{4}|\.(?:com|co|id|net|org)\b/iu;
const between = /\s*(?:,|;|\/|\||&|•|·|\s(?:dan|and|und|y|e|et|serta|og|och|en)\s)\s*/iu;

function isName(text: string): boolean {
  const words = text.split(/\s+/);
  return (
    text.length >= 2 &&
    text.length <= 60 &&
    words.length <= 6 &&
    /\p{L}{2}/u.test(text) &&
    !notAnAuthor.test(text) &&
    !label.test(text) &&
    !desk.test(text)
  );
}

/** What stands behind so many characters is no byline. */
const longestByline = 1000;

/** Names in a printed byline such as "Oleh Sari Dewi dan Budi Santoso"; empty when it names nobody. */
export function namesInByline(text: string): string[] {
  if (/https?:|www\./.test(text)) return [];
  const plain = text
    .slice(0, longestByline)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(leadIn, '')
    .replace(/^:\s*/, '');
  const parts = plain.split(between).map((part) =>
    part
      .replace(leadIn, '')
      .replace(/\s*\((?:[^)]*)\)\s*$/u, '')
      .replace(/\s+(?:in|di|aus|for|untuk)\s+\p{Lu}.*$/u, '')
      .replace(/[\s\-–—|:.]+$/u, (end) => (end.startsWith('.') ? '.' : ''))
      .trim(),
  );
  return parts.filter(isName);
}

/** A declared name, split only where each part is a full name: "Kota dan Desa" is one outlet's name. */
function namesOfDeclared(text: string): string[] {
  const parts = namesInByline(text);
  if (parts.length > 1 && parts.every((part) => part.includes(' '))) return parts;
  const whole = text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(leadIn, '')
    .replace(/[\s\-–—|:]+$/u, '');
  return whole.length <= 80 && /\p{L}{2}/u.test(whole) && !notAnAuthor.test(whole) && !label.test(whole)
    ? [whole]
    : [];
}

/** The names of JSON-LD's authors, people and organisations, in its order; an author given by reference is looked up. */
function ldAuthors(article: LdNode | null, nodes: LdNode[]): string[] {
  return ldList(article?.author ?? article?.creator).flatMap((author) => {
    if (typeof author === 'string') return namesInByline(plainText(author) ?? '');
    if (typeof author !== 'object' || author === null) return [];
    const node = author as LdNode;
    const target =
      node.name === undefined ? nodes.find((n) => n['@id'] === node['@id'] && n.name !== undefined) : node;
    if (target === undefined || ldIs(target, /WebSite/)) return [];
    return ldList(target.name).flatMap((name) => namesOfDeclared(plainText(ldText(name)) ?? ''));
  });
}

function metaPeople(facts: PageFacts): string[] {
  const keys = [
    'author',
    'parsely-author',
    'article:author',
    'dc.creator',
    'dcterms.creator',
    'byl',
    'sailthru.author',
    'cxenseparse:author',
    'article:author_name',
    'citation_author',
    'author_name',
  ];
  for (const key of keys) {
    const names = (facts.metas.get(key) ?? []).flatMap((value) => namesInByline(plainText(value) ?? ''));
    if (names.length > 0) return names;
  }
  return [];
}

function printedPeople(facts: PageFacts): string[] {
  const isAside = (e: Parameters<typeof marks>[0]) =>
    e.name === 'aside' ||
    e.name === 'footer' ||
    e.name === 'nav' ||
    /comment|related|teaser|(?:^|[\s_-])card|bio\b|author-?box/.test(marks(e));
  const tests = [
    (e: (typeof facts.elements)[number]) =>
      /\bauthor\b/.test(e.attribs.itemprop ?? '') || e.attribs.rel === 'author',
    (e: (typeof facts.elements)[number]) =>
      /(?:^|[\s_-])(?:by-?line|authors?|author-?(?:name|list|item|\d)|\w*authorlist\w*|penulis|reporter|wartawan)(?:$|[\s_-])/.test(
        marks(e),
      ),
  ];
  for (const test of tests) {
    for (const element of facts.elements
      .filter((e) => test(e) && !isAside(e) && !isInside(e, isAside))
      .slice(0, 8)) {
      const lines = linesOf(element)
        .split('\n')
        .filter((line) => line.length < 160);
      const names = lines.slice(0, 3).flatMap(namesInByline);
      if (names.length > 0) return names;
    }
  }
  return [];
}

/** Names that the page prints as its editors; systems that know one person per article give them out as authors. */
function printedEditors(facts: PageFacts): Set<string> {
  const found = facts.elements
    .filter((e) => /editor|author|penulis|byline|info/.test(marks(e)))
    .flatMap((e) => [
      .../(?:^|\n)(?:editor|penyunting)\s*:\s*([^\n:|]{3,60})/gi[Symbol.matchAll](linesOf(e).slice(0, 500)),
    ]);
  return new Set(found.map(([, name = '']) => squash(name)));
}

/** Each name once, in order, whatever its case and accents' spelling. */
function eachOnce(names: string[]): string[] {
  const bySquashed = new Map<string, string>();
  for (const name of names) if (!bySquashed.has(squash(name))) bySquashed.set(squash(name), name);
  return [...bySquashed.values()];
}

const staffWord = /^(?:staff|newsroom|redaction|redaktion|redaksi|reporters?|editors?)$/i;

/** "Courier staff" at the Harbour Courier: words of the outlet's name and a word for its people. */
function isOwnStaff(name: string, outletWords: Set<string>): boolean {
  const words = name.split(/\s+/);
  return (
    staffWord.test(words.at(-1) ?? '') && words.slice(0, -1).every((word) => outletWords.has(squash(word)))
  );
}

/** Tells the outlet's own names and those of its sections, which templates print in the author's place. */
function outletTest(facts: PageFacts): (name: string) => boolean {
  const names = outletNames(facts);
  names.add(squash(ldText(facts.article?.publisher) ?? ''));
  const { hostname, pathname } = new URL(facts.url);
  const label = squash(
    hostname
      .replace(/^www\d?\./, '')
      .split('.')
      .at(-2) ?? '',
  );
  const title = `${facts.outletName ?? ''} ${meta(facts, 'og:site_name') ?? ''} ${ldText(facts.article?.publisher) ?? ''}`;
  const outletWords = new Set(title.split(/\s+/).map(squash));
  const sections = new Set(pathname.split('/').map(squash));
  return (name) => {
    const key = squash(name);
    if (isOwnStaff(name, outletWords)) return true;
    const first = squash(name.split(/\s/)[0] ?? '');
    return names.has(key) || (first.length > 2 && first === label) || (!/\s/.test(name) && sections.has(key));
  };
}

/** The authors in the order printed, each once. Empty when nobody is named. */
export function findAuthors(facts: PageFacts): string[] {
  const isOutlet = outletTest(facts);
  const editors = printedEditors(facts);
  const declared = eachOnce(ldAuthors(facts.article, facts.nodes));
  const readings = [declared, metaPeople(facts), printedPeople(facts)].map((names) =>
    eachOnce(names).filter((name) => !isOutlet(name)),
  );
  const written = readings.find(
    (names) => names.length > 0 && !names.every((name) => editors.has(squash(name))),
  );
  return written ?? readings.find((names) => names.length > 0) ?? declared.slice(0, 1);
}
