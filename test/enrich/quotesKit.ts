/** Quotations of texts with marked names (see markedText.ts), printed as `D speaker: text` or `I speaker: text`. */
import { findCitations } from '../../src/enrich/citations.ts';
import { findQuotes } from '../../src/enrich/quotes.ts';
import { tokenize } from '../../src/enrich/tokens.ts';
import { loadGazetteer } from '../../src/run/knowledge.ts';
import { readMarked } from './markedText.ts';

/** Every quotation in reading order; the speaker is the key of the mention, "-" where nobody is named. */
export function quotesOf(marked: string, language: string): string[] {
  const { text, mentions } = readMarked(marked);
  const scan = tokenize(text);
  const search = { scan, mentions, language, gazetteer: loadGazetteer() };
  const citations = findCitations({ ...search, sourceName: null, sourceDomain: null });
  const quotes = findQuotes({ scan, mentions, citations, language });
  return quotes.map((q) => `${q.style[0]} ${q.speakerKey ?? '-'}: ${q.text}`);
}
