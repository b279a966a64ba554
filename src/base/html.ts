/** Text on its way into HTML and XML. */

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** The text as the content of an element or of an attribute in double quotes (HTML Standard, section 13.3). */
export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (c) => entities[c] ?? c);

/** XML 1.0, production 2: no other character may stand in a document, not even by a reference. */
const notXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** The text without what XML cannot hold: control characters and halves of surrogate pairs. Nothing is escaped. */
export const xmlText = (text: string): string => text.replace(notXml, '');
