/** Whether a page says that its article may be read without paying. Only plain words count: class names do not. */
import { type LdNode, ldList, ldText } from './jsonLd.ts';
import { meta, type PageFacts } from './pageFacts.ts';

/** A flag as JSON-LD and metas write it: true, "True", "http://schema.org/False"; null for anything else. */
function readFlag(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  const word = ldText(value)
    ?.toLowerCase()
    .replace(/^https?:\/\/schema\.org\//, '');
  if (word === 'true' || word === '1' || word === 'yes') return true;
  return word === 'false' || word === '0' || word === 'no' ? false : null;
}

/** A page whose parts are not free is not free, whatever it says of itself. */
function flagOfNode(node: LdNode): boolean | null {
  const parts = ldList(node.hasPart).map((part) =>
    typeof part === 'object' && part !== null ? readFlag((part as LdNode).isAccessibleForFree) : null,
  );
  return parts.includes(false) ? false : readFlag(node.isAccessibleForFree);
}

/** Facebook's publishing rules: free, metered (some articles a month) or locked. */
function flagOfTier(tier: string | null): boolean | null {
  const word = tier?.trim().toLowerCase();
  if (word === 'free') return true;
  return word === 'metered' || word === 'locked' ? false : null;
}

/**
 * False behind a paywall, true when the page says it is free, null when it does not tell. JSON-LD of the article comes
 * first, then `article:content_tier`, microdata, and other JSON-LD of the page.
 * @see https://schema.org/isAccessibleForFree and Google's structured data for paywalled content
 */
export function readAccess(facts: PageFacts): boolean | null {
  const own = facts.article && flagOfNode(facts.article);
  if (own !== null) return own;
  const tier = flagOfTier(meta(facts, 'article:content_tier', 'og:article:content_tier'));
  if (tier !== null) return tier;
  const marked = facts.elements.find((e) => /\bisAccessibleForFree\b/.test(e.attribs.itemprop ?? ''));
  const declared = marked ? readFlag(marked.attribs.content ?? marked.attribs.href) : null;
  return declared ?? facts.nodes.map(flagOfNode).find((flag) => flag !== null) ?? null;
}
