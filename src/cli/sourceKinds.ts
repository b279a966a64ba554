/** Kinds of outlet by name, apart from the commands that need a database. */
import type { NewSource } from '../store/configuredSources.ts';

/** Kinds that `--kind` takes. */
export const sourceKinds = [
  'NEWSPAPER',
  'WIRE',
  'BROADCASTER',
  'DIGITAL_NATIVE',
  'MAGAZINE',
  'GOVERNMENT',
  'BLOG',
  'AGGREGATOR',
  'OTHER',
] as const satisfies NewSource['kind'][];

/** The kind called so; OTHER when there is none. */
export function kindNamed(name: string | null): NewSource['kind'] {
  return sourceKinds.find((kind) => kind === name) ?? 'OTHER';
}
