/**
 * The recogniser as the filters use it: one gazetteer, tagger and registry for a run, taught after each row, so that an
 * entity named in two rows, in whatever languages, has one id.
 */
import type { Facts } from '../base/news.ts';
import { type EnrichInput, enrich } from '../enrich/enrich.ts';
import { learn } from '../enrich/identity.ts';
import { createRegistry } from '../enrich/registry.ts';
import { loadGazetteer, loadTagger } from '../run/knowledge.ts';

/** What a filter knows of an article; the rest of the recogniser's input is unknown to it. */
export type RecogniseInput = Pick<
  EnrichInput,
  'text' | 'headline' | 'language' | 'publishedAt' | 'sourceName' | 'sourceDomain' | 'section' | 'keywords'
>;

/** Facts of one article after another. Not pure: what an article teaches is known in the next. */
export type Recogniser = (article: RecogniseInput) => Facts;

/** A recogniser that has seen nothing yet. */
export function createRecogniser(): Recogniser {
  const registry = createRegistry();
  const gazetteer = loadGazetteer();
  const tagger = loadTagger();
  return (article) => {
    const facts = enrich({ ...article, sourceCountry: null }, { gazetteer, registry, tagger });
    learn(facts, registry);
    return facts;
  };
}
