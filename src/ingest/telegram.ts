/** Public Telegram channels as their web preview shows them (`https://t.me/s/name`): each message is an article. */
import type { RawEntry, RawFeed } from './feedEntry.ts';
import { escapeHtml } from './feedXml.ts';
import { elementsOf, isElement, linesOf, parseHtml, type TreeElement, textOf } from './tree.ts';

/** In characters: a headline is the message's first line, cut at a word. */
const longestHeadline = 120;

const hasClass = (element: TreeElement, name: string): boolean =>
  (element.attribs.class ?? '').split(/\s+/).includes(name);

const withClass = (elements: TreeElement[], name: string): TreeElement | undefined =>
  elements.find((element) => hasClass(element, name));

/** True for the preview of a channel, by the classes that its messages and head carry. */
export function isTelegramPreview(html: string): boolean {
  return /class="[^"]{0,200}\btgme_(?:widget_message|channel_info)\b/.test(html);
}

/** The first line with a letter or digit in it, at most 120 characters, cut between words. */
export function headlineOf(text: string): string | null {
  const line = text
    .split('\n')
    .find((each) => /[\p{L}\p{N}]/u.test(each))
    ?.trim();
  if (line === undefined) return null;
  if (line.length <= longestHeadline) return line;
  const cut = line.slice(0, longestHeadline).replace(/[\ud800-\udbff]$/, '');
  const words = cut.slice(0, -1).replace(/\s+\S*$/, '');
  return `${words || cut.slice(0, -1)}…`;
}

/** Telegram prints pictures as backgrounds: `background-image:url('…')`. */
function pictureIn(element: TreeElement | undefined): string | null {
  return (
    /background-image:\s*url\(\s*['"]?([^'")\s]{1,2000})/i.exec(element?.attribs.style ?? '')?.[1] ?? null
  );
}

/** Lines of a message as paragraphs; the blank lines between them are gone with the markup. */
const paragraphs = (text: string): string =>
  text
    .split('\n')
    .map((line) => `<p>${escapeHtml(line)}</p>`)
    .join('');

function textElement(elements: TreeElement[]): TreeElement | undefined {
  // A reply shows the text it answers, in an element of its own before the message's.
  const replies = elements.filter((each) => hasClass(each, 'tgme_widget_message_reply'));
  const quoted = new Set(replies.flatMap((reply) => [...elementsOf(reply)]));
  return elements.find((each) => hasClass(each, 'tgme_widget_message_text') && !quoted.has(each));
}

function toRaw(message: TreeElement): RawEntry | null {
  const post = message.attribs['data-post']?.trim();
  if (!post || !/^[\w-]{1,64}\/\d{1,12}$/.test(post)) return null;
  const elements = [...elementsOf(message)];
  const body = textElement(elements);
  const text = body === undefined ? '' : linesOf(body);
  const times = elements.filter(({ name, attribs }) => name === 'time' && attribs.datetime !== undefined);
  const headline = headlineOf(text);
  const author = withClass(elements, 'tgme_widget_message_from_author');
  return {
    guid: post,
    links: [`https://t.me/${post}`],
    title: headline && escapeHtml(headline),
    summary: text === '' ? null : escapeHtml(text),
    contentHtml: text === '' ? null : paragraphs(text),
    published: [times.at(-1)?.attribs.datetime],
    modified: [],
    authors: author === undefined ? [] : [escapeHtml(textOf(author))],
    keywords: [],
    images: [{ url: pictureIn(withClass(elements, 'tgme_widget_message_photo_wrap')) }],
    isWhole: true,
  };
}

/** A message with neither text nor id (a lone picture, a poll, a notice of Telegram's) is told in `faults`. */
export function readTelegram(html: string): RawFeed {
  const elements = [...elementsOf(parseHtml(html))].filter(isElement);
  const entries: RawEntry[] = [];
  const faults: RawFeed['faults'] = [];
  const messages = elements.filter((element) => hasClass(element, 'tgme_widget_message'));
  messages.forEach((message, index) => {
    const entry = toRaw(message);
    if (entry?.title) entries.push(entry);
    else faults.push({ index, message: 'The message has no text' });
  });
  const title = withClass(elements, 'tgme_channel_info_header_title');
  const name = withClass(elements, 'tgme_channel_info_header_username');
  const handle = name === undefined ? null : textOf(name).replace(/^@/, '');
  return {
    kind: 'TELEGRAM',
    title: title && escapeHtml(textOf(title)),
    siteUrl: handle && /^\w{1,64}$/.test(handle) ? `https://t.me/${handle}` : null,
    entries,
    faults,
  };
}
