/** Pages made ready for training the block classifier, and what its answers are worth. */
import { type BodyHints, contextOf, type PageContext } from '../../src/ingest/blockContext.ts';
import { featuresOf } from '../../src/ingest/blockFeatures.ts';
import { segment } from '../../src/ingest/blocks.ts';
import { bodyHints } from '../../src/ingest/body.ts';
import { dropBoilerplate } from '../../src/ingest/boilerplate.ts';
import { decodeBody } from '../../src/ingest/decodeBody.ts';
import { chooseHeadline } from '../../src/ingest/headline.ts';
import { gatherFacts } from '../../src/ingest/pageFacts.ts';
import { parseHtml } from '../../src/ingest/tree.ts';
import { predict, type Trees } from '../../src/ingest/trees.ts';
import {
  type FundusPage,
  foldOf,
  hashOf,
  type SegmentsPage,
  segmentLabels,
  textLabels,
} from './blockLabels.ts';
import type { Examples } from './boost.ts';

export const folds = 5;

/** A gold page with its features and labels. */
export interface ReadyPage {
  id: string;
  fold: number;
  set: 'fundus' | 'trafilatura';
  context: PageContext;
  rows: Float32Array[];
  /** Per block: how much of it belongs to the article, 0..1; null where nobody marked it. */
  labels: (number | null)[];
  headline: string | null;
}

function readyOf(page: { id: string; url: string; html: string }) {
  const facts = gatherFacts(parseHtml(page.html), page.url, null);
  const hints: BodyHints = bodyHints(facts);
  const context = contextOf(segment(facts.tree), hints);
  return {
    id: page.id,
    fold: foldOf(page.url, folds),
    context,
    rows: featuresOf(context),
    headline: chooseHeadline(facts),
  };
}

export function readyFundus(page: FundusPage): ReadyPage {
  const ready = readyOf(page);
  return { ...ready, set: 'fundus', labels: textLabels(ready.context.blocks, page.gold.text) };
}

export function readySegments(page: SegmentsPage): ReadyPage {
  const ready = readyOf(page);
  return { ...ready, set: 'trafilatura', labels: segmentLabels(ready.context.blocks, page.gold) };
}

/** Of the many blocks outside an article these tenths are learnt from. */
const negativeTenths = 4;

/** Longer blocks count more, and so do those that a person marked one by one. */
function weightOf(page: ReadyPage, index: number): number {
  const words = page.context.facts[index]?.words.length ?? 0;
  return (page.set === 'trafilatura' ? 1.5 : 1) * Math.min(3, 0.4 + Math.sqrt(words) / 3);
}

/** The marked blocks of pages as examples. */
export function examplesOf(pages: readonly ReadyPage[]): Examples {
  const examples: Examples = { rows: [], labels: [], weights: [] };
  for (const page of pages) {
    for (const [index, label] of page.labels.entries()) {
      if (label === null) continue;
      const isNegative = label < 0.5;
      if (isNegative && page.set === 'fundus' && hashOf(page.id + index) % 10 >= negativeTenths) continue;
      examples.rows.push(page.rows[index] as Float32Array);
      examples.labels.push(!isNegative);
      examples.weights.push(weightOf(page, index));
    }
  }
  return examples;
}

/** The text of a ready page by a model, as `extractPage` would give it, but for its fallbacks. */
export function textBy(model: Trees, { context, rows, headline }: ReadyPage): string {
  const paragraphs = decodeBody(
    context,
    rows.map((row) => predict(model, row)),
  );
  return dropBoilerplate(paragraphs, headline)
    .paragraphs.map(({ text }) => text)
    .join('\n\n');
}
