/** Share links: an operation and its variables in the URL's fragment, which browsers never send to a server. */

export interface SharedOperation {
  query: string;
  variables: string;
  /** The tab's title, for operations without a name; empty for none. */
  title: string;
}

const marker = '#share=';

/** The link to `operation` on the page at `page` (an address without fragment). */
export function shareLink(page: string, operation: SharedOperation): string {
  const bytes = new TextEncoder().encode(JSON.stringify(operation));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return `${page}${marker}${text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

const textOr = (value: unknown) => (typeof value === 'string' ? value : '');

/** The operation in a fragment (`location.hash`); null when there is none or it is damaged. */
export function readShare(fragment: string): SharedOperation | null {
  if (!fragment.startsWith(marker)) return null;
  try {
    const text = atob(fragment.slice(marker.length).replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const shared = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    const { query, variables = '', title = '' } = shared;
    if (typeof query !== 'string') return null;
    return { query, variables: textOr(variables), title: textOr(title) };
  } catch {
    return null;
  }
}
