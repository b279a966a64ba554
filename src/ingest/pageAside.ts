/** Boxes beside an article: what stands in them belongs to other articles, to comments or to the site. */
import { marks, type PageFacts } from './pageFacts.ts';
import type { TreeElement } from './tree.ts';

const asideNames = new Set(['aside', 'nav', 'footer']);
const asideMarks =
  /comment|kommentar|related|recommend|sidebar|popular|teaser|most-?read|latest|terkini|terpopuler|baca-?juga|(?:^|[\s_-])(?:card|promo|newsletter)/;
/** Templates mark the whole page with what it has ("has-sidebar", "comments-closed"). */
const pageNames = new Set(['html', 'body', 'main', 'article']);

/** True for an element that is a box beside the article, by its name or its class and id. */
export function isAsideBox(element: TreeElement): boolean {
  if (asideNames.has(element.name)) return true;
  return !pageNames.has(element.name) && asideMarks.test(marks(element));
}

const insideOf = new WeakMap<PageFacts, Set<unknown>>();

/** True for an element that is such a box or stands in one. One walk over the page answers for all its elements. */
export function isBesideArticle(facts: PageFacts, element: TreeElement): boolean {
  let inside = insideOf.get(facts);
  if (inside === undefined) {
    inside = new Set();
    // Parents come before children in document order.
    for (const each of facts.elements) if (inside.has(each.parent) || isAsideBox(each)) inside.add(each);
    insideOf.set(facts, inside);
  }
  return inside.has(element);
}
