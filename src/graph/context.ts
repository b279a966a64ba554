/** What a request's resolvers share: the database, its loaders and one instant that is "now" throughout. */
import type { Database } from '../store/db.ts';
import { Loaders } from './loaders.ts';

export interface GraphContext {
  readonly database: Database;
  readonly loaders: Loaders;
  /** The instant of the request; `last: "P1D"` counts back from it. */
  readonly at: Date;
  /** Version of the service, for `status`. */
  readonly version: string;
}

/** A fresh context; make one a request, since its loaders remember every row they have seen. */
export function createContext(
  database: Database,
  options: { now: () => Date; version?: string },
): GraphContext {
  return {
    database,
    loaders: new Loaders(database),
    at: options.now(),
    version: options.version ?? 'development',
  };
}
