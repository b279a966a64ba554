/** Who holds how many live connections, which origins may open them, and the end of them all when the server stops. */
import type { Admission } from './access.ts';
import { clientOf } from './accessAddress.ts';

/** How often a silent connection is tried, and how long a write may take, in ms. */
export interface LiveTimes {
  pingMs: number;
  /** A reader who takes nothing for so long is cut off. */
  stallMs: number;
}

export const liveTimes: LiveTimes = { pingMs: 12_000, stallMs: 30_000 };

export interface Connections {
  /** Counts one more connection of a caller; null when it has its fill. Call the result once, when it is closed. */
  open(admission: Admission, address: string, close: () => void): (() => void) | null;
  /** Closes all that are open. */
  closeAll(): void;
}

/** The open live connections of one server. */
export function createConnections(most: number): Connections {
  const counts = new Map<string, number>();
  const closers = new Set<() => void>();
  return {
    open({ caller }, address, close) {
      const owner = caller.keyPrefix ?? clientOf(address);
      const count = counts.get(owner) ?? 0;
      if (count >= most) return null;
      counts.set(owner, count + 1);
      closers.add(close);
      return () => {
        closers.delete(close);
        const left = (counts.get(owner) ?? 1) - 1;
        if (left === 0) counts.delete(owner);
        else counts.set(owner, left);
      };
    },
    closeAll() {
      for (const close of [...closers]) close();
    },
  };
}

/**
 * Whether a page of this origin may open a WebSocket here: CORS does not guard them. A client that is no browser sends
 * no origin.
 * @param host the host that the request was sent to
 */
export function mayOpen(origin: string | undefined, host: string, allowed: readonly string[]): boolean {
  if (origin === undefined || allowed.includes('*') || allowed.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
