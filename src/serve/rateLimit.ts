/**
 * Budgets in points: a leaky bucket for each key and each address. The estimate of an operation is taken before it runs,
 * and what it did not use is given back. Kept in this process; several gateways each keep their own.
 */
import { LRUCache } from 'lru-cache';

/** A budget's size and how fast it fills. */
export interface Policy {
  /** Named in the RateLimit headers. */
  name: 'anonymous' | 'key' | 'local' | 'attempts';
  /** Points at most. */
  maximum: number;
  /** Points a second; 0 means that nothing is limited. */
  restoreRate: number;
}

interface Level {
  points: number;
  /** When that was so, in ms. */
  at: number;
}

/** What one caller may spend. */
export interface Purse {
  readonly policy: Policy;
  /** Takes points and gives null, or takes none and gives the seconds to wait. */
  take(points: number): number | null;
  /** Gives back points that were taken. */
  giveBack(points: number): void;
  /** Whole points left, and the instant at which it is full again. */
  state(): { available: number; resetAt: Date };
}

/** Buckets remembered at most: some megabytes. A forgotten bucket is a full one. */
const mostBuckets = 20_000;

/** Opens the purse of a caller by its key: the same key shares one bucket. */
export type OpenPurse = (key: string, policy: Policy) => Purse;

/** The buckets of one server. A level is brought up to date when it is looked at; no timer runs. */
export function createBuckets(now: () => Date, size = mostBuckets): OpenPurse {
  const levels = new LRUCache<string, Level>({ max: size });
  const levelOf = (key: string, { maximum, restoreRate }: Policy): Level => {
    const at = now().getTime();
    const known = levels.get(key);
    if (!known) return { points: maximum, at };
    const restored = (Math.max(0, at - known.at) * restoreRate) / 1000;
    return { points: Math.min(maximum, known.points + restored), at };
  };
  return (name, policy) => {
    const key = `${policy.name} ${name}`;
    const isUnlimited = policy.restoreRate === 0;
    return {
      policy,
      take(points) {
        if (isUnlimited) return null;
        const level = levelOf(key, policy);
        const missing = points - level.points;
        if (missing > 0) return Math.max(1, Math.ceil(missing / policy.restoreRate));
        levels.set(key, { ...level, points: level.points - points });
        return null;
      },
      giveBack(points) {
        if (isUnlimited || points === 0) return;
        const level = levelOf(key, policy);
        levels.set(key, { ...level, points: Math.min(policy.maximum, level.points + points) });
      },
      state() {
        const { points, at } = levelOf(key, policy);
        const msToFull = isUnlimited ? 0 : ((policy.maximum - points) / policy.restoreRate) * 1000;
        return { available: Math.max(0, Math.floor(points)), resetAt: new Date(at + Math.ceil(msToFull)) };
      },
    };
  };
}

/**
 * `RateLimit-Policy` and `RateLimit`; none where nothing is limited. The window of a leaky bucket is the time it takes to
 * fill, and `t` the seconds until it is full. @see draft-ietf-httpapi-ratelimit-headers sections 3 and 4
 */
export function rateLimitHeaders({ policy, state }: Purse, now: Date): Record<string, string> {
  const { name, maximum, restoreRate } = policy;
  if (restoreRate === 0) return {};
  const { available, resetAt } = state();
  const seconds = Math.max(0, Math.ceil((resetAt.getTime() - now.getTime()) / 1000));
  return {
    'ratelimit-policy': `"${name}";q=${maximum};w=${Math.ceil(maximum / restoreRate)}`,
    ratelimit: `"${name}";r=${available};t=${seconds}`,
  };
}
