/**
 * Runs the recogniser over the demo newsroom in order of publication, learning as it goes, and prints its scores against
 * the gold annotations. Two gold files are matched to two demo files by their name.
 */
import { readdirSync } from 'node:fs';
import type { Facts } from '../../src/base/news.ts';
import { articleText, type DemoArticle } from '../../src/demo/format.ts';
import { enrich, learn } from '../../src/enrich/enrich.ts';
import { createRegistry } from '../../src/enrich/registry.ts';
import { loadGazetteer } from '../../src/run/knowledge.ts';
import type { GoldArticle } from '../kit/gold.ts';
import { type EntityScores, type Rate, type ScoredPair, scoreEntities } from './entities.ts';

const outlets: Readonly<Record<string, { name: string; domain: string; country: string }>> = {
  lintas: { name: 'Lintas Wire', domain: 'lintas.demo', country: 'GB' },
  bengawan: { name: 'Suara Bengawan', domain: 'suarabengawan.demo', country: 'ID' },
  warta: { name: 'Warta Selatan', domain: 'wartaselatan.demo', country: 'ID' },
  pesisir: { name: 'Harian Pesisir', domain: 'harianpesisir.demo', country: 'ID' },
  meridian: { name: 'The Meridian Post', domain: 'meridianpost.demo', country: 'GB' },
  harbour: { name: 'Harbour Courier', domain: 'harbourcourier.demo', country: 'AU' },
  ledger: { name: 'The Global Ledger', domain: 'globalledger.demo', country: 'US' },
};

async function arraysIn<T>(folder: URL): Promise<T[]> {
  const files = readdirSync(folder).filter((name) => /\.(?:ts|js)$/.test(name) && !name.endsWith('.d.ts'));
  const modules = await Promise.all(
    files.map((name): Promise<Record<string, T[]>> => import(new URL(name, folder).href)),
  );
  return modules.flatMap((module) => Object.values(module).flat());
}

function factsOf(article: DemoArticle, knowledge: Parameters<typeof enrich>[1]): Facts {
  const outlet = outlets[article.outlet];
  const facts = enrich(
    {
      text: articleText(article),
      headline: article.headline,
      language: article.language,
      publishedAt: new Date(article.publishedAt),
      sourceName: outlet?.name ?? null,
      sourceDomain: outlet?.domain ?? null,
      sourceCountry: outlet?.country ?? null,
    },
    knowledge,
  );
  learn(facts, knowledge.registry);
  return facts;
}

/** Scores of the shipped recogniser on every demo article that has gold, with the time an article took in milliseconds. */
export async function evaluate(
  only: string | null = null,
): Promise<{ scores: EntityScores; articles: number; msPerArticle: number }> {
  const articles = await arraysIn<DemoArticle>(new URL('../../src/demo/events/', import.meta.url));
  const gold = await arraysIn<GoldArticle>(new URL('../gold/events/', import.meta.url));
  const bySlug = new Map(gold.map((g) => [g.slug, g]));
  const knowledge = { gazetteer: loadGazetteer(), registry: createRegistry() };
  const inTime = articles
    .filter((a) => only === null || a.event === only)
    .sort((a, b) => Date.parse(a.publishedAt) - Date.parse(b.publishedAt));
  const startedAt = performance.now();
  const pairs: ScoredPair[] = inTime.flatMap((article) => {
    const found = bySlug.get(article.slug);
    return found === undefined
      ? []
      : [{ text: articleText(article), gold: found, facts: factsOf(article, knowledge) }];
  });
  const msPerArticle = (performance.now() - startedAt) / Math.max(pairs.length, 1);
  return { scores: scoreEntities(pairs), articles: pairs.length, msPerArticle };
}

const percent = (value: number): string => (value * 100).toFixed(1).padStart(6);

function row(name: string, rate: Rate): string {
  return `${name.padEnd(14)}${percent(rate.precision)}${percent(rate.recall)}${percent(rate.f1)}   ${rate.right}/${rate.found}/${rate.expected}`;
}

/** The scores as a table: precision, recall, F1, and right/found/expected. */
export function tableOf(scores: EntityScores): string {
  const { mentions, identity, dateline, quotes, speakers, citations } = scores;
  return [
    row('persons', mentions.PERSON),
    row('places', mentions.PLACE),
    row('organisations', mentions.ORGANIZATION),
    row('all mentions', mentions.ALL),
    `${'identity'.padEnd(14)}${percent(identity.precision)}${percent(identity.recall)}${percent(identity.f1)}   BCubed over ${identity.mentions}`,
    `${'datelines'.padEnd(14)}${percent(dateline.share)}               ${dateline.right}/${dateline.of}`,
    row('quotes', quotes),
    `${'speakers'.padEnd(14)}${percent(speakers.share)}               ${speakers.right}/${speakers.of}`,
    row('citations', citations),
  ].join('\n');
}

/** Prints the table, and the faults with `--faults`. */
export async function main(args: readonly string[] = process.argv.slice(2)): Promise<void> {
  const { scores, articles, msPerArticle } = await evaluate();
  console.log(`${articles} articles, ${msPerArticle.toFixed(1)} ms each\n${tableOf(scores)}`);
  if (args.includes('--faults')) console.log(scores.faults.join('\n'));
}

if (process.argv[1] !== undefined && import.meta.url.endsWith(process.argv[1].replace(/^.*\//, '/')))
  await main();
