/** From two outlets' pages to one statement in two languages: what was read is what the graph sets side by side. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ingestOnce } from '../../src/run/worker.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { ask } from '../kit/graph.ts';
import { addOutlet, openTestPipeline, page, rss } from '../kit/pipeline.ts';
import { type Outlet, startOutlet } from '../kit/web.ts';

const wire = page('Putin says Russia ready to cooperate with coalition', [
  'MOSCOW (Kawat) - Russian President Vladimir Putin met French President Francois Hollande in the Kremlin on Thursday.',
  '“We are ready to cooperate with the coalition which is led by the United States,” Putin told a news conference. “But of course incidents like the destruction of our aircraft are absolutely unacceptable.”',
  'Turkey shot down a Russian Su-24 near the Syrian border on Tuesday.',
]);
const paper = page(
  'Putin: Rusia siap bekerja sama dengan koalisi',
  [
    'MOSKOW - Presiden Rusia Vladimir Putin bertemu Presiden Prancis Francois Hollande di Kremlin, Moskow, Kamis.',
    '“Tentu saja insiden seperti penghancuran pesawat kami sama sekali tidak bisa diterima,” kata Putin seperti dikabarkan Kawat, Jumat (27/11).',
    'Turki menembak jatuh Su-24 milik Rusia di dekat perbatasan Suriah, Selasa.',
  ],
  'id',
);

let database: Database;
const outlets: Outlet[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  const clock = { now: new Date('2015-11-27T12:00:00Z') };
  for (const html of [wire, paper]) outlets.push(await startOutlet({ '/a': html }));
  const pipeline = await openTestPipeline(database, clock, outlets);
  for (const [i, outlet] of outlets.entries()) {
    outlet.routes['/feed'] = rss([{ path: '/a', title: `Article ${i}` }], outlet.url);
    const about =
      i === 0
        ? { domain: 'kawat.example', name: 'Kawat', language: 'en', isWire: true }
        : { domain: 'pagi.example' };
    await addOutlet(database, outlet, about);
    await ingestOnce(pipeline, { domain: about.domain });
  }
  await pipeline.close();
});
afterAll(async () => {
  for (const outlet of outlets) await outlet.close();
  await database.close();
});

it('the same statement is found as the other outlet prints it, in its language', async () => {
  const { data, errors, statements } = await ask(
    database,
    `{ quotes(filter: { text: "insiden pesawat" }) { nodes { language speaker { name } article { source { domain } }
      variants { language text article { source { domain } } } } } }`,
  );
  expect(errors).toEqual([]);
  expect(data.quotes.nodes).toEqual([
    {
      language: 'id',
      speaker: { name: 'Vladimir Putin' },
      article: { source: { domain: 'pagi.example' } },
      variants: [
        {
          language: 'en',
          text: expect.stringMatching(/destruction of our aircraft/),
          article: { source: { domain: 'kawat.example' } },
        },
      ],
    },
  ]);
  // Quotes, speakers, articles, variants, sources; then articles and sources of the variants.
  expect(statements).toBe(7);
});
