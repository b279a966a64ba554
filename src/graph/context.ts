/** What a request's resolvers share: the database, its loaders, who asks, and one instant that is "now" throughout. */
import type { ApiScope } from '../base/apiScopes.ts';
import type { Database } from '../store/db.ts';
import { Loaders } from './loaders.ts';

/** Who asks, as far as an API key tells. */
export interface Caller {
  /** Name of the key as its owner gave it; null without a key. */
  readonly keyName: string | null;
  /** The public part of the key, fit for logs; null without a key. */
  readonly keyPrefix: string | null;
  /** What the caller may do; resolvers ask `scopes.ts`. */
  readonly scopes: ReadonlySet<ApiScope>;
}

/** What a caller without a key may do unless the operator says otherwise. Whole texts are guarded by their rights. */
export const anonymousCaller: Caller = {
  keyName: null,
  keyPrefix: null,
  scopes: new Set<ApiScope>(['READ', 'READ_FULL_TEXT']),
};

/** The caller's budget in points, the running operation's estimate already taken. */
export interface BudgetState {
  /** The most that may lie in the budget. */
  limit: number;
  /** Estimate for this operation. */
  cost: number;
  remaining: number;
  /** When the budget is full again if nothing more is asked. */
  resetAt: Date;
  /** Objects that this operation's lists may bring back, as estimated. */
  nodeCount: number;
}

export interface GraphContext {
  readonly database: Database;
  readonly loaders: Loaders;
  /** The instant of the request; `last: "P1D"` counts back from it. */
  readonly at: Date;
  /** Version of the service, for `status`. */
  readonly version: string;
  readonly viewer: Caller;
  /** The viewer's scopes. */
  readonly scopes: ReadonlySet<ApiScope>;
  /** Null where nothing limits the caller. */
  readonly budget: () => BudgetState | null;
}

export interface ContextOptions {
  now: () => Date;
  version?: string;
  /** `anonymousCaller` unless given. */
  viewer?: Caller;
  budget?: () => BudgetState | null;
}

/** A fresh context; make one a request, since its loaders remember every row they have seen. */
export function createContext(database: Database, options: ContextOptions): GraphContext {
  const { now, version = 'development', viewer = anonymousCaller, budget = () => null } = options;
  return {
    database,
    loaders: new Loaders(database),
    at: now(),
    version,
    viewer,
    scopes: viewer.scopes,
    budget,
  };
}
