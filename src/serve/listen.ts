/** Start and graceful stop of the listening server. */
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '../base/config.ts';
import { createServer, type ServerDeps } from './http.ts';

export interface RunningServer {
  /** Address to reach it at from this machine, without a trailing slash. */
  url: string;
  /** Resolves when the last answer has left; a second call waits for the same end. */
  stop(): Promise<void>;
}

/** Time between "not ready" and the closed door, so that balancers stop sending; in ms. */
const drainDelayMs = 1_000;

/** Time the answers in flight are given once the door is closed; in ms. */
const closeGraceMs = 10_000;

function urlOf({ address, port, family }: AddressInfo): string {
  const host = address === '0.0.0.0' || address === '::' ? 'localhost' : address;
  return `http://${family === 'IPv6' && host.includes(':') ? `[${host}]` : host}:${port}`;
}

/**
 * Listens on `HOST`:`PORT`. `stop()` answers 503 on /readyz while it keeps serving for `drainMs`, then takes no new
 * connection, lets running requests end for at most ten seconds and cuts what is left.
 * @throws the system's error when the address cannot be listened on (EADDRINUSE, EACCES).
 */
export async function startServer(
  deps: ServerDeps & { config: Pick<Config, 'HOST' | 'PORT' | 'PLAYGROUND'> },
  options: { drainMs?: number } = {},
): Promise<RunningServer> {
  const drain = deps.drain ?? { draining: false };
  const app = await createServer({ ...deps, drain });
  await app.listen({ host: deps.config.HOST, port: deps.config.PORT });
  const close = async () => {
    drain.draining = true;
    await wait(options.drainMs ?? drainDelayMs);
    const cut = setTimeout(() => app.server.closeAllConnections(), closeGraceMs);
    await app.close();
    clearTimeout(cut);
  };
  let stopped: Promise<void> | null = null;
  return {
    url: urlOf(app.server.address() as AddressInfo),
    stop: () => {
      stopped ??= close();
      return stopped;
    },
  };
}
