/** One article page: HTML in, `Page` out. */
import type { Page } from '../base/news.ts';
import { canonicalUrl } from '../base/url.ts';
import { textBlock } from './blockHtml.ts';
import { readBody } from './body.ts';
import { dropBoilerplate } from './boilerplate.ts';
import { gatherFacts } from './pageFacts.ts';
import { findImage, withCaptionLine } from './pageImage.ts';
import { type PageSource, readMetadata } from './pageMetadata.ts';
import { readPageRights } from './rights.ts';
import { removeSelected } from './selectors.ts';
import { parseHtml } from './tree.ts';

export type { PageSource };

/**
 * What an article's page says. `text` is the body's paragraphs joined by blank lines, with captions, promos, trailers and
 * the headline taken out and the dateline left in front; empty when the page has no article text. Fields that the page
 * does not state are null. Never throws for any HTML; time grows with the page's size and no faster.
 * @throws AppError BAD_INPUT when `url` is no http or https address.
 */
export function extractPage(html: string, source: PageSource): Page {
  // An address that is none is refused before anything is read.
  canonicalUrl(source.url);
  const tree = parseHtml(html);
  removeSelected(tree, source.selectors?.remove);
  const facts = gatherFacts(tree, source.url, source.outletName ?? null);
  const metadata = readMetadata(facts, source);
  const { headline } = metadata;
  const shown = findImage(facts);
  const body = dropBoilerplate(readBody(facts, { selector: source.selectors?.body ?? null }), headline);
  const image = shown && withCaptionLine(shown, body.captions[0] ?? null, facts.outletName);
  const blocks = body.paragraphs.map((paragraph) => textBlock(paragraph, source.url));
  return {
    ...metadata,
    image,
    text: blocks.map(({ text }) => text).join('\n\n'),
    blocks,
    rights: readPageRights(facts, source.headers ?? {}, source.url, source.userAgent),
  };
}
