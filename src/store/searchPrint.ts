/** A parsed query as text again, as it was understood: words folded, groups in parentheses. Pure. */
import type { SearchNode } from './searchQuery.ts';

const inField = (text: string, inHeadline: boolean): string => (inHeadline ? `headline:${text}` : text);

const quoted = (value: string): string => (/^[\p{L}\p{N}.-]+$/u.test(value) ? value : `"${value}"`);

/** A part of something larger: in parentheses when it has parts itself. */
function printPart(node: SearchNode): string {
  const isGroup = node.kind === 'all' || node.kind === 'either';
  return isGroup ? `(${printSearchQuery(node)})` : printSearchQuery(node);
}

/** Text that parses to the same tree (searchQuery.ts). */
export function printSearchQuery(node: SearchNode): string {
  switch (node.kind) {
    case 'all':
      return node.parts.map(printPart).join(' ');
    case 'either':
      return node.parts
        .map((part) => (part.kind === 'all' ? printSearchQuery(part) : printPart(part)))
        .join(' OR ');
    case 'not':
      return node.part.kind === 'not' ? `-(${printSearchQuery(node.part)})` : `-${printPart(node.part)}`;
    case 'word':
      return inField(node.word, node.inHeadline);
    case 'prefix':
      return inField(`${node.word}*`, node.inHeadline);
    case 'phrase':
      return inField(node.quoted ? `"${node.words.join(' ')}"` : node.words.join('-'), node.inHeadline);
    case 'near':
      return `near${node.distance}:(${node.words.join(' ')})`;
    case 'filter':
      return `${node.field}:${quoted(node.value)}`;
  }
}
