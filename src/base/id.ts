/**
 * Public ids: opaque, typed by a prefix, stable. They are made from a natural key (a canonical URL, a domain, an entity
 * key) and never from a serial number, so the same thing gets the same id in every database and in the stage filters.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { EntityKind } from './news.ts';

/** Prefix of each kind of node. A client must not parse ids; Kabar reads the prefix to find the table. */
export const idPrefixes = {
  Article: 'art',
  ArticleRevision: 'rev',
  Author: 'aut',
  Person: 'per',
  Place: 'pla',
  Organization: 'org',
  Source: 'src',
  Story: 'sto',
  Quote: 'quo',
  TrendingRun: 'run',
  CurationAction: 'cur',
  SavedSearch: 'sav',
  Webhook: 'whk',
  WebhookDelivery: 'msg',
} as const;

export type NodeName = keyof typeof idPrefixes;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** `prefix_` and 16 characters of Crockford base 32 (80 bits of SHA-256 over the key). */
export function publicId(node: NodeName, key: string): string {
  const digest = createHash('sha256').update(`${node}\n${key}`).digest();
  let bits = 0n;
  for (const byte of digest.subarray(0, 10)) bits = (bits << 8n) | BigInt(byte);
  const digits = Array.from({ length: 16 }, (_, i) => alphabet[Number((bits >> BigInt(75 - 5 * i)) & 31n)]);
  return `${idPrefixes[node]}_${digits.join('')}`;
}

const nodeOfKind: Record<EntityKind, NodeName> = {
  PERSON: 'Person',
  PLACE: 'Place',
  ORGANIZATION: 'Organization',
};

/** Public id of an entity from its kind and natural key. */
export function entityId(kind: EntityKind, key: string): string {
  return publicId(nodeOfKind[kind], key);
}

/** An id for what has no natural key: 80 random bits, written as `publicId` writes them. */
export function randomId(node: NodeName): string {
  const digits = [...randomBytes(16)].map((byte) => alphabet[byte & 31]);
  return `${idPrefixes[node]}_${digits.join('')}`;
}

/** The kind of node an id claims to be, or null when the prefix is unknown. Says nothing about existence. */
export function nodeNameOfId(id: string): NodeName | null {
  const prefix = id.slice(0, id.indexOf('_'));
  const found = Object.entries(idPrefixes).find(([, p]) => p === prefix);
  return found ? (found[0] as NodeName) : null;
}
