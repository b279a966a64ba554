/** What wires have in common, whatever they are written in: status, embargo, bylines, datelines, items without a page. */
import { parseDate } from '../base/time.ts';
import { absoluteUrl } from '../base/url.ts';
import { escapeHtml } from './feedXml.ts';

/** Why an item of this status must not be shown; null when it may be. A cancelled one is no fault but a retraction. */
export function statusFault(status: string): string | null {
  return status === 'withheld' ? 'The item is withheld by its provider' : null;
}

/** The last part of a code: `stat:canceled` and `http://…/pubstatusg2/canceled` give "canceled". */
export const codeOf = (code: string | null | undefined): string =>
  /[^:/#]*$/.exec((code ?? '').slice(-100))?.[0].toLowerCase() ?? '';

/** True for the status of an item that its provider takes back. */
export const isCancelled = (status: string): boolean => /^cancell?ed$/.test(status);

/** An item sent ahead of its time; null when it may be shown. @param embargoed as printed */
export function embargoFault(embargoed: string | null, now: Date): string | null {
  const until = embargoed === null ? null : parseDate(embargoed, { now });
  if (until === null || until.at <= now) return null;
  return `The item is embargoed until ${until.at.toISOString()}`;
}

/**
 * Address of an item without a page of its own: that of the feed with the item's id as `item`. The feed's own query and
 * credentials are left out: they may hold a key, and another time of asking must not make it another article.
 */
export function itemAddress(feedUrl: string, guid: string): string | null {
  const base = absoluteUrl(feedUrl);
  if (base === null) return null;
  const { origin, pathname } = new URL(base);
  return `${origin}${pathname}?${new URLSearchParams({ item: guid })}`;
}

/** Plain text as paragraphs. */
export function paragraphs(text: string): string {
  const parts = text.split(/\n\s*\n/).map((part) => part.trim());
  return parts
    .map((part) => (part === '' ? '' : `<p>${escapeHtml(part).replace(/\n/g, '<br>')}</p>`))
    .join('');
}

/** The names in a printed byline ("By Ann Lee and Bo Li"). */
export function authorNames(byline: string): string[] {
  const names = byline.slice(0, 1000).replace(/^\s*(?:by|oleh|por)[:\s]+/i, '');
  return names.split(/,|;|\s(?:and|dan|e)\s/).map((name) => name.trim());
}

/** A body with its dateline in front ("MOSCOW - …"), as print has it, unless the body begins with it already. */
export function datelined(body: string, located: string | null): string {
  if (located === null || located.length > 100) return body;
  const start = body
    .slice(0, 2000)
    .replace(/<[^<>]*>/g, '')
    .trimStart()
    .toLowerCase();
  const place = located.trim();
  if (start.startsWith((place.split(/[,(]/)[0] ?? place).trim().toLowerCase())) return body;
  const lead = `${escapeHtml(place)} - `;
  const paragraph = /<p(?:\s[^<>]*)?>/i.exec(body);
  if (paragraph === null) return `${lead}${body}`;
  const at = paragraph.index + paragraph[0].length;
  return body.slice(0, at) + lead + body.slice(at);
}
