/** Addresses that tell by themselves what kind of channel they are: WhatsApp, public Telegram, Google News. Pure. */
import type { ChannelKind } from '../base/news.ts';
import { absoluteUrl } from '../base/url.ts';

/** A channel named by an address, and the one spelling of that address. */
export interface NamedChannel {
  kind: ChannelKind;
  url: string;
}

const whatsappHosts = new Set(['whatsapp.com', 'www.whatsapp.com']);
const telegramHosts = new Set(['t.me', 'www.t.me', 'telegram.me', 'www.telegram.me']);

/** First segments at t.me that are functions of Telegram and nobody's name. */
const telegramFunctions = new Set([
  'addemoji',
  'addlist',
  'addstickers',
  'addtheme',
  'boost',
  'confirmphone',
  'contact',
  'giftcode',
  'invoice',
  'joinchat',
  'login',
  'proxy',
  'setlanguage',
  'share',
  'socks',
]);

function whatsappChannel({ pathname }: URL): NamedChannel | null {
  const code = /^\/channel\/([0-9A-Za-z_-]{10,60})\/?$/.exec(pathname)?.[1];
  return code === undefined
    ? null
    : { kind: 'WHATSAPP_CHANNEL', url: `https://whatsapp.com/channel/${code}` };
}

/** Names are 5 to 32 letters, digits and underscores; those that end in "bot" are programs, not channels. */
function telegramChannel({ pathname }: URL): NamedChannel | null {
  const name = /^\/(?:s\/)?([a-z]\w{4,31})\/?$/i.exec(pathname)?.[1];
  if (name === undefined || telegramFunctions.has(name.toLowerCase()) || /bot$/i.test(name)) return null;
  return { kind: 'TELEGRAM', url: `https://t.me/s/${name}` };
}

/** Google News prints pages for people and, under /rss, the same as a feed; language and country stay in the query. */
function googleNews(url: URL): NamedChannel {
  const isFeed = url.pathname === '/rss' || url.pathname.startsWith('/rss/');
  const path = url.pathname === '/' || url.pathname === '/home' ? '' : url.pathname;
  const feed = new URL(isFeed ? url.pathname : `/rss${path}`, url.origin);
  feed.search = url.search;
  return { kind: 'GOOGLE_NEWS', url: feed.href };
}

/**
 * The channel that an address names, in one spelling: `https://whatsapp.com/channel/…`, `https://t.me/s/name` (the
 * preview anybody can read) or a Google News feed. Null for any other address, and for share, invitation and bot links.
 */
export function namedChannel(address: string): NamedChannel | null {
  const href = absoluteUrl(address);
  if (href === null) return null;
  const url = new URL(href);
  if (whatsappHosts.has(url.host)) return whatsappChannel(url);
  if (telegramHosts.has(url.host)) return telegramChannel(url);
  return url.host === 'news.google.com' ? googleNews(url) : null;
}

/** The outlet that a Google News search is narrowed to (`q=site:outlet.example`), as an address; null when to none. */
export function googleNewsSite(address: string): string | null {
  const query = new URL(address).searchParams.get('q') ?? '';
  const host = /(?:^|[\s(])site:([\w.-]{3,200})/i.exec(query.slice(0, 1000))?.[1];
  return host === undefined ? null : absoluteUrl(`https://${host.toLowerCase()}/`);
}
