/** Subscriptions over server-sent events; a broken connection comes back after the last event that was told. */
import type { FetcherParams } from '@graphiql/toolkit';
import { type ErrorEvent, EventSource } from 'eventsource';
import type { ExecutionResult } from 'graphql';
import type { LiveFacts } from './facts.ts';

interface Observer {
  next: (result: ExecutionResult) => void;
  error: (error: unknown) => void;
  complete: () => void;
}

interface Followed {
  operation: FetcherParams;
  headers: Record<string, string> | undefined;
  report: (facts: LiveFacts) => void;
}

/**
 * An observable of the subscription's results. Each subscriber opens a stream of its own, which EventSource keeps up with
 * Last-Event-ID; a refusal (such as 429) is an error and ends it.
 */
export function follow(url: string, { operation, headers, report }: Followed) {
  return {
    subscribe(observer: Observer) {
      let events = 0;
      const tell = (state: LiveFacts['state']) => report({ kind: 'live', state, events });
      const source = new EventSource(url, {
        fetch: (address, init) =>
          fetch(address, {
            ...init,
            method: 'POST',
            headers: { ...init.headers, 'content-type': 'application/json', ...headers },
            body: JSON.stringify(operation),
          }),
      });
      const end = () => {
        source.close();
        tell('ended');
      };
      tell('connecting');
      source.addEventListener('open', () => tell('open'));
      source.addEventListener('next', ({ data }) => {
        events += 1;
        tell('open');
        observer.next(JSON.parse(data) as ExecutionResult);
      });
      source.addEventListener('complete', () => {
        end();
        observer.complete();
      });
      source.addEventListener('error', ({ code, message }: ErrorEvent) => {
        if (source.readyState !== EventSource.CLOSED) return tell('connecting');
        end();
        observer.error(new Error(message ?? `The stream was refused with HTTP ${code}.`));
      });
      return { unsubscribe: end };
    },
  };
}
