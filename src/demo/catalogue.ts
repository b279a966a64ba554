/** Everything the demo newsroom publishes, in the order in which it was published in the replayed week. */
import { bengawanFlood } from './events/bengawan-flood.ts';
import { blueOriginLanding } from './events/blue-origin-landing.ts';
import { brusselsLockdown } from './events/brussels-lockdown.ts';
import { cameronSyriaStrikes } from './events/cameron-syria-strikes.ts';
import { cop21Opening } from './events/cop21-opening.ts';
import { davisCupFinal } from './events/davis-cup-final.ts';
import { euTurkeySummit } from './events/eu-turkey-summit.ts';
import { furyKlitschko } from './events/fury-klitschko.ts';
import { invalidesTribute } from './events/invalides-tribute.ts';
import { kimYoungSamFuneral } from './events/kim-young-sam-funeral.ts';
import { kremlinTalks } from './events/kremlin-talks.ts';
import { macriVictory } from './events/macri-victory.ts';
import { mkdSetyaNovanto } from './events/mkd-setya-novanto.ts';
import { pfizerAllergan } from './events/pfizer-allergan.ts';
import { popeAfrica } from './events/pope-africa.ts';
import { robotSchool } from './events/robot-school.ts';
import { su24Shootdown } from './events/su24-shootdown.ts';
import { tunisBombing } from './events/tunis-bombing.ts';
import type { DemoArticle } from './format.ts';

const all: readonly DemoArticle[] = [
  ...bengawanFlood,
  ...blueOriginLanding,
  ...brusselsLockdown,
  ...cameronSyriaStrikes,
  ...cop21Opening,
  ...davisCupFinal,
  ...euTurkeySummit,
  ...furyKlitschko,
  ...invalidesTribute,
  ...kimYoungSamFuneral,
  ...kremlinTalks,
  ...macriVictory,
  ...mkdSetyaNovanto,
  ...pfizerAllergan,
  ...popeAfrica,
  ...robotSchool,
  ...su24Shootdown,
  ...tunisBombing,
];

/** All articles, earliest first; articles of one instant in the order of their slugs. */
export const catalogue: readonly DemoArticle[] = all.toSorted(
  (a, b) => instantOf(a) - instantOf(b) || (a.slug < b.slug ? -1 : 1),
);

function instantOf(article: DemoArticle): number {
  return new Date(article.publishedAt).getTime();
}
