/**
 * The held-out set: newswire-like articles on domains and years the demo newsroom does not touch, with gold annotations.
 * It judges the recogniser, so whoever tunes the recogniser does not read it.
 */
import { business } from '../gold/heldout/business.ts';
import { crime } from '../gold/heldout/crime.ts';
import { culture } from '../gold/heldout/culture.ts';
import { diplomacy } from '../gold/heldout/diplomacy.ts';
import { disaster } from '../gold/heldout/disaster.ts';
import { health } from '../gold/heldout/health.ts';
import { politics } from '../gold/heldout/politics.ts';
import { science } from '../gold/heldout/science.ts';
import { sport } from '../gold/heldout/sport.ts';
import { transport } from '../gold/heldout/transport.ts';
import { war } from '../gold/heldout/war.ts';
import { world } from '../gold/heldout/world.ts';
import type { HeldOutArticle } from './gold.ts';

export const heldOut: HeldOutArticle[] = [
  ...business,
  ...crime,
  ...culture,
  ...diplomacy,
  ...disaster,
  ...health,
  ...politics,
  ...science,
  ...sport,
  ...transport,
  ...war,
  ...world,
];
