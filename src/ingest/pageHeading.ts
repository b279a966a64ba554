/** Where the article's headline stands on a page: the place that dates, bylines and pictures are measured from. */

import { isBesideArticle } from './pageAside.ts';
import { isInside, type PageFacts } from './pageFacts.ts';
import { type TreeElement, textOf } from './tree.ts';

const wordsOf = (text: string) =>
  new Set(
    text
      .slice(0, 500)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  );

/** Words two titles share, as a part (0..1) of the shorter one's words. */
export function overlap(a: string, b: string): number {
  const [first, second] = [wordsOf(a), wordsOf(b)];
  const shared = [...first].filter((word) => second.has(word)).length;
  return shared / Math.max(1, Math.min(first.size, second.size));
}

/** The text of the page's `<title>`; empty when it has none. */
export function titleText(facts: PageFacts): string {
  const title = facts.elements.find((e) => e.name === 'title' && !isInside(e, (a) => a.name === 'svg'));
  return title ? title.children.map((c) => ('data' in c ? c.data : '')).join('') : '';
}

/** More headings than this are read on no page. */
const maxHeadings = 50;

function lookForHeading(facts: PageFacts): TreeElement | null {
  const title = titleText(facts);
  const headings = facts.elements
    .filter((e) => (e.name === 'h1' || e.name === 'h2') && !isBesideArticle(facts, e))
    .slice(0, maxHeadings)
    .map((element) => ({ element, text: textOf(element) }));
  const repeats = headings.find(({ text }) => text.length > 12 && overlap(text, title) >= 0.6);
  const first = headings.find(({ element, text }) => element.name === 'h1' && text.length > 3);
  return (repeats ?? first)?.element ?? null;
}

const headingOf = new WeakMap<PageFacts, TreeElement | null>();

/** The heading that shows the article's headline: the first h1 or h2 that repeats the page's title, else the first h1. */
export function findHeading(facts: PageFacts): TreeElement | null {
  const known = headingOf.get(facts);
  if (known !== undefined) return known;
  const found = lookForHeading(facts);
  headingOf.set(facts, found);
  return found;
}

/** The place of that heading among `facts.elements`; 0 when there is none. */
export function headingIndex(facts: PageFacts): number {
  const heading = findHeading(facts);
  return heading === null ? 0 : facts.elements.indexOf(heading);
}
