import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { endLeases, live, openTrial, program, remainsOf } from '../eval/kills.ts';
import { randomOf } from '../eval/stories.ts';

/** A hundred kills: `npm run eval:kills`. */
it.runIf(existsSync(program))(
  'leaves every figure right when a worker is killed five times',
  async () => {
    const trial = await openTrial();
    const random = randomOf(5);
    for (let kills = 0; kills < 5; kills++) {
      await live(trial, ['ingest'], 1_000 + random() * 4_000);
      await endLeases(trial);
    }
    expect(await live(trial, ['ingest'], null)).toMatchObject({ code: 0 });
    const { opening, faults } = await remainsOf(trial);
    expect(faults).toEqual([]);
    expect(opening).toBe(49);
    await trial.close();
  },
  240_000,
);
