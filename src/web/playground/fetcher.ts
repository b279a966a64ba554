/** Sends operations to the graph on our own origin and reports what each answer cost. */
import type { Fetcher, FetcherParams, FetcherReturnType } from '@graphiql/toolkit';
import type { DocumentNode } from 'graphql';
import type { AnswerFacts, Facts } from './facts.ts';
import { follow } from './follow.ts';

const introspectionName = 'IntrospectionQuery';

/** Headers that browsers add or forbid cannot be set; those of the headers tab are passed on. */
type Headers = Record<string, string> | undefined;

function isSubscription(document: DocumentNode | undefined, name: string | null | undefined): boolean {
  const operations = (document?.definitions ?? []).filter((one) => one.kind === 'OperationDefinition');
  const asked = operations.find((one) => one.name?.value === name) ?? operations[0];
  return asked?.operation === 'subscription';
}

interface CostExtension {
  actual?: number;
  throttle?: { available?: number };
}

function costOf(answer: object): AnswerFacts['cost'] {
  const { cost } = (answer as { extensions?: { cost?: CostExtension } }).extensions ?? {};
  const [actual, available] = [cost?.actual, cost?.throttle?.available];
  return actual === undefined || available === undefined ? null : { actual, available };
}

async function ask(
  url: string,
  operation: FetcherParams,
  headers: Headers,
  report: (facts: Facts) => void,
): Promise<object> {
  const startedAt = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...headers,
    },
    body: JSON.stringify(operation),
  });
  const text = await response.text();
  const answer = JSON.parse(text) as object;
  if (operation.operationName === introspectionName) return answer;
  report({
    kind: 'answer',
    status: response.status,
    ms: Math.round(performance.now() - startedAt),
    bytes: new TextEncoder().encode(text).length,
    cost: costOf(answer),
    caching: response.headers.get('cache-control'),
    requestId: response.headers.get('x-request-id'),
  });
  return answer;
}

/** A fetcher for GraphiQL: an answer to a query or mutation, a stream to a subscription. `report` hears of all but the schema's. */
export function createFetcher(url: string, report: (facts: Facts) => void): Fetcher {
  return (operation, options) => {
    const headers = options?.headers as Headers;
    if (isSubscription(options?.documentAST, operation.operationName))
      return follow(`${url}/stream`, { operation, headers, report }) as FetcherReturnType;
    return ask(url, operation, headers, report);
  };
}
