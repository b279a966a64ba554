/** The HTML of a text: its blocks as sanitised elements, list items gathered into lists. */
import type { TextBlock } from '../base/news.ts';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A plain paragraph as an element. */
export function paragraphHtml(text: string): string {
  return `<p>${text.replace(/[&<>"]/g, (c) => entities[c] ?? c)}</p>`;
}

/** The blocks as one fragment. Neighbouring list items share one `<ul>`. */
export function articleHtml(blocks: readonly TextBlock[]): string {
  const parts: string[] = [];
  let isInList = false;
  for (const { html } of blocks) {
    const isItem = html.startsWith('<li');
    if (isItem !== isInList) parts.push(isItem ? '<ul>' : '</ul>');
    isInList = isItem;
    parts.push(html);
  }
  if (isInList) parts.push('</ul>');
  return parts.join('\n');
}
