/** Which addresses may be asked at all: public ones, over http and https, on ports where the web is. */
import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup as lookupHost } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { AppError } from '../base/errors.ts';

/**
 * Ports of other services, where a request of ours could be taken for their own protocol.
 * @see https://fetch.spec.whatwg.org/#port-blocking
 */
const badPorts = new Set(
  (
    '0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 ' +
    '135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 ' +
    '995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080'
  ).split(' '),
);

/**
 * True for an address on the public internet. Everything reserved, private, local, multicast or tunnelled to IPv4 is not.
 * @see RFC 6890, RFC 4291 §2.5.5.1 (IPv4-compatible addresses, which ipaddr.js takes for ordinary unicast)
 */
export function isPublicAddress(address: string): boolean {
  const text = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (!ipaddr.isValid(text)) return false;
  const parsed = ipaddr.process(text);
  if (parsed.range() !== 'unicast') return false;
  // Global unicast is 2000::/3 alone (RFC 4291 §2.4); the rest is unassigned or ours.
  return !(parsed instanceof ipaddr.IPv6) || ((parsed.parts[0] ?? 0) & 0xe000) === 0x2000;
}

function refusePrivate(host: string): AppError {
  const message = `${host} is an address in a private network; FETCH_ALLOW_HOSTS can allow it.`;
  return new AppError('REFUSED', message, { data: { host } });
}

/** A `connect.lookup` that answers with public addresses only. Node never calls it for a host that is an IP already. */
export const lookupPublic: LookupFunction = (host, options: LookupOptions, callback) => {
  lookupHost(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, []);
    const open = addresses.filter(({ address }) => isPublicAddress(address));
    const first = open[0];
    if (first === undefined) return callback(refusePrivate(host), []);
    if (options.all === true) return callback(null, open);
    callback(null, first.address, first.family);
  });
};

/** Host and port as written in `allowHosts`: the port is there even when it is the scheme's own. */
export function hostAndPort(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;
}

/**
 * An address that may be asked, its fragment taken off. Names are looked up and judged when the connection is made.
 * @throws AppError BAD_INPUT when it does not parse; REFUSED for another scheme, credentials, a port of another service,
 * and literal addresses that are not public.
 */
export function checkedUrl(text: string, base: string | undefined, allowHosts: ReadonlySet<string>): URL {
  if (!URL.canParse(text, base))
    throw new AppError('BAD_INPUT', `This address does not parse: ${text.slice(0, 200)}`);
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new AppError('REFUSED', `Only http and https are fetched, not ${url.protocol}`, {
      data: { url: url.href },
    });
  if (url.username !== '' || url.password !== '')
    throw new AppError('REFUSED', `Addresses with credentials are not fetched (${url.host})`);
  if (badPorts.has(url.port))
    throw new AppError('REFUSED', `Port ${url.port} of ${url.hostname} is no port of the web`);
  const isAddress = ipaddr.isValid(url.hostname.replace(/^\[|\]$/g, ''));
  if (isAddress && !allowHosts.has(hostAndPort(url)) && !isPublicAddress(url.hostname))
    throw refusePrivate(url.hostname);
  url.hash = '';
  return url;
}

/**
 * Where a `Location` leads. Header bytes arrive as latin1; publishers mean UTF-8.
 * @throws AppError UNREACHABLE when it does not parse, else as `checkedUrl`
 */
export function redirectTarget(location: string, from: URL, allowHosts: ReadonlySet<string>): URL {
  const bytes = Buffer.from(location, 'latin1');
  const utf8 = bytes.toString('utf8');
  const text = utf8.includes('\ufffd') ? location : utf8;
  if (!URL.canParse(text, from.href))
    throw new AppError('UNREACHABLE', `${from.host} redirects to an address that does not parse`, {
      data: { url: from.href },
    });
  return checkedUrl(text, from.href, allowHosts);
}
