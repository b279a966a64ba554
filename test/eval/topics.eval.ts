/**
 * `npm run eval:topics`: media topics that the rules find in the labelled items of test/gold/topics, at the top of the
 * vocabulary and code by code, for each half. Rules are written looking at the dev half alone; EVAL_FAULTS=1 prints its
 * faults.
 */
import { it } from 'vitest';
import { mediaTopic } from '../../src/base/mediaTopics.ts';
import {
  demoTopics,
  foundIn,
  halfOf,
  heldOutTopics,
  type Judged,
  labelledItems,
  scoreTopics,
  topsOf,
} from './topics.ts';

function print(name: string, judged: readonly Judged[]): void {
  const tops = judged.map(({ gold, found }) => ({ gold: topsOf(gold), found: topsOf(found) }));
  for (const [level, of] of [
    ['top', tops],
    ['code', judged],
  ] as const) {
    const { micro, macroF1 } = scoreTopics(of);
    const silent = of.filter(({ found }) => found.length === 0).length;
    console.log(
      `${`${name}, by ${level}`.padEnd(24)} P ${micro.precision.toFixed(1)}  R ${micro.recall.toFixed(1)}  F1 ${micro.f1.toFixed(1)}  macro F1 ${macroF1.toFixed(1)}  (${of.length} items, ${silent} without)`,
    );
  }
}

it('media topics', () => {
  const all = ['id', 'en', 'pt'].flatMap(labelledItems);
  for (const half of ['dev', 'test'] as const) {
    if (process.env.EVAL_HALF !== undefined && process.env.EVAL_HALF !== half) continue;
    const items = all.filter((item) => halfOf(item) === half);
    const judge = (some: typeof items) =>
      some.map((item): Judged => ({ gold: item.topics, found: foundIn(item) }));
    for (const language of ['id', 'en', 'pt']) {
      print(`${half} ${language}`, judge(items.filter((item) => item.language === language)));
    }
    print(`${half} all`, judge(items));
  }
  print('demo newsroom', demoTopics());
  print('its words alone', demoTopics({ hasSection: false }));
  if (process.env.EVAL_HALF !== 'dev') {
    const { right, of, silent } = heldOutTopics();
    console.log(
      `held-out articles: the subject they were written for is found in ${right} of ${of}, ${silent} without`,
    );
  }
  if (process.env.EVAL_FAULTS === undefined) return;
  const nameOf = (codes: string[]) => codes.map((code) => mediaTopic(code)?.names.en).join(', ') || 'none';
  for (const item of all.filter((each) => halfOf(each) === 'dev')) {
    const found = foundIn(item);
    if (topsOf(found).join() === topsOf(item.topics).join()) continue;
    console.log(`${item.headline}. ${item.lead}\n    is ${nameOf(item.topics)}; found ${nameOf(found)}`);
  }
});
