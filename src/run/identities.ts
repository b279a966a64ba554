/** Whom the newcomers of an article are, decided by the recogniser's rules among the stored entities that look alike. */
import { entityId } from '../base/id.ts';
import type { EntityRecord, Facts } from '../base/news.ts';
import { identify } from '../enrich/identity.ts';
import type { Registry } from '../enrich/knowledge.ts';
import { createRegistry } from '../enrich/registry.ts';
import type { KnownEntity } from '../store/knownEntities.ts';
import type { Identify } from '../store/saveEntities.ts';

/** The decision for one article; pure, so that it may be asked again when its transaction is. */
export function identifyIn({ language }: Facts): Identify {
  return (newcomers, alike, ids) => {
    const keysOf = keysById(ids);
    const registry = createRegistry();
    for (const entity of alike) teach(registry, entity, keysOf);
    const decided = identify({ language }, newcomers, ids.keys(), registry.find);
    const byKey = new Map(alike.map((entity) => [entity.key, entity]));
    return new Map(
      [...decided].flatMap(([key, record]) => {
        const same = record === null ? undefined : byKey.get(record.key);
        return same === undefined ? [] : [[key, same] as const];
      }),
    );
  };
}

/** The article's own keys for each row: after a merge two of them may be one. */
function keysById(ids: ReadonlyMap<string, number>): Map<number, string[]> {
  const keys = new Map<number, string[]>();
  for (const [key, id] of ids) keys.set(id, [...(keys.get(id) ?? []), key]);
  return keys;
}

function teach(registry: Registry, entity: KnownEntity, keysOf: ReadonlyMap<number, string[]>): void {
  const companions = new Set(entity.companions.flatMap((id) => keysOf.get(id) ?? []));
  // A last name alone, as articles print it, is no name to be known by.
  const isWhole = (name: string) =>
    entity.kind !== 'PERSON' || name.includes(' ') || !entity.name.includes(' ');
  for (const role of [null, ...entity.roles]) {
    const context = { language: 'und', companions, role };
    registry.learn(recordOf(entity), entity.names.filter(isWhole), context);
  }
}

const recordOf = ({ key, kind, name }: KnownEntity): EntityRecord => ({
  ...{ key, id: entityId(kind, key), kind, name, names: {} },
  ...{ wikidataId: null, place: null },
});
