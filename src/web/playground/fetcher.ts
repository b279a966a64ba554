/** Sends operations to the graph on our own origin and reports what each answer cost. */
import type { FetcherParams } from '@graphiql/toolkit';

/** What the header strip shows of the last answer. */
export interface AnswerFacts {
  status: number;
  /** Time from sending to the last byte, in ms. */
  ms: number;
  /** Size of the answer after decompression, in bytes. */
  bytes: number;
  requestId: string | null;
}

/** Headers that browsers add or forbid cannot be set; those of the headers tab are passed on. */
type FetcherOptions = { headers?: Record<string, unknown> | undefined } | undefined;

const introspectionName = 'IntrospectionQuery';

/** A fetcher for GraphiQL; `report` hears of every answer but the schema's. */
export function createFetcher(url: string, report: (facts: AnswerFacts) => void) {
  return async (operation: FetcherParams, options?: FetcherOptions): Promise<object> => {
    const startedAt = performance.now();
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...(options?.headers as Record<string, string> | undefined),
      },
      body: JSON.stringify(operation),
    });
    const text = await response.text();
    if (operation.operationName !== introspectionName) {
      const ms = Math.round(performance.now() - startedAt);
      const requestId = response.headers.get('x-request-id');
      report({ status: response.status, ms, bytes: new TextEncoder().encode(text).length, requestId });
    }
    return JSON.parse(text) as object;
  };
}
