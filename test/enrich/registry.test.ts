import { describe, expect, it } from 'vitest';
import { entityId } from '../../src/base/id.ts';
import type { EntityKind, EntityRecord } from '../../src/base/news.ts';
import { createRegistry } from '../../src/enrich/registry.ts';

function record(kind: EntityKind, key: string, name: string): EntityRecord {
  return { key, id: entityId(kind, key), kind, name, names: {}, wikidataId: null, place: null };
}

const alone = { language: 'id', companions: new Set<string>(), role: null };

describe('the registry', () => {
  it('joins spellings that sound alike and keeps given names apart', () => {
    const registry = createRegistry();
    registry.learn(
      record('PERSON', 'person:konstantin-murahtin', 'Konstantin Murahtin'),
      ['Konstantin Murahtin'],
      alone,
    );
    expect(registry.find('PERSON', 'Konstantin Murakhtin', alone)?.key).toBe('person:konstantin-murahtin');
    expect(registry.find('PERSON', 'Valentin Murahtin', alone)).toBeNull();
    expect(registry.find('ORGANIZATION', 'Konstantin Murahtin', alone)).toBeNull();
  });

  it('joins a single name only in shared company', () => {
    const registry = createRegistry();
    const home = { language: 'id', companions: new Set(['place:a', 'person:b']), role: null };
    registry.learn(record('PERSON', 'person:sutarmin@sragen', 'Sutarmin'), ['Sutarmin'], home);
    expect(registry.find('PERSON', 'Sutarmin', alone)).toBeNull();
    expect(registry.find('PERSON', 'Sutarmin', home)?.key).toBe('person:sutarmin@sragen');
  });

  it('tells father and son apart by their suffix', () => {
    const registry = createRegistry();
    registry.learn(record('PERSON', 'person:x-sr', 'Harold Bagley Sr'), [], alone);
    expect(registry.find('PERSON', 'Harold Bagley Jr', alone)).toBeNull();
  });

  it('learns the same thing twice without a second entry', () => {
    const registry = createRegistry();
    const known = record('ORGANIZATION', 'org:x', 'Bengawan Rescue Union');
    registry.learn(known, [], alone);
    registry.learn(known, [], alone);
    expect(registry.find('ORGANIZATION', 'Bengawan Rescue Union', alone)).toBe(known);
  });
});
