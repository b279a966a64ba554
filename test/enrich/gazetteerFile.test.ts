import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import { openGazetteer, tablesOf } from '../../src/enrich/gazetteer.ts';
import { packGazetteer, seedsOf, tablesHash } from '../../src/enrich/gazetteerPack.ts';
import { handKeptTables } from '../eval/gazetteerSources.ts';

const path = 'src/enrich/data/gazetteer.bin';

describe('the shipped gazetteer', () => {
  it('was built from the tables as they are: else run npm run build:gazetteer', () => {
    const built = Buffer.from(tablesOf(readFileSync(path))).toString('hex');
    expect(built).toBe(Buffer.from(tablesHash(handKeptTables())).toString('hex'));
  });

  it('leaves room for the tagger within 16 MB', () => {
    expect(readFileSync(path).length).toBeLessThan(6_000_000);
  });
});

describe('a gazetteer file', () => {
  const tables = {
    countries: '',
    areas: 'place:x\tREGION\t\t\t1.5\t-2.25\t\tXanadu\tXanadu|id:Xanadu Raya\n',
    organizations: 'org:y\t0.5\ty.example\twire\tY Press\t!YP\n',
    people: '',
    givenNames: 'Ayu\n',
    stopNames: '',
  };
  const bytes = packGazetteer(seedsOf(tables), tables);
  const codeOf = (file: Uint8Array): string => {
    try {
      openGazetteer(file);
      return 'opened';
    } catch (error) {
      return error instanceof AppError ? `${error.code} ${error.message}` : String(error);
    }
  };

  it('gives back what was put in, wherever its bytes lie', () => {
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    for (const file of [bytes, shifted.subarray(1)]) {
      const gazetteer = openGazetteer(file);
      expect(gazetteer.byKey('place:x')?.place).toMatchObject({ latitude: 1.5, longitude: -2.25 });
      expect(gazetteer.senses('XANADU RAYA', 'id')[0]?.record.key).toBe('place:x');
      expect(gazetteer.outletByName('y.example')).toMatchObject({ key: 'org:y', wire: true });
      expect(gazetteer.isGivenName('AYU')).toBe(true);
      expect(gazetteer.byKey('place:z')).toBeNull();
    }
  });

  it('is refused with a clear error when cut short, at any length', () => {
    for (let length = 0; length < bytes.length; length += 7)
      expect(codeOf(bytes.slice(0, length))).toMatch(/^INTERNAL The gazetteer cannot be read: /);
    expect(codeOf(bytes.slice(0, -4))).toContain('cut short');
  });

  it('is refused when a byte of it changed, or when it is something else', () => {
    for (const at of [0, 4, 8, 12, 20, bytes.length - 40]) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(codeOf(damaged), `byte ${at}`).toMatch(/^INTERNAL /);
    }
    expect(codeOf(new Uint8Array(1000))).toContain('it is no gazetteer');
  });

  it('is not made of a place whose parent is missing', () => {
    const orphan = { ...tables, areas: 'place:x\tREGION\t\tplace:gone\t\t\t\tXanadu\t\n' };
    expect(() => packGazetteer(seedsOf(orphan), orphan)).toThrow('place:gone');
  });
});
