/** From an outlet's page to the graph: topics, genre, the second headline, the size of the picture. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ingestOnce } from '../../src/run/worker.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { ask } from '../kit/graph.ts';
import { addOutlet, openTestPipeline, page, rss } from '../kit/pipeline.ts';
import { type Outlet, startOutlet } from '../kit/web.ts';

let database: Database;
let outlet: Outlet;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  await outlet.close();
  await database.close();
});

const withHead = (html: string, head: string) => html.replace('</title>', `</title>${head}`);
const match = [
  'The striker scored from a corner in the last minute and sent Rovers to the cup final on a cold night by the sea.',
  'The goalkeeper had saved a penalty before, and the coach said he had never seen a match like it in all his years.',
];

it('come with the article, and none where the publisher reserves mining', async () => {
  const node = {
    '@context': 'https://schema.org',
    '@type': 'OpinionNewsArticle',
    headline: 'Rovers deserve the final',
    alternativeHeadline: 'A night that I shall not forget',
    articleSection: 'Sport',
    datePublished: '2015-11-27T08:00:00Z',
    image: { '@type': 'ImageObject', url: '/goal.jpg', width: 1200, height: 675 },
  };
  outlet = await startOutlet({});
  outlet.routes['/a'] = withHead(
    page('Rovers deserve the final', match),
    `<script type="application/ld+json">${JSON.stringify(node)}</script>`,
  );
  outlet.routes['/b'] = withHead(page('Goal!', match), '<meta name="tdm-reservation" content="1">');
  outlet.routes['/feed'] = rss(
    ['/a', '/b'].map((path) => ({ path, title: path === '/a' ? 'Rovers deserve the final' : 'Goal!' })),
    outlet.url,
  );
  const pipeline = await openTestPipeline(database, { now: new Date('2015-11-27T12:00:00Z') }, [outlet]);
  await addOutlet(database, outlet, { domain: 'test.example', language: 'en' });
  await ingestOnce(pipeline, { domain: null });
  await pipeline.close();
  const { data, errors } = await ask(
    database,
    `{ articles(orderBy: { field: WORD_COUNT, direction: DESC }) { nodes {
        headline alternativeHeadline genre image { url width height } mediaTopics { method topic { name } } } } }`,
  );
  expect(errors).toEqual([]);
  expect(data.articles.nodes).toEqual([
    {
      headline: 'Rovers deserve the final',
      alternativeHeadline: 'A night that I shall not forget',
      genre: 'OPINION',
      image: { url: `${outlet.url}/goal.jpg`, width: 1200, height: 675 },
      mediaTopics: [{ method: 'rules:terms', topic: { name: 'football' } }],
    },
    { headline: 'Goal!', alternativeHeadline: null, genre: 'NEWS', image: null, mediaTopics: [] },
  ]);
});
