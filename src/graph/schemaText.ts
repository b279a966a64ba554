/** The schema in print, and its hash. */
import { createHash } from 'node:crypto';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { withCostDirectives } from './directives.ts';
import { withScopeDirectives } from './scopes.ts';

/** A schema in schema definition language, in alphabetical order and ending in a line break. */
export function schemaText(schema: GraphQLSchema): string {
  const sorted = lexicographicSortSchema(schema);
  const scoped = withScopeDirectives(printSchema(sorted), sorted);
  return `${withCostDirectives(scoped, sorted)}\n`;
}

const extension = 'hash';

/**
 * Notes on a schema how to tell its hash, for schemas that are made of it too: documents are compiled against a copy that
 * holds more than clients see (execute.ts). The schema is printed when its hash is first asked for.
 */
export function noteHash(schema: GraphQLSchema): void {
  let known: string | null = null;
  const hash = () => {
    known ??= createHash('sha256').update(schemaText(schema)).digest('hex');
    return known;
  };
  schema.extensions = { ...schema.extensions, [extension]: hash };
}

/** SHA-256 of the schema in print, hexadecimal. The schema is one that `noteHash` has seen, or made of it. */
export const schemaHash = ({ extensions }: GraphQLSchema): string =>
  (extensions[extension] as () => string)();
