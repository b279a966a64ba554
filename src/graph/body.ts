/** What may be shown of a text: excerpts and bodies in three formats. Pure. */
import { escapeHtml } from '../base/html.ts';
import type { BodyExposure } from '../store/tables.ts';

/**
 * At most `limit` characters of a text (user-perceived ones, so that no accent or emoji is cut in two), ending at a word
 * and marked by an ellipsis where something was left out.
 */
export function excerptOf(text: string, limit: number): string {
  const characters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  if (characters.length <= limit) return text;
  if (limit < 1) return '';
  const cut = characters.slice(0, limit - 1).join('');
  const atWord = /\s/.test(characters[limit - 1] ?? '') ? cut : cut.replace(/\s+\S*$/u, '');
  return `${atWord.trimEnd()}…`;
}

/** The description that may be shown under a policy; null when there is none or nothing may be shown. */
export function descriptionFor(
  description: string | null,
  policy: { exposure: BodyExposure; snippetMaxChars: number },
): string | null {
  if (description === null || policy.exposure === 'NONE') return null;
  return excerptOf(description, policy.snippetMaxChars) || null;
}

// CommonMark 0.31 section 2.4: any ASCII punctuation may be escaped; these are the marks that can open markup in prose,
// the last three only at the start of a line (sections 5.2 and 4.2).
const escapeMarkdown = (text: string) =>
  text
    .replace(/[\\`*_[\]<>#|~&]/g, '\\$&')
    .replace(/^(\s*)([-+=])/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/gm, '$1\\$2');

/** A stored text (paragraphs apart by a blank line) in a format. */
export function formatText(text: string, format: 'PLAIN' | 'HTML' | 'MARKDOWN'): string {
  if (format === 'PLAIN') return text;
  const paragraphs = text.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '');
  if (format === 'MARKDOWN') return paragraphs.map(escapeMarkdown).join('\n\n');
  return paragraphs.map((p) => `<p>${escapeHtml(p).replaceAll('\n', '<br>')}</p>`).join('\n');
}

/** A stored body in a format; its own HTML, sanitised before it was stored, where it has one. */
export function bodyIn(
  stored: { text: string; html: string | null },
  format: 'PLAIN' | 'HTML' | 'MARKDOWN',
): string {
  return format === 'HTML' && stored.html !== null ? stored.html : formatText(stored.text, format);
}
