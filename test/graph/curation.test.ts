import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiScope } from '../../src/base/apiScopes.ts';
import { createContext } from '../../src/graph/context.ts';
import { createExecutor } from '../../src/graph/execute.ts';
import { toGraphQLError } from '../../src/graph/faults.ts';
import { buildGraph } from '../../src/graph/schema.ts';
import { suppressEntity } from '../../src/store/curationSuppress.ts';
import { undoCuration } from '../../src/store/curationUndo.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { addPaper } from '../store/articleKit.ts';
import { idOfName, report } from '../store/curationKit.ts';

const { execute } = createExecutor(buildGraph());
const now = new Date('2015-12-01T00:00:00Z');
let database: Database;

async function ask(query: string, scopes: ApiScope[] = ['READ', 'CURATE']) {
  const viewer = { keyId: 1, keyName: 'desk', keyPrefix: 'abcd1234', scopes: new Set(scopes) };
  const context = createContext(database, { now: () => now, viewer });
  const request = { document: parse(query), queryHash: query, operationName: null, variables: {}, context };
  const { data, errors = [] } = await execute(request);
  return {
    data: JSON.parse(JSON.stringify(data)),
    codes: errors.map((e) => toGraphQLError(e).extensions.code),
  };
}

const one = idOfName('Konstantin Murahtin');
const other = idOfName('Konstantin Murakhtin');

const errors =
  'errors{__typename ... on UserError{message path} ... on ConflictError{currentVersion} ... on NotFoundError{id}}';
const merge = (survivor: string, merged: string[], rest = '') =>
  `mutation{mergeEntities(input:{clientMutationId:"m1",survivorId:"${survivor}",mergedIds:${JSON.stringify(merged)},reason:"one man"${rest}})
    {clientMutationId affectedMentions entity{id mergedIds} curationAction{id by kind summary at undoneAt} ${errors}}}`;
const undo = (id: string) =>
  `mutation{undoCuration(input:{actionId:"${id}"}){clientMutationId undone{id undoneAt} ${errors}}}`;

beforeAll(async () => {
  database = await openTestDatabase();
  const sourceId = await addPaper(database, 'paper.example');
  const names = [{ name: 'Konstantin Murahtin' }, { name: 'Konstantin Murakhtin' }, { name: 'Anna Lind' }];
  for (const [i, named] of names.entries()) {
    const url = `https://paper.example/${i}`;
    await report(database, { sourceId, url, text: `${named.name} spoke.`, names: [named] });
  }
});
afterAll(() => database.close());

describe('curation in the graph', () => {
  it('is forbidden without the scope, and changes nothing', async () => {
    expect(await ask(merge(one, [other]), ['READ'])).toEqual({
      data: { mergeEntities: null },
      codes: ['FORBIDDEN'],
    });
    expect(await ask(undo('cur_none'), ['READ'])).toEqual({
      data: { undoCuration: null },
      codes: ['FORBIDDEN'],
    });
  });

  it('counts in a dry run, merges, and undoes', async () => {
    const dry = await ask(merge(one, [other], ',dryRun:true'));
    expect(dry.data.mergeEntities).toEqual({
      ...{ clientMutationId: 'm1', affectedMentions: 1, curationAction: null, errors: [] },
      entity: { id: one, mergedIds: [] },
    });
    const { data } = await ask(merge(one, [other]));
    const { curationAction, ...rest } = data.mergeEntities;
    expect(rest).toMatchObject({ affectedMentions: 1, entity: { id: one, mergedIds: [other] }, errors: [] });
    expect(curationAction).toMatchObject({
      by: 'desk',
      kind: 'MERGE',
      at: now.toISOString(),
      undoneAt: null,
    });
    const undone = await ask(undo(curationAction.id));
    expect(undone.data.undoCuration).toEqual({
      ...{ clientMutationId: null, errors: [] },
      undone: { id: curationAction.id, undoneAt: now.toISOString() },
    });
  });

  it('tells what went wrong as data', async () => {
    const nobody = 'per_0000000000000000';
    const lost = await ask(merge(one, [nobody]));
    expect(lost.data.mergeEntities).toMatchObject({
      ...{ clientMutationId: 'm1', entity: null, curationAction: null },
      errors: [{ __typename: 'NotFoundError', id: nobody, path: ['input'] }],
    });
    const same = await ask(merge(one, [one]));
    expect(same.data.mergeEntities.errors).toMatchObject([{ __typename: 'ValidationError' }]);
    const inner = await ask(merge(other, [idOfName('Anna Lind')]));
    const outer = await ask(merge(one, [other]));
    const refused = await ask(undo(inner.data.mergeEntities.curationAction.id));
    expect(refused.data.undoCuration.errors).toMatchObject([
      { __typename: 'ConflictError', currentVersion: outer.data.mergeEntities.curationAction.id },
    ]);
    const nul = await ask(undo('cur_\\u0000'));
    expect(nul.data.undoCuration.errors).toMatchObject([{ __typename: 'ValidationError' }]);
  });

  it('gives a name, and finds the action by id for those who may curate', async () => {
    const added = await ask(
      `mutation{addAlias(input:{entityId:"${one}",name:" The Captain ",language:"en-GB"})
        {entity{aliases{name language source}} curationAction{id kind} ${errors}}}`,
    );
    const { entity, curationAction } = added.data.addAlias;
    expect(entity.aliases).toContainEqual({ name: 'The Captain', language: 'en', source: 'EDITOR' });
    const query = `{node(id:"${curationAction.id}"){__typename ... on CurationAction{kind}}}`;
    expect((await ask(query)).data.node).toEqual({ __typename: 'CurationAction', kind: 'ALIAS' });
    expect((await ask(query, ['READ'])).data.node).toBeNull();
    const empty = await ask(`mutation{addAlias(input:{entityId:"${one}",name:"—"}){entity{id} ${errors}}}`);
    expect(empty.data.addAlias.errors).toMatchObject([{ __typename: 'ValidationError' }]);
  });

  it('shows nothing of a suppressed entity, nor under the ids that were merged into it', async () => {
    const query = `{nodes(ids:["${one}","${other}"]){id} person(by:{id:"${one}"}){id}
      entities(filter:{query:"Konstantin"}){nodes{id} totalCount} articles(filter:{mentionsAny:["${one}"]}){totalCount}
      all:articles(first:10){nodes{people{id} mentions(first:9){nodes{id}}}}}`;
    const seen = await ask(query);
    expect(seen.data.nodes).toEqual([{ id: one }, { id: one }]);
    const editor = { actor: 'desk', now };
    const { action } = await suppressEntity(database, { entity: one, reason: null, dryRun: false }, editor);
    const { data } = await ask(query);
    expect(data).toMatchObject({
      ...{ nodes: [null, null], person: null, entities: { nodes: [], totalCount: 0 } },
      articles: { totalCount: 0 },
    });
    expect(JSON.stringify(data)).not.toContain(one);
    await undoCuration(database, action?.id ?? '', editor);
    expect((await ask(query)).data).toEqual(seen.data);
  });
});
