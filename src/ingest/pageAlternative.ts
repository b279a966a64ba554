/** The second headline of a page: many outlets write one for the page and another for those who share it. */
import { outletNames, squash, stripOutlet } from './headline.ts';
import { ldText } from './jsonLd.ts';
import { meta, type PageFacts } from './pageFacts.ts';
import { plainText } from './tree.ts';

/** In characters; what is longer is no headline. */
const longest = 500;

/**
 * schema.org's alternativeHeadline, else the title for social networks, where it says something else than the headline;
 * null where both say the same, or the one is a part of the other (a kicker or the outlet's name more or less).
 */
export function findAlternativeHeadline(facts: PageFacts, headline: string | null): string | null {
  const known = squash(headline ?? '');
  const names = outletNames(facts);
  for (const declared of [
    ldText(facts.article?.alternativeHeadline),
    meta(facts, 'og:title'),
    meta(facts, 'twitter:title'),
  ]) {
    const plain = plainText(declared?.slice(0, 4 * longest));
    if (plain === null || plain.length > longest) continue;
    const text = stripOutlet(plain, names);
    const key = squash(text);
    // A title cut short ("Three arrested after…") is a part of the headline too.
    if (key === '' || names.has(key) || known.includes(key) || (known !== '' && key.includes(known)))
      continue;
    return text;
  }
  return null;
}
