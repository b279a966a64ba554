/**
 * Bytes to text. The order of belief: byte order mark, HTTP charset, the document's own declaration, strict UTF-8,
 * windows-1252. A declaration that the bytes contradict is not believed.
 */
import { TextDecoder } from 'node:util';
import { gunzipSync } from 'node:zlib';
import sniffHtmlEncoding from 'html-encoding-sniffer';
import iconv from 'iconv-lite';

/** A longer Content-Type is nonsense, and costly to search. */
const longestHeader = 300;

/** The charset parameter of a Content-Type header, lower case; null when there is none. */
function charsetOf(contentType: string | null | undefined): string | null {
  const match = /charset\s*=\s*["']?\s*([^\s"';,]+)/i.exec((contentType ?? '').slice(0, longestHeader));
  return match?.[1]?.toLowerCase() ?? null;
}

/** Encoding named by a byte order mark. It outranks the HTTP header (RFC 7303 §3, WHATWG Encoding §6). */
function byteOrderMark(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be';
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return 'utf-32le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return null;
}

/** Encoding family that shows in the first bytes of an XML document without a mark (XML 1.0 appendix F). */
function xmlByteOrder(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes;
  if (a === 0x3c && b === 0 && c !== 0) return 'utf-16le';
  if (a === 0 && b === 0x3c && d !== 0) return 'utf-16be';
  return null;
}

function xmlDeclaration(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 512)).toString('latin1');
  return /^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']/i.exec(head)?.[1]?.toLowerCase() ?? null;
}

/** Encoding named by a `<meta>` in the first 1024 bytes; null when there is none. */
function metaDeclaration(bytes: Uint8Array): string | null {
  // The sniffer answers its default when nothing is declared, and this default is never declared by a page.
  const sniffed = sniffHtmlEncoding(bytes, { defaultEncoding: 'x-none' });
  return sniffed === 'x-none' ? null : sniffed.toLowerCase();
}

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const multiByte = /[\u0080-\uffff]/;
/** Never decoded: plain ASCII in it can hide a tag from whoever looked before decoding (WHATWG Encoding §4.3 leaves it out). */
const unsafe = /^utf-?7|imap|hz-gb-2312|iso-2022-(?:cn|kr)/;
const western = /^(?:windows-1252|iso-?8859-?1|latin-?1|us-ascii|ascii|cp1252)$/;

/** Characters that a wrong decoding as windows-1252 leaves out and a truncated UTF-8 text leaves in. */
function replacementShare(text: string): number {
  const bad = text.split('\ufffd').length - 1;
  const foreign = text.replace(/[\0-\u007f]+/g, '').length;
  return foreign === 0 ? 0 : bad / foreign;
}

function decode(bytes: Uint8Array, mark: string | null, declared: (string | null)[]): string {
  if (mark !== null) return iconv.decode(Buffer.from(bytes), mark);
  const utf8 = strictUtf8(bytes);
  const named = declared.filter(
    (name): name is string => name !== null && iconv.encodingExists(name) && !unsafe.test(name),
  );
  for (const name of named) {
    // Valid UTF-8 with characters beyond ASCII is never windows-1252 by accident.
    if (utf8 !== null && western.test(name) && multiByte.test(utf8)) return utf8;
    if (!/^utf-?8$/.test(name))
      return iconv.decode(Buffer.from(bytes), western.test(name) ? 'windows-1252' : name);
    if (utf8 !== null) return utf8;
    const lenient = new TextDecoder('utf-8').decode(bytes);
    // A cut or a single bad byte is still UTF-8; half of all foreign characters broken is another encoding.
    if (replacementShare(lenient) < 0.5) return lenient;
  }
  return utf8 ?? iconv.decode(Buffer.from(bytes), 'windows-1252');
}

/** The text of an HTML page. Never throws; undecodable bytes become U+FFFD. */
export function decodeHtml(bytes: Uint8Array, contentType: string | null): string {
  return decode(bytes, byteOrderMark(bytes), [charsetOf(contentType), metaDeclaration(bytes)]);
}

/** The text of an XML document, the declaration left in. Never throws; undecodable bytes become U+FFFD. */
export function decodeXml(bytes: Uint8Array, contentType: string | null): string {
  const mark = byteOrderMark(bytes) ?? xmlByteOrder(bytes);
  return decode(bytes, mark, [charsetOf(contentType), xmlDeclaration(bytes)]).replace(/^\ufeff/, '');
}

/** Large sitemaps come zipped; a bomb of more than this is left as it is. */
const longestUnzipped = 64_000_000;

/** The bytes with gzip taken off when they are gzip (`sitemap.xml.gz`); as they are when not, or broken. Never throws. */
export function unzipped(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: longestUnzipped });
  } catch {
    return bytes;
  }
}
