/**
 * Texts with their names marked, so that rules for speech are tested apart from the recogniser: `{p Putin}` is a person,
 * `{o UN}` an organisation, `{g Turki}` a place, `{d Russian}` an adjective of one; `{p Putin=Vladimir Putin}` means the
 * person of that key, and `{p Widodo|presiden}` stands behind that title.
 */
import type { EntityKind, Mention } from '../../src/base/news.ts';

const kinds: Record<string, EntityKind> = { p: 'PERSON', o: 'ORGANIZATION', g: 'PLACE', d: 'PLACE' };

/** The text without its marks, and the names that they marked. */
export function readMarked(marked: string): { text: string; mentions: Mention[] } {
  const mentions: Mention[] = [];
  let text = '';
  let from = 0;
  for (const match of marked.matchAll(/\{([pogd]) ([^}|=]+)(?:=([^}|]+))?(?:\|([^}]+))?\}/g)) {
    text += marked.slice(from, match.index);
    from = match.index + match[0].length;
    const [, mark = 'p', name = '', key = name, role = null] = match;
    const [start, end] = [text.length, text.length + name.length];
    const kind = kinds[mark] ?? 'PERSON';
    mentions.push({
      kind,
      start,
      end,
      text: name,
      derived: mark === 'd',
      role,
      confidence: 1,
      entityKey: key,
    });
    text += name;
  }
  return { text: text + marked.slice(from), mentions };
}
