/** Why an address could not be listened on, in terms of the setting that mends it. */

import type { Config } from '../base/config.ts';
import { AppError } from '../base/errors.ts';

/** The settings that name addresses of ours. */
type Addresses = Pick<Config, 'HOST' | 'PORT' | 'DEMO_PORT'>;

/** An error of `listen` as a sentence; anything else as it is. */
export function explainListening(thrown: unknown, { HOST, PORT, DEMO_PORT }: Addresses): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const { code, syscall, port } = thrown as Error & { code?: string; syscall?: string; port?: number };
  if (code === 'EADDRINUSE' || (code === 'EACCES' && syscall === 'listen')) {
    const setting = port === DEMO_PORT && port !== PORT ? 'DEMO_PORT' : 'PORT';
    const why = code === 'EACCES' ? 'needs more rights' : 'is in use by another program';
    return new AppError('CONFLICT', `Port ${port} ${why}: set ${setting} to a free one.`, { cause: thrown });
  }
  // The system looks up whatever is no number, and complains of the look-up.
  if (code === 'EADDRNOTAVAIL' || syscall === 'getaddrinfo') {
    return new AppError('BAD_INPUT', `HOST is not an address of this machine: ${HOST}`, { cause: thrown });
  }
  return thrown;
}
