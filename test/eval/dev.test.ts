import { it } from 'vitest';
import { evaluate, tableOf } from './run.ts';

it.runIf(process.env.EVAL !== undefined)(
  'prints the scores of the recogniser on the demo newsroom',
  async () => {
    const only = process.env.EVAL === 'all' ? null : (process.env.EVAL ?? null);
    const { scores, articles, msPerArticle } = await evaluate(only);
    console.log(`${articles} articles, ${msPerArticle.toFixed(1)} ms each\n${tableOf(scores)}`);
    if (process.env.FAULTS !== undefined) console.log(scores.faults.join('\n'));
  },
);
