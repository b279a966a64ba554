import { type DocumentNode, parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { dryRunOf } from '../../src/serve/dryRun.ts';

const dry = (document: DocumentNode, variables: Record<string, unknown> = {}) =>
  dryRunOf({ document, operationName: null, variables });

describe('a dry run', () => {
  it('leaves nothing of the operation but its rate limit', () => {
    const left = dry(parse('{ articles { nodes { id } } rateLimit(dryRun: true) { cost } }'));
    expect(left && print(left)).toBe(print(parse('{ rateLimit(dryRun: true) { cost } }')));
    expect(dry(parse('{ articles { nodes { id } } rateLimit { cost } }'))).toBeNull();
  });

  it('may be asked for by a variable, by its default and in a fragment', () => {
    const asked = parse(
      'query ($d: Boolean = true) { ...F } fragment F on Query { rateLimit(dryRun: $d) { cost } }',
    );
    expect(dry(asked)).not.toBeNull();
    expect(dry(asked, { d: false })).toBeNull();
    expect(dry(parse('mutation { rateLimit(dryRun: true) { cost } }'))).toBeNull();
  });

  it('is found among fragments that spread each other 2^60 times, or themselves', () => {
    const spreads = Array.from(
      { length: 60 },
      (_, i) => `fragment F${i} on Query {...F${i + 1} ...F${i + 1}}`,
    );
    const ends = 'fragment F60 on Query { rateLimit(dryRun: true) { cost } ...F0 }';
    expect(dry(parse(`{...F0} ${spreads.join(' ')} ${ends}`))).not.toBeNull();
  });
});
