/** The headline of a page, chosen among its headings, its JSON-LD, its social metas and its title. */
import { ldText } from './jsonLd.ts';
import { isInside, marks, meta, type PageFacts } from './pageFacts.ts';
import { plainText, textOf } from './tree.ts';

const separators = /\s+(?:[-–—|·•»:*]|::|\|\|)\s+|\s+\|\s*|\s*\|\s+/u;

/** A longer heading is no headline but a faulty template. */
const maxLength = 500;

/** Letters and digits alone, lower case: two spellings of one headline compare equal. */
export function squash(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function outletNames(facts: PageFacts): Set<string> {
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
function stripOutlet(title: string, names: Set<string>): string {
  const parts = title.split(separators);
  const isName = (part: string | undefined) => part !== undefined && names.has(squash(part));
  const last = parts.length > 1 && isName(parts.at(-1));
  const first = parts.length > 1 && isName(parts[0]);
  if (!last && !first) return title;
  const edge = last ? (parts.at(-1) ?? '') : (parts[0] ?? '');
  const cut = last ? title.slice(0, title.lastIndexOf(edge)) : title.slice(title.indexOf(edge) + edge.length);
  return stripOutlet(cut.replace(/^[\s\-–—|·•»:]+|[\s\-–—|·•»:]+$/gu, ''), names);
}

function headings(facts: PageFacts): string[] {
  const found = facts.elements.filter(
    (e) =>
      (e.name === 'h1' || /\bheadline\b/.test(e.attribs.itemprop ?? '')) &&
      e.name !== 'meta' &&
      !isInside(
        e,
        (a) =>
          a.name === 'nav' ||
          a.name === 'aside' ||
          a.name === 'footer' ||
          /\b(?:logo|related)\b/.test(marks(a)),
      ),
  );
  return found.map(textOf).filter((text) => text.length > 3);
}

/** Words two titles share, as a part of the shorter one's words. */
function overlap(a: string, b: string): number {
  const words = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const [first, second] = [words(a), words(b)];
  const shared = [...first].filter((word) => second.has(word)).length;
  return shared / Math.max(1, Math.min(first.size, second.size));
}

/**
 * The headline as printed, without the outlet's name; null when the page has none. A printed heading that the page's
 * machine-readable titles confirm wins; where none is confirmed, the title that most others share.
 */
export function chooseHeadline(facts: PageFacts): string | null {
  const names = outletNames(facts);
  const clean = (text: string | null) => {
    const plain = plainText(text?.slice(0, 4 * maxLength));
    return plain && plain.length <= maxLength ? [stripOutlet(plain, names)] : [];
  };
  const title = facts.elements.find((e) => e.name === 'title' && !isInside(e, (a) => a.name === 'svg'));
  const titleText = title ? title.children.map((c) => ('data' in c ? c.data : '')).join('') : null;
  const named = [
    ...clean(ldText(facts.article?.headline)),
    ...clean(meta(facts, 'og:title')),
    ...clean(meta(facts, 'twitter:title', 'dc.title', 'parsely-title')),
    ...clean(titleText),
  ];
  const printed = headings(facts)
    .flatMap(clean)
    .filter((text) => !names.has(squash(text)));
  const confirmed = printed.find((text) => named.some((other) => squash(other) === squash(text)));
  if (confirmed !== undefined) return confirmed;
  const likely = printed.find(
    (text) => text.length > 12 && named.some((other) => overlap(text, other) >= 0.5),
  );
  if (likely !== undefined) return likely;
  const votes = (text: string) => named.filter((other) => squash(other) === squash(text)).length;
  const declared = printed.length === 0 ? clean(ldText(facts.article?.headline))[0] : undefined;
  if (declared !== undefined) return declared;
  const best = [...named].sort((a, b) => votes(b) - votes(a))[0];
  return best ?? printed[0] ?? null;
}
