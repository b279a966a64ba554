/** What the strip above the editors tells. */

/** What the header strip shows of the last answer. */
export interface AnswerFacts {
  kind: 'answer';
  status: number;
  /** Time from sending to the last byte, in ms. */
  ms: number;
  /** Size of the answer after decompression, in bytes. */
  bytes: number;
  /** Points it was charged with, and points left; null when it does not tell. */
  cost: { actual: number; available: number } | null;
  /** Its Cache-Control; null when it has none. */
  caching: string | null;
  requestId: string | null;
}

/** What it shows of a subscription that runs. */
export interface LiveFacts {
  kind: 'live';
  state: 'connecting' | 'open' | 'ended';
  events: number;
}

export type Facts = AnswerFacts | LiveFacts;
