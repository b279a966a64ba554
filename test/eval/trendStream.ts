/**
 * A stream of mentions of which we know what is news in it: forty-five days of two thousand names and thirty outlets of
 * Zipf's sizes, with hours and weekdays, noise and weekly regulars. Planted are bursts of five shapes, floods by one
 * outlet, and echoes: one wire item that dozens of articles copy.
 */
import type { MentionEvent } from '../../src/trends/tally.ts';

const days = 45;
/** Hours before the first planted thing. */
export const warmHours = 15 * 24;
export const hourCount = days * 24;

const entityCount = 2000;
const outletCount = 30;

export type Shape = 'spike' | 'ramp' | 'plateau' | 'slow' | 'small';
const shapes: readonly Shape[] = ['spike', 'ramp', 'plateau', 'slow', 'small'];

/** Something planted; times in hours from the start of the stream. */
export interface Planted {
  kind: 'burst' | 'flood' | 'echo';
  entity: number;
  start: number;
  /** Articles an hour at its height. */
  peak: number;
  hours: number;
  shape: Shape;
}

export interface TrendStream {
  planted: Planted[];
  /** Events of each hour. */
  hours(): Generator<MentionEvent[]>;
}

interface Dice {
  uniform(): number;
  normal(): number;
  poisson(mean: number): number;
}

/** Mulberry32 and what is drawn from it. */
function createDice(seed: number): Dice {
  let state = seed | 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(uniform() + 1e-12)) * Math.cos(2 * Math.PI * uniform());
  const poisson = (mean: number) => {
    if (mean <= 0) return 0;
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    const least = Math.exp(-mean);
    let drawn = 0;
    for (let product = uniform(); product > least; product *= uniform()) drawn++;
    return drawn;
  };
  return { uniform, normal, poisson };
}

const hourFactors = Array.from({ length: 24 }, (_, hour) => 0.25 + 1.5 * Math.exp(-((hour - 10) ** 2) / 30));
const hourMean = hourFactors.reduce((a, b) => a + b) / 24;
const isWeekend = (hour: number) => Math.floor(hour / 24) % 7 >= 5;
const seasonAt = (hour: number) =>
  ((hourFactors[hour % 24] ?? 1) / hourMean) * (isWeekend(hour) ? 0.6 : 1.15);

/** Articles an hour that a planted burst brings. */
function burstRate({ shape, start, hours, peak }: Planted, hour: number): number {
  const age = hour - start;
  if (age < 0) return 0;
  const season = 0.5 + 0.5 * seasonAt(hour);
  if (shape === 'plateau') return age < hours ? peak * 0.8 * season : 0;
  if (shape === 'slow')
    return peak * 0.6 * Math.exp(-((age - hours / 2) ** 2) / (2 * (hours / 5) ** 2)) * season;
  if (shape === 'ramp') return peak * (age < hours ? age / hours : Math.exp(-(age - hours) / 8)) * season;
  return peak * Math.exp(-age / (hours / 2)) * season;
}

/** Whether a burst is news at this hour: it runs at a share of its height. */
export function isActive(burst: Planted, hour: number): boolean {
  const share = burst.shape === 'slow' ? 0.075 : 0.125;
  const isWithin = hour >= burst.start && hour < burst.start + burst.hours * 1.5;
  return isWithin && burstRate(burst, hour) >= share * burst.peak;
}

/** Whether something planted may still show at this hour in a window of this length. */
export function isLingering(planted: Planted, hour: number, windowHours: number): boolean {
  const length = planted.kind === 'burst' ? planted.hours * 1.5 : planted.hours;
  return hour >= planted.start && hour < planted.start + length + windowHours;
}

function plant(dice: Dice, rates: readonly number[], regulars: ReadonlySet<number>): Planted[] {
  const { uniform } = dice;
  const lastOf = new Map<number, number>();
  const planted: Planted[] = [];
  const isFree = (entity: number, start: number) => {
    const last = lastOf.get(entity);
    if (last !== undefined && start < last + 8 * 24) return false;
    lastOf.set(entity, start);
    return true;
  };
  for (let start = warmHours; start < hourCount - 48; start++) {
    if (uniform() < 0.11) {
      const entity = Math.floor(uniform() ** 1.5 * entityCount);
      if (regulars.has(entity) || !isFree(entity, start)) continue;
      planted.push(burstOf(dice, { entity, start, rate: rates[entity] ?? 0 }));
    }
    for (const kind of ['flood', 'echo'] as const) {
      if (uniform() >= 0.05) continue;
      const entity = Math.floor(uniform() * entityCount);
      const [peak, hours] = kind === 'flood' ? [0.6 * (15 + 25 * uniform()), 8] : [0, 3];
      if (isFree(entity, start)) planted.push({ kind, entity, start, peak, hours, shape: 'spike' });
    }
  }
  return planted;
}

function burstOf({ uniform }: Dice, at: { entity: number; start: number; rate: number }): Planted {
  const shape = shapes[Math.floor(uniform() * shapes.length)] ?? 'spike';
  const [base, share, spread] = shape === 'small' ? [1.5, 0.5, 2] : [6, 1.5, 12];
  const peak = base + at.rate * share * uniform() + spread * uniform();
  const hours = shape === 'spike' ? 6 : shape === 'slow' ? 48 : 24;
  return { kind: 'burst', entity: at.entity, start: at.start, peak, hours, shape };
}

/** The stream of a seed; the same seed gives the same stream. Starts at the beginning of a Thursday (UTC). */
export function createTrendStream(seed: number): TrendStream {
  const dice = createDice(seed);
  const rates = Array.from({ length: entityCount }, (_, i) => 300 / (i + 1) ** 0.95 / 24);
  const regulars = new Set(Array.from({ length: 40 }, () => 20 + Math.floor(dice.uniform() * 600)));
  const planted = plant(dice, rates, regulars);
  return { planted, hours: () => eventsOf(dice, { planted, rates, regulars }) };
}

interface World {
  planted: readonly Planted[];
  rates: readonly number[];
  regulars: ReadonlySet<number>;
}

const outletSizes = Array.from({ length: outletCount }, (_, i) => 1 / (i + 1) ** 0.7);
const outletEnds = outletSizes.map((_, i) => outletSizes.slice(0, i + 1).reduce((a, b) => a + b));
const outletTotal = outletEnds.at(-1) ?? 0;

function* eventsOf(dice: Dice, { planted, rates, regulars }: World): Generator<MentionEvent[]> {
  const plantedOf = rates.map((_, entity) => planted.filter((thing) => thing.entity === entity));
  const articles = createArticles(dice);
  for (let hour = 0; hour < hourCount; hour++) {
    for (const [entity, rate] of rates.entries()) {
      const weekly = regulars.has(entity) ? (Math.floor(hour / 24) % 7 === 6 ? 4 : 0.5) : 1;
      const mean = rate * seasonAt(hour) * weekly * Math.exp(0.25 * dice.normal());
      for (let left = dice.poisson(mean); left > 0; left--) {
        articles.write(entity, hour, { copies: dice.uniform() < 0.15 ? 1 : 0 });
      }
      for (const thing of plantedOf[entity] ?? []) writePlanted(dice, articles, thing, hour);
    }
    yield articles.take();
  }
}

function writePlanted(dice: Dice, articles: Articles, thing: Planted, hour: number): void {
  if (thing.kind === 'burst') {
    for (let left = dice.poisson(burstRate(thing, hour)); left > 0; left--) {
      articles.write(thing.entity, hour, { copies: dice.uniform() < 0.3 ? dice.poisson(1.5) : 0 });
    }
    return;
  }
  const age = hour - thing.start;
  if (age < 0 || age >= thing.hours) return;
  if (thing.kind === 'flood') {
    const outlet = thing.start % outletCount;
    for (let left = dice.poisson(thing.peak); left > 0; left--) {
      articles.write(thing.entity, hour, { copies: 0, outlet });
    }
    return;
  }
  const item = `wire-${thing.entity}-${thing.start}`;
  const copies = age === 0 ? 6 + Math.floor(dice.uniform() * 8) : 2 + Math.floor(dice.uniform() * 4);
  articles.repeat(thing.entity, hour, { item, times: copies });
}

interface Articles {
  write(entity: number, hour: number, article: { copies: number; outlet?: number }): void;
  /** Articles with the text of one wire item; the first of them all is the item itself. */
  repeat(entity: number, hour: number, wire: { item: string; times: number }): void;
  /** The articles since the last call, in time order. */
  take(): MentionEvent[];
}

function createArticles(dice: Dice): Articles {
  let events: MentionEvent[] = [];
  let serial = 0;
  const seenItems = new Set<string>();
  const pickOutlet = () => {
    const drawn = dice.uniform() * outletTotal;
    return Math.max(
      0,
      outletEnds.findIndex((end) => drawn < end),
    );
  };
  const push = (
    entity: number,
    hour: number,
    article: { id: string; copyOf: string | null; outlet: number },
  ) =>
    events.push({
      at: new Date(hour * 3_600_000 + Math.min(3_599_999, events.length * 1000)),
      source: `outlet-${article.outlet}`,
      articleId: article.id,
      copyOf: article.copyOf,
      entities: [`entity-${entity}`],
    });
  return {
    write(entity, hour, { copies, outlet = pickOutlet() }) {
      const id = `a${serial++}`;
      push(entity, hour, { id, copyOf: null, outlet });
      for (let left = copies; left > 0; left--) {
        push(entity, hour, { id: `a${serial++}`, copyOf: id, outlet: pickOutlet() });
      }
    },
    repeat(entity, hour, { item, times }) {
      for (let left = times; left > 0; left--) {
        const isFirst = !seenItems.has(item);
        seenItems.add(item);
        const id = isFirst ? item : `a${serial++}`;
        push(entity, hour, { id, copyOf: isFirst ? null : item, outlet: pickOutlet() });
      }
    },
    take() {
      const taken = events;
      events = [];
      return taken;
    },
  };
}
