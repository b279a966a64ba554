/** Waiting that may be cut short. */

/**
 * Resolves after so many ms, sooner when the signal ends it or one of `unless` has ended, however that did. It leaves no
 * timer and no listener at the signal behind, so that it can be done in a loop that never ends.
 */
export function pause(
  ms: number,
  signal: AbortSignal,
  unless: Iterable<Promise<unknown>> = [],
): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    if (signal.aborted) return done();
    signal.addEventListener('abort', done);
    for (const work of unless) work.then(done, done);
  });
}
