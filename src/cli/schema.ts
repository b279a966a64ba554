/** The graph in print: what schema.graphql holds. */
import { printSchema } from 'graphql';
import { sortedGraph } from '../graph/schema.ts';
import { withScopeDirectives } from '../graph/scopes.ts';

/** The whole graph in schema definition language, sorted, ending in a line break. Needs no database and no settings. */
export function printGraph(): string {
  const schema = sortedGraph();
  return `${withScopeDirectives(printSchema(schema), schema)}\n`;
}
