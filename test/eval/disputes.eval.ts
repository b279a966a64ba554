/**
 * `npm run eval:disputes`: how many names are disputed, and what settling them could bring at best. Questions are answered
 * from the gold annotation, as a judge who never errs would; a real model lies between that and no answer at all. On the
 * sets kept back, by a tagger trained without them (a few minutes), as in `npm run eval:entities`.
 */
import { it } from 'vitest';
import { type Dispute, findDisputes, type Settled, withSettled } from '../../src/enrich/disputed.ts';
import type { Tagged, Tagger } from '../../src/enrich/knowledge.ts';
import { type Scan, tokenize } from '../../src/enrich/tokens.ts';
import { loadGazetteer } from '../../src/run/knowledge.ts';
import type { LabelledText, Marked } from './nerCorpora.ts';
import { type DevelopmentSet, taggerSets } from './taggerSets.ts';
import { namesByRecogniser, scoreSet, taggerOf, trainingOptions, trainModel } from './taggerTraining.ts';

/** As ENTITY_QUESTIONS_PER_ARTICLE is unless it is set. */
const perArticle = 8;

/** What a judge who knows the gold names answers to a question, by its first occurrence. */
function perfectAnswer({ tokens }: Scan, dispute: Dispute, gold: readonly Marked[]): Settled {
  const [first] = dispute.occurrences;
  for (const [i, { from, to }] of (first?.readings ?? []).entries()) {
    const [start, end] = [tokens[from]?.start, tokens[to - 1]?.end];
    const name = gold.find((marked) => marked.start === start && marked.end === end);
    if (name !== undefined)
      return { dispute, name: { candidate: dispute.candidates[i] ?? '', kind: name.kind } };
  }
  return { dispute, name: null };
}

/** The names of a text with all its disputes settled; `count` is told how many there were. */
function settledNames(
  tagger: Tagger,
  { text, names }: LabelledText,
  language: string,
  count: (disputes: number) => void,
): Tagged {
  const scan = tokenize(text);
  const tagged = tagger.tag(scan, language);
  const disputing = { scan, language, gazetteer: loadGazetteer(), tagged, settledTo: 0 };
  const disputes = findDisputes(disputing).slice(0, perArticle);
  count(disputes.length);
  return withSettled(
    tagged,
    disputes.map((dispute) => perfectAnswer(scan, dispute, names)),
  );
}

function report(set: DevelopmentSet, tagger: Tagger): void {
  const golden = new Map(set.documents.map((document) => [document.text, document]));
  let questions = 0;
  const now = scoreSet(set, (text, language) => namesByRecogniser(tagger, text, language));
  const best = scoreSet(set, (text, language) => {
    const document = golden.get(text);
    if (document === undefined) return [];
    const tagged = settledNames(tagger, document, language, (disputes) => {
      questions += disputes;
    });
    return namesByRecogniser({ tag: () => tagged }, text, language);
  });
  const words = set.documents.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
  const perThousand = ((1000 * questions) / words).toFixed(1).padStart(7);
  console.log(
    `${set.name.padEnd(18)}${now.ALL.f1.toFixed(1).padStart(7)}${best.ALL.f1.toFixed(1).padStart(7)}${perThousand}`,
  );
}

it('disputes settled by a judge who never errs', { timeout: 3_600_000 }, () => {
  const sets = taggerSets({ isWhole: false, ownShare: 1 });
  if (sets === null) return;
  const tagger = taggerOf(trainModel(sets, trainingOptions));
  console.log(`\n${' '.repeat(18)}${'F1 now'.padStart(7)}${'best'.padStart(7)}  questions in 1,000 words`);
  for (const set of sets.development) report(set, tagger);
});
