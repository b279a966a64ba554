/**
 * The text of an API key: `kbr_<prefix>_<secret>`. The prefix is public; the secret is 160 random bits and a checksum, so
 * that a slip of the hand is told from a key nobody has. Only the hash is kept.
 */
import { createHash, randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const shape = /^kbr_([0-9a-hjkmnp-tv-z]{8})_[0-9a-hjkmnp-tv-z]{38}$/;
/** Characters of 5 bits each: 40 bits of prefix, 160 of secret, 30 of checksum. */
const lengths = { prefix: 8, secret: 32, checksum: 6 };

export interface ApiKeyText {
  /** The whole key; shown once, to whoever it was made for. */
  text: string;
  /** The public part: eight characters. */
  prefix: string;
  /** SHA-256 of the whole key, hexadecimal. */
  hash: string;
}

const digits = (bytes: Uint8Array): string => Array.from(bytes, (byte) => alphabet[byte & 31]).join('');

function checksumOf(body: string): string {
  return digits(createHash('sha256').update(body).digest().subarray(0, lengths.checksum));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A new key from the system's random numbers. */
export function makeApiKey(): ApiKeyText {
  const prefix = digits(randomBytes(lengths.prefix));
  const body = `kbr_${prefix}_${digits(randomBytes(lengths.secret))}`;
  const text = `${body}${checksumOf(body)}`;
  return { text, prefix, hash: hashOf(text) };
}

/** A key as somebody sent it. `malformed`: not of this form at all; `mistyped`: of this form, but a character is wrong. */
export function readApiKey(text: string): ApiKeyText | 'malformed' | 'mistyped' {
  const match = shape.exec(text);
  if (match === null) return 'malformed';
  const body = text.slice(0, -lengths.checksum);
  if (checksumOf(body) !== text.slice(-lengths.checksum)) return 'mistyped';
  return { text, prefix: match[1] ?? '', hash: hashOf(text) };
}
