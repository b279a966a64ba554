import { it } from 'vitest';
import { openTestDatabase } from '../kit/database.ts';
import { ask } from '../kit/graph.ts';
import { seedGraph } from '../kit/seed.ts';
import { appendFileSync } from 'node:fs';
it('p', async () => { 
  const database = await openTestDatabase(); await seedGraph(database);
  const q = `query ($after: String) { articles(query: "Putin", orderBy: { field: RELEVANCE }, first: 2, after: $after) {
      edges { score node { url } } pageInfo { hasNextPage endCursor } totalCount } }`;
  let after = null;
  for (let i = 0; i < 4; i++) {
    appendFileSync('/tmp/k/zz.log', `${i} ${after}\n`);
  const a = await ask(database, q, {after});
    appendFileSync('/tmp/k/zz.log', JSON.stringify(a)+'\n');
    if (!a.data?.articles.pageInfo.hasNextPage) break;
    after = a.data.articles.pageInfo.endCursor;
  }
  await database.close();
});
