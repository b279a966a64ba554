import { describe, expect, it } from 'vitest';
import { clientOf, isLoopback } from '../../src/serve/accessAddress.ts';

describe('the client of an address', () => {
  it('is the address itself for IPv4, also inside IPv6', () => {
    expect(clientOf('192.0.2.7')).toBe('192.0.2.7');
    expect(clientOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
  });

  it('is the network of 64 bits for IPv6, however it is written', () => {
    const network = '2001:db8:0:1::/64';
    for (const address of [
      '2001:db8:0:1::7',
      '2001:0DB8:0000:0001:aaaa:bbbb:cccc:dddd',
      '2001:db8:0:1:9::',
      '2001:db8:0:1::192.0.2.7',
      '2001:db8:0:1::7%eth0',
    ]) {
      expect(clientOf(address), address).toBe(network);
    }
    expect(clientOf('2001:db8:0:2::7')).not.toBe(network);
    expect(clientOf('::1')).toBe('0:0:0:0::/64');
    expect(clientOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  });

  it('is cut short where a proxy passed on something else', () => {
    expect(clientOf('unknown')).toBe('unknown');
    expect(clientOf('x'.repeat(10_000))).toHaveLength(64);
  });
});

describe('loopback', () => {
  it('is 127.0.0.0/8 and ::1', () => {
    for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) {
      expect(isLoopback(address), address).toBe(true);
    }
    for (const address of ['128.0.0.1', '10.0.0.1', '127.evil', '::2', '']) {
      expect(isLoopback(address), address).toBe(false);
    }
  });
});
