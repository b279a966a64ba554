/** Authors of a page as a list of names: from JSON-LD, metas, microdata and printed bylines. Never the outlet itself. */
import { squash } from './headline.ts';
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
  /\s(?:staff|newsroom|desk|team|correspondents?|reporters?|redaksi)$|^(?:about|tentang|sobre)\s/iu;
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
      .trim(),
  );
  return parts.filter(isName);
}

function ldPeople(article: LdNode | null, nodes: LdNode[]): string[] {
  return ldList(article?.author ?? article?.creator).flatMap((author) => {
    if (typeof author === 'string') return namesInByline(plainText(author) ?? '');
    if (typeof author !== 'object' || author === null) return [];
    const node = author as LdNode;
    const target =
      node.name === undefined ? nodes.find((n) => n['@id'] === node['@id'] && n.name !== undefined) : node;
    if (target === undefined || ldIs(target, /Organization|NewsMediaOrganization|Corporation|WebSite/))
      return [];
    return ldList(target.name).flatMap((name) => namesInByline(plainText(ldText(name)) ?? ''));
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

/** The authors in the order printed, each once. Empty when nobody is named. */
export function findAuthors(facts: PageFacts): string[] {
  const host = new URL(facts.url).hostname.replace(/^www\./, '');
  const label = host.split('.').at(-2) ?? host;
  const outlet = new Set(
    [facts.outletName, meta(facts, 'og:site_name'), host, label].map((name) => squash(name ?? '')),
  );
  const publisher = squash(ldText(facts.article?.publisher) ?? '');
  const isOutlet = (name: string) =>
    outlet.has(squash(name)) || (publisher !== '' && squash(name) === publisher);
  const editors = printedEditors(facts);
  const readings = [ldPeople(facts.article, facts.nodes), metaPeople(facts), printedPeople(facts)].map(
    (found) => {
      const people = found.filter((name) => !isOutlet(name)).map((name) => [squash(name), name] as const);
      return [...new Map(people).values()];
    },
  );
  const written = readings.find(
    (names) => names.length > 0 && !names.every((name) => editors.has(squash(name))),
  );
  return written ?? readings.find((names) => names.length > 0) ?? [];
}
