/**
 * `npm run eval:kills`: workers that read the demo newsroom are killed until a hundred have died (KILLS), at instants drawn
 * evenly over the life of an undisturbed one. After eight deaths, or when one has come through, one may live to its end,
 * and every figure kept is compared with a full recount; then a new database. Embedded, or on PostgreSQL with
 * TEST_DATABASE_URL. RANDOM_SEED draws other instants.
 */
import { it } from 'vitest';
import { endLeases, type Life, live, openTrial, remainsOf, type Trial } from './kills.ts';
import { randomOf } from './stories.ts';

const kills = Number(process.env.KILLS || 100);
const deathsPerDatabase = 8;

async function undisturbed(trial: Trial): Promise<Life> {
  const life = await live(trial, ['ingest'], null);
  if (life.code !== 0) throw new Error(`the undisturbed worker ended with ${life.code}: ${life.err}`);
  return life;
}

/** Kills workers until so many died or one came through; how many died. */
async function killIn(trial: Trial, deaths: number, instantMs: () => number): Promise<number> {
  for (let died = 0; died < deaths; died++) {
    const { code } = await live(trial, ['ingest'], instantMs());
    await endLeases(trial);
    if (code !== null) return died;
  }
  return deaths;
}

it('workers killed at random instants', { timeout: 7_200_000 }, async () => {
  const reference = await openTrial();
  const { lifeMs } = await undisturbed(reference);
  const wanted = await remainsOf(reference);
  await reference.close();
  console.log(`undisturbed, ${lifeMs.toFixed(0)} ms: ${JSON.stringify(wanted)}`);
  const random = randomOf(Number(process.env.RANDOM_SEED || 1));
  let died = 0;
  let wrong = 0;
  while (died < kills) {
    const trial = await openTrial();
    const deaths = Math.min(deathsPerDatabase, kills - died);
    died += await killIn(trial, deaths, () => random() * lifeMs);
    await undisturbed(trial);
    const remains = await remainsOf(trial);
    await trial.close();
    if (remains.opening !== wanted.opening) remains.faults.push(`${wanted.opening} articles expected`);
    wrong += remains.faults.length;
    console.log(`${String(died).padStart(4)} deaths: ${JSON.stringify(remains)}`);
  }
  console.log(`${died} workers killed, ${wrong} figures wrong`);
});
