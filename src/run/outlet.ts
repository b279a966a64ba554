/** An outlet as the pipeline reads it: who it is, what was learnt of its pages, what its publisher lets us do. */
import { AppError } from '../base/errors.ts';
import type { FeedEntry } from '../base/news.ts';
import { domainOf } from '../base/url.ts';
import { learntHashes } from '../ingest/learnt.ts';
import { recurringBlocks } from '../store/outletBlocks.ts';
import { storedOutlet } from '../store/outletFacts.ts';
import { findPublisher, publisherSource } from '../store/publishers.ts';
import type { Pipeline } from './parts.ts';
import type { OutletFacts } from './read.ts';
import type { OutletRights } from './rights.ts';

export interface OpenOutlet {
  facts: OutletFacts;
  rights: OutletRights;
}

/** Opens an outlet for one turn at its articles: three statements, and its site's word on rights once a day. */
export async function openOutlet(pipeline: Pipeline, sourceId: number): Promise<OpenOutlet> {
  const { database } = pipeline;
  const stored = await storedOutlet(database, sourceId);
  if (stored === null) throw new AppError('CONFLICT', `Source ${sourceId} was removed meanwhile.`);
  const learnt = learntHashes(await recurringBlocks(database, sourceId));
  return { facts: { ...stored, learnt }, rights: await pipeline.rights.open(sourceId) };
}

/**
 * Whose article an entry is: the outlet's own, or that of the publisher it names (Google News, planets). Null when that
 * publisher is read directly: its article comes from there, and one of two addresses would double it. The same holds for
 * an entry that leads to a page of another outlet without saying so: nobody else gets to say what stands there.
 */
export async function ownerOf(
  pipeline: Pipeline,
  outlet: OpenOutlet,
  entry: FeedEntry,
): Promise<OpenOutlet | null> {
  const { publisher } = entry;
  if (publisher === null) return (await isOfAnother(pipeline, outlet, entry.url)) ? null : outlet;
  const domain = domainOf(publisher.url);
  if (domain === outlet.facts.domain) return outlet;
  const languages =
    entry.language === null ? outlet.facts.languages : [entry.language.split('-')[0] ?? 'und'];
  const named = { name: publisher.name, domain, url: publisher.url, languages };
  const known = await publisherSource(pipeline.database, named, pipeline.clock());
  return known.isReadDirectly ? null : openOutlet(pipeline, known.sourceId);
}

/** Whether an address belongs to another outlet that is read directly. */
export async function isOfAnother(
  { database }: Pick<Pipeline, 'database'>,
  { facts }: OpenOutlet,
  url: string,
): Promise<boolean> {
  const domain = domainOf(url);
  if (domain === facts.domain) return false;
  const found = await findPublisher(database, domain);
  return Boolean(found?.isReadDirectly) && found?.sourceId !== facts.sourceId;
}
