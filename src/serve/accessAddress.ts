/** Whom an address stands for. */
import { isIP } from 'node:net';

/** IPv4 inside IPv6, as a dual-stack socket tells it (RFC 4291 section 2.5.5.2). */
const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;

function plain(address: string): string {
  return mapped.exec(address)?.[1] ?? address;
}

/** True for the machine itself: 127.0.0.0/8 and ::1. */
export function isLoopback(address: string): boolean {
  const text = plain(address);
  return text === '::1' || (isIP(text) === 4 && text.startsWith('127.'));
}

/** The first four groups of an IPv6 address, which is what one subscriber is given (RFC 6177). */
function networkOf(address: string): string {
  const [head = '', tail = ''] = address.split('%', 1)[0]?.split('::') ?? [];
  const front = head.split(':').filter(Boolean);
  const back = tail.split(':').filter(Boolean);
  // An IPv4 tail stands for two groups; what it says does not matter in front.
  const groups = front.length + back.length + (back.at(-1)?.includes('.') ? 1 : 0);
  const zeros = address.includes('::') ? Array<string>(Math.max(0, 8 - groups)).fill('0') : [];
  const network = [...front, ...zeros, ...back].slice(0, 4);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

/** One name a client: an IPv4 address, the /64 of an IPv6 address, else the text as it came, cut at 64 characters. */
export function clientOf(address: string): string {
  const text = plain(address);
  return isIP(text) === 6 ? networkOf(text) : text.slice(0, 64);
}
