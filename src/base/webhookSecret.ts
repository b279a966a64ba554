/**
 * Secrets of webhooks as Standard Webhooks writes them: `whsec_` and 24 to 64 random bytes in base64.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
const prefix = 'whsec_';
const size = { least: 24, most: 64 };

/** The bytes of a secret, which sign; null for a text that is none. */
export function secretBytes(text: string): Buffer | null {
  const base64 = text.startsWith(prefix) ? text.slice(prefix.length) : '';
  // Node skips what is no base64 without a word.
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) return null;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length >= size.least && bytes.length <= size.most ? bytes : null;
}
