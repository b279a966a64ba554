/** An operation as the text that asks it from elsewhere. */

export interface CopiedOperation {
  query: string;
  /** JSON text as it stands in the editor; empty for none. */
  variables: string;
}

/** Variables as compact JSON; null when there are none or they are no JSON object. */
function variablesOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function bodyOf({ query, variables }: CopiedOperation): string {
  const given = variablesOf(variables);
  return JSON.stringify(given === null ? { query } : { query, variables: given });
}

/** Between single quotes of a POSIX shell nothing is special but the quote itself. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

function asCurl(url: string, operation: CopiedOperation): string {
  const head = `curl -s ${quoted(url)} -H 'content-type: application/json'`;
  return `${head} \\\n  --data-binary ${quoted(bodyOf(operation))}\n`;
}

/** A template literal that means exactly the text. */
const template = (text: string) =>
  `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``;

function asFetch(url: string, { query, variables }: CopiedOperation): string {
  return `const query = ${template(query)};
const variables = ${JSON.stringify(variablesOf(variables) ?? {}, null, 2)};
const response = await fetch(${JSON.stringify(url)}, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query, variables }),
});
const { data, errors } = await response.json();
`;
}

/** The operation without comments, in which any word may stand. */
const bare = (query: string) => query.replace(/#.*/g, '');

/** A document that graphql-codegen's client preset gives types to (docs/clients.md). */
function asTypedDocument(_url: string, { query }: CopiedOperation): string {
  const name = /(?:query|mutation|subscription)\s+(\w+)/.exec(bare(query))?.[1] ?? 'Operation';
  return `import { graphql } from './gql';

export const ${name}Document = graphql(/* GraphQL */ ${template(query)});
`;
}

/** A query of Grafana's Infinity data source; its rows are the first `nodes` of the answer. */
function asGrafana(url: string, { query, variables }: CopiedOperation): string {
  const text = bare(query);
  const field = /\b(?:(\w+)\s*:\s*)?(\w+)\s*(?:\([^)]*\)\s*)?\{/s.exec(text.slice(text.indexOf('{') + 1));
  const root = field?.[1] ?? field?.[2] ?? '';
  const panel = {
    type: 'graphql',
    source: 'url',
    parser: 'backend',
    format: 'table',
    url,
    url_options: {
      method: 'POST',
      body_type: 'graphql',
      body_graphql_query: query,
      body_graphql_variables: JSON.stringify(variablesOf(variables) ?? {}),
    },
    root_selector: `data.${root}.nodes`,
  };
  return `${JSON.stringify(panel, null, 2)}\n`;
}

/** What an operation can be copied as, by the label of its menu entry; each takes the graph's whole address. */
export const copyForms: Record<string, (url: string, operation: CopiedOperation) => string> = {
  curl: asCurl,
  fetch: asFetch,
  'TypeScript document': asTypedDocument,
  'Grafana query': asGrafana,
};
