/**
 * Executing subscriptions: the field's `subscribe` gives events, and each is executed as an operation of its own, compiled
 * like a query and with loaders of its own. (graphql-js's `subscribe` would share one context among all events.)
 */
import { createSourceEventStream, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { ExecutionRequest, Executor } from './execute.ts';
import type { LiveContext, LiveEvent } from './live.ts';

/** Events of a subscription, to be executed one by one; or why it could not be opened. */
export async function openEvents(
  schema: GraphQLSchema,
  request: Omit<ExecutionRequest, 'context'> & { context: LiveContext },
): Promise<AsyncGenerator<LiveEvent> | ExecutionResult> {
  const { document, operationName, variables, context } = request;
  const opened = await createSourceEventStream({
    schema,
    document,
    operationName,
    variableValues: variables,
    contextValue: context,
  });
  return opened as AsyncGenerator<LiveEvent> | ExecutionResult;
}

/** What one event says of the selected fields. */
export function executeEvent(
  execute: Executor,
  request: Omit<ExecutionRequest, 'context'> & { context: LiveContext },
  event: LiveEvent,
): Promise<ExecutionResult> {
  const context: LiveContext = { ...request.context, ...request.context.fresh(), event };
  return execute({ ...request, context });
}
