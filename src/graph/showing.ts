/** How much of a text may be shown, on what that rests, and what is said in its place. Pure. */
import type { ArticleRow } from '../store/articles.ts';
import { isLicensed } from '../store/rights.ts';
import type { SourceRow } from '../store/sources.ts';
import type { BodyExposure, RightsBasis } from '../store/tables.ts';

/** How much of a source's or an article's text may be shown, and the restriction that this rests on. */
export interface Showing {
  exposure: BodyExposure;
  snippetMaxChars: number;
  basis: RightsBasis;
}

const breadth: Record<BodyExposure, number> = { NONE: 0, SNIPPET: 1, FULL_TEXT: 2 };

/** What may be shown of a source's texts: the operator's choice, narrowed by the publisher unless there is a licence. */
export function showingOf(source: SourceRow): Showing {
  const { exposure, snippetMaxChars, reservedBasis } = source;
  const chosen: Showing = { exposure, snippetMaxChars, basis: 'OPERATOR_DEFAULT' };
  if (isLicensed(source)) return chosen;
  const asked = source.tdmReserved ? 'NONE' : source.reservedExposure;
  if (asked === null || breadth[asked] >= breadth[exposure]) return chosen;
  return { exposure: asked, snippetMaxChars, basis: reservedBasis ?? 'OPERATOR_DEFAULT' };
}

/**
 * What may be shown of an article. One whose own page reserves it has no description where nothing may be shown, because
 * none was stored.
 */
export function articleShowing(article: ArticleRow, source: SourceRow): Showing {
  const showing = showingOf(source);
  const { withheldBasis: basis } = article;
  if (basis === null) return showing;
  const asked = article.description === null ? 'NONE' : 'SNIPPET';
  const exposure = breadth[asked] < breadth[showing.exposure] ? asked : showing.exposure;
  return { ...showing, exposure, basis };
}

const reasons: Record<RightsBasis, (name: string) => string> = {
  ROBOTS_TXT: (name) => `The robots rules of ${name} do not let us copy this text`,
  TDMREP_HEADER: (name) => `${name} reserves text and data mining in the headers of this page`,
  TDMREP_FILE: (name) => `${name} reserves text and data mining on its site (tdmrep.json)`,
  TDMREP_META: (name) => `${name} reserves text and data mining in this page`,
  RSL: (name) => `The licence that ${name} publishes (RSL) does not permit showing this text`,
  AIPREF: (name) => `The usage preferences of ${name} do not permit showing this text`,
  TERMS_OF_USE: (name) => `The terms of use of ${name} do not permit showing this text`,
  LICENCE: (name) => `The licence agreed with ${name} does not cover this text`,
  TAKEDOWN: (name) => `${name} asked for this text to be taken down`,
  OPERATOR_DEFAULT: (name) => `This gateway has no licence to show whole texts of ${name}`,
};

/** One sentence for readers: why there is no body, and where it can be read. */
export function reasonOf(basis: RightsBasis, sourceName: string): string {
  return `${reasons[basis](sourceName)}; read it at the publisher.`;
}
