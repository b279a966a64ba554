import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeHtml, decodeXml } from '../../src/ingest/decode.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin = (text: string) => new Uint8Array(iconv.encode(text, 'windows-1252'));

describe('decodeHtml', () => {
  it('believes the HTTP charset', () => {
    expect(decodeHtml(new Uint8Array(iconv.encode('Привет', 'koi8-r')), 'text/html; charset="KOI8-R"')).toBe(
      'Привет',
    );
  });

  it('believes a byte order mark over the HTTP charset', () => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, ...utf8('café')]);
    expect(decodeHtml(bytes, 'text/html; charset=iso-8859-1')).toBe('café');
    expect(decodeHtml(new Uint8Array(iconv.encode('café', 'utf16le', { addBOM: true })), null)).toBe('café');
  });

  it('believes a meta element', () => {
    const page = '<meta http-equiv="content-type" content="text/html; charset=windows-1251"><p>Москва';
    expect(decodeHtml(new Uint8Array(iconv.encode(page, 'windows-1251')), 'text/html')).toContain('Москва');
  });

  it('takes undeclared bytes for UTF-8, else for windows-1252', () => {
    expect(decodeHtml(utf8('“São Paulo”'), null)).toBe('“São Paulo”');
    expect(decodeHtml(latin('“São Paulo”'), null)).toBe('“São Paulo”');
  });

  it('does not believe a declaration that the bytes contradict', () => {
    expect(decodeHtml(utf8('São Paulo'), 'text/html; charset=iso-8859-1')).toBe('São Paulo');
    expect(decodeHtml(latin('São Paulo, ação'), 'text/html; charset=utf-8')).toBe('São Paulo, ação');
    expect(decodeHtml(utf8('São'), 'text/html; charset=no-such-thing')).toBe('São');
  });

  it('keeps UTF-8 that was cut in the middle of a character', () => {
    const cut = utf8('ação, coração e emoção').slice(0, -3);
    expect(decodeHtml(cut, 'text/html; charset=utf-8')).toMatch(/^ação, coração e emo/);
  });
});

describe('decodeXml', () => {
  it('believes the XML declaration', () => {
    const feed = '<?xml version="1.0" encoding="iso-8859-2"?><rss><t>Łódź</t></rss>';
    expect(decodeXml(new Uint8Array(iconv.encode(feed, 'iso-8859-2')), 'text/xml')).toContain('Łódź');
  });

  it('reads UTF-16 without a mark', () => {
    expect(decodeXml(new Uint8Array(iconv.encode('<rss>é</rss>', 'utf-16be')), null)).toBe('<rss>é</rss>');
  });
});

it('a charset parameter that never comes is not waited for', () => {
  expect(decodeHtml(utf8('é'), `text/html; charset=${' '.repeat(300_000)}`)).toBe('é');
});
