/** The lead image of a page with its caption and credit, and the splitting of caption lines. */
import type { Image } from '../base/news.ts';
import { absoluteUrl } from '../base/url.ts';
import { squash } from './headline.ts';
import { type ImageSize, imageSize } from './imageSize.ts';
import { type LdNode, ldIs, ldList, ldText } from './jsonLd.ts';
import { isInside, marks, meta, type PageFacts } from './pageFacts.ts';
import { elementsOf, plainText, type TreeElement, textOf } from './tree.ts';

export interface Caption {
  caption: string | null;
  credit: string | null;
}

const creditWords =
  '(?:foto|photo|photograph|image|picture|bild(?:quelle)?|gambar|ilustrasi|illustration|credit|kredit|sumber|source|quelle|fonte|dok(?:umentasi)?\\.?|courtesy|imagem|crédito|fotografer)';
const bracketed = new RegExp(
  `\\s*[([]\\s*(?:${creditWords}\\s*(?:by|oleh|de|:)?\\s*[:.]?\\s*)([^()[\\]]{2,80})[)\\]]\\.?\\s*$`,
  'iu',
);
const labelled = new RegExp(`(?<=^|[.\\s|])${creditWords}\\s*(?:(?:by|oleh)\\s*:?|:)\\s*([^:]{2,80})$`, 'iu');
/** What stands in front of a credit and is no part of it; "dok." is, it says whose archive. */
const creditLabel =
  /^[\s(]*(?:foto|photo(?:graph)?|image|picture|bild(?:quelle)?|gambar|ilustrasi|credit|kredit|sumber|source|quelle|fonte)\s*(?::|by\b|oleh\b)\s*:?\s*/iu;
/** Words that end a caption line as its credit without being a name: "/dok", "(ist)". */
const creditMark =
  /^(?:dok(?:umentasi)?\.?|ist(?:imewa)?\.?|net|antara|reuters|afp|ap|getty images?|epa|jibi|bbc|handout)$/iu;
const agency =
  /(?:reuters|\bafp\b|\bap\b|antara|getty|\bepa\b|\bepa-efe\b|shutterstock|istock|alamy|\bdok\b|dok\.|istimewa|\bjibi\b|bloomberg|imago|\bdpa\b|xinhua|\bpa\b media|pixabay|unsplash|\bzuma\b|anadolu)/iu;

function clean(text: string | undefined): string | null {
  return (
    text
      ?.replace(/^[\s\-–—/|:,]+|[\s\-–—/|:,]+$/gu, '')
      .replace(/(?<!\.)\.\.$/, '.')
      .trim() || null
  );
}

/** Splits at the last separator when what stands behind it reads like a credit. */
function splitTail(text: string): Caption | null {
  const marked = /^(.*\S)\s*(?:©|[(（][cCＣ][)）])\s*(.{2,80})$/iu.exec(text);
  if (marked) return { caption: clean(marked[1]), credit: clean(marked[2]) };
  const match = /^(.*?\S)(\s*\/\s*|\s+[–—-]\s+|\s*\|\s*)([^/|–—]{2,60})$/u.exec(text);
  const [, caption, separator = '', tail = ''] = match ?? [];
  if (caption === undefined) return null;
  const isSlash = separator.trim() === '/';
  const isCredit = creditMark.test(tail.trim()) || agency.test(tail);
  // A slash joins words as well ("24/7", "dan/atau"): only a name in capitals behind it is a credit.
  const isName = isSlash && /^\p{Lu}[\p{L}.]+(?:\s\p{Lu}[\p{L}.]*){0,3}$/u.test(tail.trim());
  const isBarred = separator.trim() === '|' && tail.trim().split(/\s+/).length <= 4;
  if (!isCredit && !isName && !isBarred) return null;
  // "Name/AGENCY" is one credit: a photographer and his agency.
  const photographer = isSlash ? /^(.*[.!?])\s+(\p{Lu}[\p{L}. ]{2,40})$/u.exec(caption) : null;
  if (photographer)
    return { caption: clean(photographer[1]), credit: clean(`${photographer[2]}/${tail.trim()}`) };
  return { caption: clean(caption), credit: clean(tail) };
}

/** A caption without the outlet's name in front: "SUARA KOTA - Text". */
function withoutOutlet(line: string, outletName: string | null): string {
  const isFront = outletName !== null && line.toLowerCase().startsWith(outletName.toLowerCase());
  const rest = isFront ? line.slice(outletName.length) : line;
  return isFront && /^\s*[-–—:]/.test(rest) ? rest.replace(/^\s*[-–—:]\s*/, '') : line;
}

/**
 * Caption and credit of a caption line: "Text (Foto: X)", "Text. Photo: X", "Text – Reuters", "Text/dok",
 * "OUTLET.COM - Text/dok". A line that is a credit alone has no caption.
 */
export function splitCaption(line: string, outletName: string | null = null): Caption {
  const text = withoutOutlet(line.trim(), outletName)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(
      /^(?:[\p{Lu}\d][\p{Lu}\d.]*\.(?:COM|ID|CO\.ID|NET|ORG|TV)|Caption|Keterangan foto|(?:Foto|Photo|Ilustrasi)(?=\s*:\s*(?:\S+\s+){4}\S))\s*[-–—:]\s*/u,
      '',
    );
  for (const pattern of [bracketed, labelled]) {
    const match = pattern.exec(text);
    if (match)
      return {
        caption: clean(text.slice(0, match.index)),
        credit: clean(match[1]),
      };
  }
  const inBrackets = /^(.*\S)\s*[([]([^()[\]]{2,60})[)\]]\.?$/u.exec(text);
  if (
    inBrackets?.[2] &&
    (creditMark.test(inBrackets[2]) || agency.test(inBrackets[2]) || inBrackets[2].includes('/'))
  )
    return { caption: clean(inBrackets[1]), credit: clean(inBrackets[2]) };
  return splitTail(text) ?? { caption: clean(text), credit: null };
}

function captionOfNode(node: LdNode): Caption {
  const credit = ldText(node.creditText) ?? ldText(node.author) ?? ldText(node.creator);
  const { caption, credit: split } = splitCaption((plainText(ldText(node.caption)) ?? '').slice(0, 2000));
  return { caption, credit: split ?? (credit?.startsWith('http') ? null : plainText(credit)) };
}

/** What JSON-LD says of the size; a QuantitativeValue gives its value. */
function sizeOfNode(node: LdNode): ImageSize {
  const side = (value: unknown) =>
    typeof value === 'object' && value !== null ? (value as LdNode).value : value;
  return imageSize(side(node.width), side(node.height));
}

/** The size of the image at this address, as JSON-LD or the social metas that name it tell. */
function sizeOf(facts: PageFacts, url: string, declared: LdNode | null): ImageSize {
  const isSame = (candidate: string | null) => absoluteUrl(candidate, facts.url) === url;
  const nodes = [...(declared ? [declared] : []), ...facts.nodes.filter((n) => ldIs(n, /ImageObject/))];
  for (const node of nodes) {
    const size = [node.url, node.contentUrl].some((u) => isSame(ldText(u))) ? sizeOfNode(node) : {};
    if (size.width !== undefined) return size;
  }
  if (!isSame(meta(facts, 'og:image:secure_url', 'og:image', 'og:image:url'))) return {};
  return imageSize(meta(facts, 'og:image:width'), meta(facts, 'og:image:height'));
}

function ldImage(facts: PageFacts): { url: string | null; node?: LdNode } & Caption {
  const none = { url: null, caption: null, credit: null };
  for (const item of ldList(facts.article?.image)) {
    if (typeof item === 'string') return { ...none, url: item };
    if (typeof item !== 'object' || item === null) continue;
    const image = item as LdNode;
    const whole =
      (image.url ?? image.contentUrl)
        ? image
        : facts.nodes.find((n) => n['@id'] === image['@id'] && (n.url ?? n.contentUrl));
    const url = ldText(whole?.url) ?? ldText(whole?.contentUrl);
    if (url === null || whole === undefined) continue;
    return { url, node: whole, ...captionOfNode(whole) };
  }
  return none;
}

/** Caption and credit of the ImageObject that JSON-LD has for an address, wherever in its graph. */
function describedImage(facts: PageFacts, url: string): Caption {
  const node = facts.nodes.find(
    (n) => ldIs(n, /ImageObject/) && [n.url, n.contentUrl].some((u) => ldText(u) === url),
  );
  return node ? captionOfNode(node) : { caption: null, credit: null };
}

/** Parts of an address that name one picture through all its sizes: long ones, and those with digits in them. */
function pictureKeys(url: string): Set<string> {
  const parts = url
    .toLowerCase()
    .slice(0, 2000)
    .split(/[^a-z0-9]+/);
  return new Set(parts.filter((part) => part.length > 14 || (part.length >= 8 && /\d{3}/.test(part))));
}

const fileStem = (url: string) =>
  /([^/]{6,}?)(?:[-_]\d+x\d+)?\.\w{3,4}$/.exec(url.replace(/[?#].*$/, ''))?.[1] ?? null;

function imageUrls(element: TreeElement): string[] {
  const { src, srcset, 'data-src': lazy, 'data-original': original } = element.attribs;
  return [lazy, original, srcset?.split(/[\s,]/)[0], src].filter(
    (u): u is string => Boolean(u) && !u?.startsWith('data:'),
  );
}

const captionMarks =
  /[a-z]*caption(?:$|[\s_-])|ketfoto|(?:photo|image|img)-?(?:caption|desc|info)|keterangan|media-?subtitle|bildunterschrift|didascalia|pie-?(?:de-?)?foto|legende/;
const creditMarks = /credit|copyright|photographer|(?:^|[\s_-])source/;

function isAside(element: TreeElement): boolean {
  return (
    element.name === 'aside' ||
    element.name === 'footer' ||
    /related|recommend|teaser|sidebar|popular/.test(marks(element))
  );
}

/** A longer text in a figure is no caption of it. */
const longestCaption = 400;

/** Caption and credit as marked up inside a figure or around it. */
function markedCaption(figure: TreeElement, outletName: string | null): Caption {
  const inside = [...elementsOf(figure)];
  const captionElement =
    inside.find((e) => e.name === 'figcaption') ?? inside.find((e) => captionMarks.test(marks(e)));
  const creditElement = inside.find(
    (e) => creditMarks.test(marks(e)) && textOf(e) !== '' && e !== captionElement,
  );
  const creditText = creditElement ? textOf(creditElement) : null;
  const whole = figure.name === 'figure' ? textOf(figure) : '';
  const full = captionElement ? textOf(captionElement) : whole.length < longestCaption ? whole : '';
  // The credit may stand before the caption as well as behind it.
  const text = creditText ? full.replace(creditText, ' ').trim() : full;
  const split = splitCaption(text, outletName);
  const marked = creditText?.replace(creditLabel, '').replace(/^\((.*)\)$/u, '$1');
  return { caption: split.caption, credit: clean(marked) ?? split.credit };
}

/** The lead image is among the first figures. */
const maxFigures = 50;

/** The box that holds a caption element and its picture, on pages without `<figure>`; null when there is none. */
function captionedBox(facts: PageFacts): TreeElement | null {
  const caption = facts.elements.find(
    (e) => captionMarks.test(marks(e)) && !isInside(e, isAside) && textOf(e).length > 3,
  );
  let box: TreeElement | null = caption ?? null;
  for (let step = 0; step < 5 && box !== null; step++) {
    const hasPicture = [...elementsOf(box)].some((e) => e.name === 'img');
    if (hasPicture) return textOf(box).length < 600 ? box : null;
    const above: unknown = box.parent;
    box = above !== null && typeof above === 'object' && 'attribs' in above ? (above as TreeElement) : null;
  }
  return null;
}

/** A portrait beside a byline is no picture of the article. */
const isPortrait = (figure: TreeElement) =>
  isInside(figure, (a) => /author|avatar|byline/.test(marks(a))) ||
  /^(?:von|by|oleh|por|par)\s/i.test(textOf(figure));

function findFigure(facts: PageFacts, url: string | null): TreeElement | null {
  const figures = facts.elements
    .filter((e) => e.name === 'figure' && !isInside(e, isAside))
    .slice(0, maxFigures);
  const stem = url === null ? null : fileStem(url);
  const keys = pictureKeys(url ?? '');
  const isSame = (u: string) =>
    (stem !== null && u.includes(stem)) || [...pictureKeys(u)].some((key) => keys.has(key));
  const shows = (figure: TreeElement) => [...elementsOf(figure)].some((e) => imageUrls(e).some(isSame));
  const isInArticle = (figure: TreeElement) =>
    isInside(figure, (a) => a.name === 'article' || a.name === 'main') && !isPortrait(figure);
  return figures.find(shows) ?? figures.find(isInArticle) ?? captionedBox(facts);
}

/**
 * The lead image; null when the page declares and shows none. Caption and credit come from the figure that shows the
 * image or from the box around a caption element, else from JSON-LD.
 */
export function findImage(facts: PageFacts): Image | null {
  const declared = ldImage(facts);
  const candidates = [
    declared.url,
    meta(facts, 'og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image', 'twitter:image:src'),
  ];
  const named = candidates.map((u) => absoluteUrl(u, facts.url)).find((u) => u !== null) ?? null;
  const figure = findFigure(facts, named);
  const shown = figure === null ? undefined : [...elementsOf(figure)].find((e) => e.name === 'img');
  const url = named ?? absoluteUrl(shown ? imageUrls(shown)[0] : null, facts.url);
  if (url === null) return null;
  const sources = [
    ...(figure ? [markedCaption(figure, facts.outletName)] : []),
    declared,
    describedImage(facts, url),
  ];
  const caption = sources.find((s) => s.caption !== null)?.caption ?? null;
  const credit = sources.find((s) => s.credit !== null)?.credit ?? null;
  // Systems without captions repeat the headline or the credit in the caption's place.
  const isRepeated = caption !== null && credit !== null && squash(caption) === squash(credit);
  const size = sizeOf(facts, url, declared.node ?? null);
  return { url, ...size, caption: isRepeated ? null : caption, credit };
}

/** The image with the caption and credit of a line that stood in the article's text, where it has none of its own. */
export function withCaptionLine(image: Image, line: string | null, outletName: string | null): Image {
  if (line === null) return image;
  const { caption, credit } = splitCaption(line, outletName);
  return { ...image, caption: image.caption ?? caption, credit: image.credit ?? credit };
}
