import { execute, parse, printSchema } from 'graphql';
import { buildSchemaSync, Field, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import type { ApiScope } from '../../src/base/apiScopes.ts';
import { anonymousCaller, createContext } from '../../src/graph/context.ts';
import { createExecutor } from '../../src/graph/execute.ts';
import { toGraphQLError } from '../../src/graph/faults.ts';
import { buildGraph } from '../../src/graph/schema.ts';
import { guardScopes, RequiresScope, withScopeDirectives } from '../../src/graph/scopes.ts';
import { ViewerResolver } from '../../src/graph/viewer.ts';
import type { Database } from '../../src/store/db.ts';

const now = new Date('2026-03-01T10:00:00Z');
const database = {} as Database;
const contextWith = (scopes: ApiScope[]) =>
  createContext(database, {
    now: () => now,
    viewer: { keyId: 1, keyName: 'desk', keyPrefix: 'abcd1234', scopes: new Set(scopes) },
  });

describe('viewer and rateLimit', () => {
  const { execute: run } = createExecutor(buildGraph());
  const ask = (query: string, context = createContext(database, { now: () => now })) =>
    run({ document: parse(query), queryHash: query, operationName: null, variables: {}, context });

  it('is anonymous without a key, reads, and is limited by nothing where nobody limits', async () => {
    const { data } = await ask('{viewer{keyName scopes rateLimit{limit}} rateLimit{limit}}');
    expect(data).toEqual({
      viewer: { keyName: null, scopes: ['READ', 'READ_FULL_TEXT'], rateLimit: { limit: 2 ** 31 - 1 } },
      rateLimit: { limit: 2 ** 31 - 1 },
    });
    expect([...anonymousCaller.scopes]).not.toContain('CURATE');
  });

  it('tells the name of the key, its scopes and the budget', async () => {
    const budget = { limit: 100, cost: 3, remaining: 97, resetAt: now, nodeCount: 20 };
    const viewer = contextWith(['READ', 'CURATE']).viewer;
    const context = createContext(database, { now: () => now, viewer, budget: () => budget });
    const fields = 'rateLimit{limit cost remaining resetAt nodeCount}';
    const { data } = await ask(`{viewer{keyName scopes ${fields}} ${fields}}`, context);
    const told = { ...budget, resetAt: now.toISOString() };
    expect(JSON.parse(JSON.stringify(data))).toEqual({
      viewer: { keyName: 'desk', scopes: ['READ', 'CURATE'], rateLimit: told },
      rateLimit: told,
    });
  });
});

@ObjectType({ simpleResolvers: true })
class Vault {
  @Field(() => String, { nullable: true, description: 'Gold.' })
  @RequiresScope('ADMIN')
  gold!: string | null;
  @Field(() => String)
  door!: string;
}

let opened = 0;

@Resolver()
class VaultResolver {
  @Query(() => Vault)
  vault(): Vault {
    return { gold: 'bars', door: 'shut' };
  }

  @Mutation(() => Boolean, { nullable: true, description: 'Opens it.' })
  @RequiresScope('CURATE')
  openVault(): boolean {
    opened += 1;
    return true;
  }
}

describe('RequiresScope', () => {
  const schema = guardScopes(
    buildSchemaSync({ resolvers: [VaultResolver, ViewerResolver], validate: false }),
  );
  const { execute: compiled } = createExecutor(schema);
  const ways = {
    compiled: (query: string, scopes: ApiScope[]) =>
      compiled({
        document: parse(query),
        queryHash: query,
        operationName: null,
        variables: {},
        context: contextWith(scopes),
      }),
    interpreted: async (query: string, scopes: ApiScope[]) =>
      execute({ schema, document: parse(query), contextValue: contextWith(scopes) }),
  };

  for (const [name, ask] of Object.entries(ways)) {
    it(`answers null and FORBIDDEN without the scope, and does not call the resolver (${name})`, async () => {
      const { data, errors = [] } = await ask('{vault{gold door}}', ['READ', 'CURATE']);
      expect(JSON.parse(JSON.stringify(data))).toEqual({ vault: { gold: null, door: 'shut' } });
      expect(errors.map(toGraphQLError).map(({ message, extensions }) => [message, extensions])).toEqual([
        [
          'This needs the scope ADMIN, and the key abcd1234 lacks it.',
          { code: 'FORBIDDEN', data: { scope: 'ADMIN' } },
        ],
      ]);
      const before = opened;
      expect((await ask('mutation{openVault}', ['READ', 'ADMIN'])).data).toEqual({ openVault: null });
      expect(opened).toBe(before);
    });

    it(`lets through who has the scope (${name})`, async () => {
      expect((await ask('{vault{gold}}', ['ADMIN'])).data).toEqual({ vault: { gold: 'bars' } });
      expect((await ask('mutation{openVault}', ['CURATE'])).data).toEqual({ openVault: true });
    });
  }

  it('stands in the SDL as a directive, and in the description', () => {
    const sdl = withScopeDirectives(printSchema(schema), schema);
    expect(sdl).toContain('directive @requiresScope(');
    expect(sdl).toContain(
      '"""Gold. Needs the scope ADMIN."""\n  gold: String @requiresScope(scope: ADMIN)\n',
    );
    expect(sdl).toContain('  openVault: Boolean @requiresScope(scope: CURATE)\n');
    expect(sdl).toContain('  door: String!\n');
    expect(() => parse(sdl)).not.toThrow();
  });
});
