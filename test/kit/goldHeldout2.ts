/**
 * The second held-out set: forty articles in the forms of many outlets, half of them Indonesian, on years and subjects that
 * neither the demo newsroom nor the first held-out set touch. It has enough datelines, citations and quotes to measure each.
 * It judges the recogniser, so whoever tunes the recogniser does not read it.
 */
import { aceh } from '../gold/heldout2/aceh.ts';
import { aviation } from '../gold/heldout2/aviation.ts';
import { business } from '../gold/heldout2/business.ts';
import { cave } from '../gold/heldout2/cave.ts';
import { city } from '../gold/heldout2/city.ts';
import { conclave } from '../gold/heldout2/conclave.ts';
import { disaster } from '../gold/heldout2/disaster.ts';
import { elections } from '../gold/heldout2/elections.ts';
import { fire } from '../gold/heldout2/fire.ts';
import { football } from '../gold/heldout2/football.ts';
import { government } from '../gold/heldout2/government.ts';
import { korea } from '../gold/heldout2/korea.ts';
import { launch } from '../gold/heldout2/launch.ts';
import { miners } from '../gold/heldout2/miners.ts';
import { moon } from '../gold/heldout2/moon.ts';
import { politics } from '../gold/heldout2/politics.ts';
import { quake } from '../gold/heldout2/quake.ts';
import { research } from '../gold/heldout2/research.ts';
import { tournament } from '../gold/heldout2/tournament.ts';
import { world } from '../gold/heldout2/world.ts';
import type { HeldOutArticle } from './gold.ts';

export const heldOut2: HeldOutArticle[] = [
  ...aceh,
  ...aviation,
  ...business,
  ...cave,
  ...city,
  ...conclave,
  ...disaster,
  ...elections,
  ...fire,
  ...football,
  ...government,
  ...korea,
  ...launch,
  ...miners,
  ...moon,
  ...politics,
  ...quake,
  ...research,
  ...tournament,
  ...world,
];
