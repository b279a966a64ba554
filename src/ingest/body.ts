/**
 * The body of an article: the page cut into blocks, each judged by the trained classifier, and the kept ones decoded into
 * paragraphs. Where that finds next to nothing, what the page declares in JSON-LD stands in.
 */
import { type BodyHints, contextOf } from './blockContext.ts';
import { featuresOf } from './blockFeatures.ts';
import { shippedModel } from './blockModel.ts';
import { segment } from './blocks.ts';
import { decodeBody } from './decodeBody.ts';
import { ldText } from './jsonLd.ts';
import { meta, type PageFacts } from './pageFacts.ts';
import { type Paragraph, paragraphsOf } from './paragraphs.ts';
import { selectElements } from './selectors.ts';
import { parseHtml, type Tree, type TreeElement, textOf } from './tree.ts';
import { predict, type Trees } from './trees.ts';

/** What the page declares of its article outside the text. */
export function bodyHints(facts: PageFacts): BodyHints {
  const title = facts.elements.find(({ name }) => name === 'title');
  return {
    headline: meta(facts, 'og:title') ?? ldText(facts.article?.headline) ?? (title ? textOf(title) : ''),
    description: meta(facts, 'og:description', 'description') ?? '',
    articleBody: ldText(facts.article?.articleBody) ?? '',
  };
}

/** Plain text from JSON-LD as paragraphs; some outlets put HTML in it. */
function fromArticleBody(articleBody: string): Paragraph[] {
  const html = /<(?:p|br|div)\b/i.test(articleBody) ? articleBody : articleBody.replace(/\n+/g, '<br><br>');
  return paragraphsOf(parseHtml(html));
}

const textLength = (paragraphs: readonly Paragraph[]) =>
  paragraphs.reduce((sum, { text }) => sum + text.length, 0);

/** Below this a body is a teaser, a consent wall or nothing; the next reading is tried. */
const minCharacters = 250;

function classify(root: Tree | TreeElement, hints: BodyHints, model: Trees): Paragraph[] {
  const context = contextOf(segment(root), hints);
  return decodeBody(
    context,
    featuresOf(context).map((row) => predict(model, row)),
  );
}

/** How a body is read; both have defaults. */
export interface BodyOptions {
  /** The outlet's selector of the body; null for none. */
  selector?: string | null;
  model?: Trees;
}

/**
 * The paragraphs of the article in reading order, furniture of the page gone but editorial boilerplate (captions, promo
 * lines, trailers) still in. Empty when the page has no text.
 */
export function readBody(facts: PageFacts, options: BodyOptions = {}): Paragraph[] {
  const selected = selectElements(facts.tree, options.selector).flatMap(paragraphsOf);
  if (selected.length > 0) return selected;
  const hints = bodyHints(facts);
  const found = classify(facts.tree, hints, options.model ?? shippedModel());
  if (textLength(found) >= minCharacters) return found;
  const declared = fromArticleBody(hints.articleBody);
  const prose = paragraphsOf(facts.tree).filter(({ tags, linkShare }) => tags[0] === 'p' && linkShare < 0.5);
  const longest = [found, declared].reduce((a, b) => (textLength(b) > textLength(a) ? b : a));
  return longest.length > 0 ? longest : prose;
}
