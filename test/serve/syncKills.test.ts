import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { program, runSyncKills } from '../eval/syncKills.ts';
import { openTestDatabase, postgresUrl } from '../kit/database.ts';

/** A hundred kills: `npm run eval:sync`. */
it.runIf(postgresUrl && existsSync(program))(
  'a client that syncs by changes ends with the server’s state, whichever of the two is killed',
  { timeout: 120_000 },
  async () => {
    const database = await openTestDatabase();
    try {
      const { copy, stored } = await runSyncKills(database, { kills: 5, seed: 3 });
      expect(stored.length).toBeGreaterThan(5);
      expect(copy).toEqual(stored);
    } finally {
      await database.close();
    }
  },
);
