/**
 * Who the newcomers of an article are: an entity that earlier articles told of, somebody new, or nobody that can be told.
 * The registry says what is known; it holds a whole run (filters) or the entities with similar names (the store).
 */
import type { EntityRecord, Facts, Mention, Newcomer } from '../base/news.ts';
import type { NameContext, Registry } from './knowledge.ts';

/** What a registry answers; `find` of it. */
export type FindKnown = Registry['find'];

/** Names that everybody has carry their country in the key ("org:defence-ministry@fr"): another one is another body. */
const isTiedToCountry = ({ kind, key }: EntityRecord): boolean =>
  kind === 'ORGANIZATION' && key.includes('@');

/**
 * The known entity that each of `newcomers` is, by key; null where it is none. `known` holds the keys of the article's other
 * entities: they are the company that tells namesakes apart, and each newcomer joins them once decided. A tentative one
 * that nobody knows keeps no company.
 */
export function identify(
  { language }: Pick<Facts, 'language'>,
  newcomers: readonly Newcomer[],
  known: Iterable<string>,
  find: FindKnown,
): Map<string, EntityRecord | null> {
  const companions = new Set(known);
  const decided = new Map<string, EntityRecord | null>();
  for (const { record, role, isTentative } of newcomers) {
    const context: NameContext = { language, companions, role };
    const same = isTiedToCountry(record) ? null : find(record.kind, record.name, context);
    decided.set(record.key, same);
    if (same !== null || !isTentative) companions.add((same ?? record).key);
  }
  return decided;
}

/** The facts with every newcomer decided: under its known key, under its own, or nobody. */
export function withIdentities(facts: Facts, find: FindKnown): Facts {
  const isNew = new Set(facts.newcomers.map(({ record }) => record.key));
  const others = facts.mentions.flatMap(({ entityKey }) =>
    entityKey === null || isNew.has(entityKey) ? [] : [entityKey],
  );
  const decided = identify(facts, facts.newcomers, others, find);
  const tentative = new Set(facts.newcomers.flatMap((n) => (n.isTentative ? [n.record.key] : [])));
  const keyOf = (key: string | null): string | null => {
    if (key === null || !isNew.has(key)) return key;
    return decided.get(key)?.key ?? (tentative.has(key) ? null : key);
  };
  const named = <T extends Pick<Mention, 'entityKey'>>(items: readonly T[]): T[] =>
    items.map((item) => ({ ...item, entityKey: keyOf(item.entityKey) }));
  const entities = new Map<string, EntityRecord>();
  for (const record of facts.entities) {
    const same = decided.get(record.key) ?? record;
    entities.set(same.key, same);
  }
  for (const same of decided.values()) if (same !== null) entities.set(same.key, same);
  return {
    ...facts,
    mentions: named(facts.mentions),
    headlineMentions: named(facts.headlineMentions),
    citations: named(facts.citations),
    quotes: facts.quotes.map((quote) => ({ ...quote, speakerKey: keyOf(quote.speakerKey) })),
    dateline: facts.dateline && { ...facts.dateline, placeKey: keyOf(facts.dateline.placeKey) },
    entities: [...entities.values()],
    newcomers: [],
  };
}

/** Company past this tells nothing: such a text is a list. */
const companionsAtMost = 300;

/** Teaches the registry the people, places and organisations of an article that the gazetteer does not hold. */
export function learn(facts: Facts, registry: Registry): void {
  const mentionsOf = new Map<string, Mention[]>();
  for (const mention of facts.mentions) {
    if (mention.entityKey === null) continue;
    const own = mentionsOf.get(mention.entityKey);
    if (own === undefined) mentionsOf.set(mention.entityKey, [mention]);
    else own.push(mention);
  }
  const companions = new Set([...mentionsOf.keys()].slice(0, companionsAtMost));
  for (const record of facts.entities) {
    if (!/^(?:person|org|place):/.test(record.key)) continue;
    const own = mentionsOf.get(record.key) ?? [];
    const names = own
      .map((m) => m.text)
      .filter((name) => record.kind !== 'PERSON' || /\s/.test(name) || !/\s/.test(record.name));
    const role = own.find((m) => m.role !== null)?.role ?? null;
    const context: NameContext = { language: facts.language, companions, role };
    registry.learn(record, names, context);
  }
}
