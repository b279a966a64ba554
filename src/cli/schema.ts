/** The graph in print: what schema.graphql holds. */
import { buildGraph } from '../graph/schema.ts';
import { schemaText } from '../graph/schemaText.ts';

/** The whole graph in schema definition language, sorted, ending in a line break. Needs no database and no settings. */
export const printGraph = (): string => schemaText(buildGraph());
