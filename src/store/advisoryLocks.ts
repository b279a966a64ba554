/**
 * The numbers of our advisory locks, side by side so that no two things share one. They are chosen so that another program
 * in the same database is unlikely to lock them too.
 * @see https://www.postgresql.org/docs/15/explicit-locking.html#ADVISORY-LOCKS
 */
export const advisoryLocks = {
  /** Held by the session that applies migrations. */
  migrating: 727_001,
  /** Held by a transaction that writes stories. */
  writingStories: 727_002,
  /** Held by the transaction that writes boards. */
  writingBoards: 727_010,
} as const;
