/** Gold annotations of every demo article. */
import { bengawanFloodGold } from '../gold/events/bengawan-flood.ts';
import { blueOriginLandingGold } from '../gold/events/blue-origin-landing.ts';
import { brusselsLockdownGold } from '../gold/events/brussels-lockdown.ts';
import { cameronSyriaStrikesGold } from '../gold/events/cameron-syria-strikes.ts';
import { cop21OpeningGold } from '../gold/events/cop21-opening.ts';
import { davisCupFinalGold } from '../gold/events/davis-cup-final.ts';
import { euTurkeySummitGold } from '../gold/events/eu-turkey-summit.ts';
import { furyKlitschkoGold } from '../gold/events/fury-klitschko.ts';
import { invalidesTributeGold } from '../gold/events/invalides-tribute.ts';
import { kimYoungSamFuneralGold } from '../gold/events/kim-young-sam-funeral.ts';
import { kremlinTalksGold } from '../gold/events/kremlin-talks.ts';
import { macriVictoryGold } from '../gold/events/macri-victory.ts';
import { mkdSetyaNovantoGold } from '../gold/events/mkd-setya-novanto.ts';
import { pfizerAllerganGold } from '../gold/events/pfizer-allergan.ts';
import { popeAfricaGold } from '../gold/events/pope-africa.ts';
import { robotSchoolGold } from '../gold/events/robot-school.ts';
import { su24ShootdownGold } from '../gold/events/su24-shootdown.ts';
import { tunisBombingGold } from '../gold/events/tunis-bombing.ts';
import type { GoldArticle } from './gold.ts';

export const goldArticles: readonly GoldArticle[] = [
  ...bengawanFloodGold,
  ...blueOriginLandingGold,
  ...brusselsLockdownGold,
  ...cameronSyriaStrikesGold,
  ...cop21OpeningGold,
  ...davisCupFinalGold,
  ...euTurkeySummitGold,
  ...furyKlitschkoGold,
  ...invalidesTributeGold,
  ...kimYoungSamFuneralGold,
  ...kremlinTalksGold,
  ...macriVictoryGold,
  ...mkdSetyaNovantoGold,
  ...pfizerAllerganGold,
  ...popeAfricaGold,
  ...robotSchoolGold,
  ...su24ShootdownGold,
  ...tunisBombingGold,
];
