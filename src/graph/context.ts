/** What a request's resolvers share: the database, its loaders, who asks, and one instant that is "now" throughout. */
import type { ApiScope } from '../base/apiScopes.ts';
import type { Database } from '../store/db.ts';
import { Loaders } from './loaders.ts';

/** Who asks, as far as an API key tells. */
export interface Caller {
  /** Serial id of the key, to which belongs what the caller keeps here; null without a key. */
  readonly keyId: number | null;
  /** Name of the key as its owner gave it; null without a key. */
  readonly keyName: string | null;
  /** The public part of the key, fit for logs; null without a key. */
  readonly keyPrefix: string | null;
  /** What the caller may do; resolvers ask `scopes.ts`. */
  readonly scopes: ReadonlySet<ApiScope>;
}

/** What a caller without a key may do unless the operator says otherwise. Whole texts are guarded by their rights. */
export const anonymousCaller: Caller = {
  keyId: null,
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

/** The largest Int of GraphQL: what a budget holds that nothing limits. */
const boundless = 2 ** 31 - 1;

/** The budget of a caller whom nothing limits. */
export function unlimitedBudget(
  at: Date,
  { cost, nodeCount }: Pick<BudgetState, 'cost' | 'nodeCount'>,
): BudgetState {
  return { limit: boundless, cost, remaining: boundless, resetAt: at, nodeCount };
}

/** A trending run that an answer shows. */
export interface ShownRun {
  /** Public id. */
  id: string;
  /** When the next one is due; null for a board of a past instant, which none replaces. */
  nextRunAt: Date | null;
}

/** Where deliveries may go, as far as it shows before anything is sent. */
export interface Receivers {
  /** The address as it will be posted to. @throws AppError for one that would be refused, our own network's for instance */
  check(url: string): string;
  /** A Telegram bot is set up. */
  hasTelegram: boolean;
}

export interface GraphContext {
  readonly database: Database;
  readonly loaders: Loaders;
  /** The instant of the request; `last: "P1D"` counts back from it. */
  readonly at: Date;
  /** Version of the service, for `status`. */
  readonly version: string;
  readonly viewer: Caller;
  /** Address under which this gateway is reached, without a slash at its end: what addresses given out begin with. */
  readonly baseUrl: string;
  /** The viewer's scopes. */
  readonly scopes: ReadonlySet<ApiScope>;
  readonly budget: () => BudgetState;
  /** The runs of the boards shown so far, noted by who reads them; they tell how long the answer keeps. */
  readonly shownRuns: ShownRun[];
  readonly receivers: Receivers;
}

export interface ContextOptions {
  now: () => Date;
  version?: string;
  /** That of a gateway with the default settings unless given. */
  baseUrl?: string;
  /** `anonymousCaller` unless given. */
  viewer?: Caller;
  /** A budget that nothing limits unless given. */
  budget?: () => BudgetState;
  /** Any address and chat unless given; whoever sends checks again. */
  receivers?: Receivers;
}

const anyReceiver: Receivers = { check: (url) => url, hasTelegram: true };

/** A fresh context; make one a request, since its loaders remember every row they have seen. */
export function createContext(database: Database, options: ContextOptions): GraphContext {
  const { now, version = 'development', viewer = anonymousCaller } = options;
  const { baseUrl = 'http://127.0.0.1:4000' } = options;
  const at = now();
  return {
    database,
    loaders: new Loaders(database),
    at,
    version,
    viewer,
    baseUrl,
    scopes: viewer.scopes,
    budget: options.budget ?? (() => unlimitedBudget(at, { cost: 0, nodeCount: 0 })),
    shownRuns: [],
    receivers: options.receivers ?? anyReceiver,
  };
}
