/** The HTML of a text: each paragraph as one sanitised element, list items gathered into lists. */
import sanitizeHtml from 'sanitize-html';
import { escapeHtml } from '../base/html.ts';
import type { TextBlock } from '../base/news.ts';
import { absoluteUrl } from '../base/url.ts';
import type { Inline, Run } from './blocks.ts';
import type { Paragraph } from './paragraphs.ts';

/** No writer emphasises more often; a text of more pieces is given without its emphasis and links. */
const maxRuns = 2000;

/** What may stand in a text; nothing else survives, whatever made it. */
const allowed: sanitizeHtml.IOptions = {
  allowedTags: 'p h2 h3 h4 li blockquote pre table tbody tr td a em strong br code sub sup'.split(' '),
  allowedAttributes: { a: ['href'] },
  allowedSchemes: ['http', 'https'],
  allowProtocolRelative: false,
};

/** Elements longer than this as an address are data, not links. */
const maxHref = 2000;

/** Emphasis and links around a run, outermost first, each kind once; links that lead nowhere on the web are left out. */
function openersOf({ inline }: Run, baseUrl: string | undefined): Inline[] {
  const path: Inline[] = [];
  for (let at = inline; at !== null; at = at.parent) path.unshift(at);
  const seen = new Set<string>();
  return path.filter((each) => {
    if (seen.has(each.name)) return false;
    const isDead =
      each.name === 'a' &&
      (!each.href || each.href.length > maxHref || absoluteUrl(each.href, baseUrl) === null);
    if (!isDead) seen.add(each.name);
    return !isDead;
  });
}

function openTag({ name, href }: Inline, baseUrl: string | undefined): string {
  return name === 'a' ? `<a href="${escapeHtml(absoluteUrl(href, baseUrl) ?? '')}">` : `<${name}>`;
}

function runsHtml(runs: readonly Run[], baseUrl: string | undefined): string {
  const parts: string[] = [];
  let open: Inline[] = [];
  const closeTo = (depth: number) => {
    for (const each of open.slice(depth).reverse()) parts.push(`</${each.name}>`);
    open = open.slice(0, depth);
  };
  for (const run of runs) {
    if (run.text === '\n') {
      // The space keeps the words apart where only the text content is read.
      parts.push('<br /> ');
      continue;
    }
    const wanted = runs.length > maxRuns ? [] : openersOf(run, baseUrl);
    let common = 0;
    while (common < open.length && open[common] === wanted[common]) common += 1;
    closeTo(common);
    for (const each of wanted.slice(common)) parts.push(openTag(each, baseUrl));
    open = wanted;
    parts.push(escapeHtml(run.text));
  }
  closeTo(0);
  return parts.join('');
}

const headings: Record<string, string> = { h1: 'h2', h2: 'h2', h3: 'h3', h4: 'h4', h5: 'h4', h6: 'h4' };

/** The element a paragraph becomes, by those it stood in. */
function elementOf([nearest = '', ...above]: readonly string[]): string {
  const heading = headings[nearest];
  if (heading !== undefined) return heading;
  if (nearest === 'li' || nearest === 'pre' || nearest === 'blockquote') return nearest;
  if (nearest === 'p' || nearest === 'div') {
    const outer = above.find((name) => name !== 'div');
    if (outer === 'li' || outer === 'blockquote') return outer;
  }
  return 'p';
}

function tableHtml(rows: Run[][][], baseUrl: string | undefined): string {
  const lines = rows.map((cells) => cells.map((runs) => `<td>${runsHtml(runs, baseUrl)}</td>`).join(' '));
  return `<table>${lines.map((line) => `<tr>${line}</tr>`).join(' ')}</table>`;
}

/**
 * A paragraph as a text block: `html` is one element of p, h2–h4, li, blockquote, pre or table whose text content is
 * `text`; within it only links to http and https, em, strong, code, sub, sup and br.
 * @param baseUrl what relative links are relative to; without it they are left out
 */
export function textBlock({ text, runs, rows, tags }: Paragraph, baseUrl?: string): TextBlock {
  const name = elementOf(tags);
  const html = rows !== null ? tableHtml(rows, baseUrl) : `<${name}>${runsHtml(runs, baseUrl)}</${name}>`;
  return { text, html: sanitizeHtml(html, allowed) };
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
