/** Whose wire a text rests on, for telling an original from its relays. */
import type { Facts } from '../base/news.ts';
import type { FullGazetteer } from './gazetteer.ts';

/**
 * Registrable domain of the agency in the dateline, else of the first outlet that the text credits; null when it names
 * none that is known.
 */
export function wireDomain(facts: Facts, gazetteer: FullGazetteer): string | null {
  const agency = facts.entities.find((entity) => entity.key === facts.dateline?.wireKey);
  const named = agency ? (gazetteer.outletByName(agency.name)?.domain ?? null) : null;
  return named ?? facts.citations.find((citation) => citation.domain !== null)?.domain ?? null;
}
