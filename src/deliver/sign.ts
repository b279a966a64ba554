/**
 * The headers that let a receiver tell that a message is ours, whole and new.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
import { createHmac } from 'node:crypto';
import { secretBytes } from '../base/webhookSecret.ts';

/** Message id, instant of the attempt in whole seconds, and HMAC-SHA256 over both and the body, version 1. */
export function signedHeaders(
  secret: string,
  { id, at, body }: { id: string; at: Date; body: string },
): Record<string, string> {
  const key = secretBytes(secret);
  if (key === null) throw new Error('a stored secret was checked when it came');
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
