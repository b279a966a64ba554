/**
 * Lists of outlets as OPML subscription lists. An outline names one channel; outlines of one site are the channels of one
 * outlet. Country and kind of outlet travel in the `category` attribute and the kind of channel in `type`, which other
 * readers ignore; `/for/people` marks a channel that is not read. @see http://opml.org/spec2.opml
 */
import { generateOpml } from 'feedsmith';
import { xmlText } from './html.ts';
import type { ChannelKind } from './news.ts';

/** A channel as a subscription list names it. */
export interface ListedChannel {
  kind: ChannelKind;
  url: string;
  /** False for a channel that people follow and that is not read. */
  ingestible: boolean;
}

/** An outlet as a subscription list names it. */
export interface ListedOutlet {
  name: string;
  /** Registrable domain. */
  domain: string;
  /** The outlet's site. */
  url: string;
  /** Kind of outlet as written in the list, unchecked; null when the list does not tell. */
  kind: string | null;
  /** ISO 3166-1 alpha-2, upper case. */
  country: string | null;
  /** BCP 47 tags. */
  languages: string[];
  channels: ListedChannel[];
}

/** What an outline's `type` says of its channel. */
export const typeOfKind: Record<ChannelKind, string> = {
  RSS: 'rss',
  ATOM: 'atom',
  JSON_FEED: 'jsonfeed',
  NEWS_SITEMAP: 'sitemap',
  HTML: 'html',
  WEBSUB: 'websub',
  GOOGLE_NEWS: 'googlenews',
  TELEGRAM: 'telegram',
  WHATSAPP_CHANNEL: 'whatsapp',
  API: 'api',
  EMAIL: 'email',
};

/**
 * An OPML 2.0 list with one outline a channel; `readOpml` of outlets/opml.ts gives the same outlets back. Without
 * `createdAt` the same outlets give the same text.
 */
export function writeOpml(
  outlets: readonly ListedOutlet[],
  options: { title: string; createdAt?: Date },
): string {
  const outlines = outlets.flatMap((outlet) =>
    outlet.channels.map((channel) => ({
      text: xmlText(outlet.name),
      title: xmlText(outlet.name),
      type: typeOfKind[channel.kind],
      xmlUrl: channel.url,
      htmlUrl: outlet.url,
      ...(outlet.languages.length > 0 ? { language: outlet.languages.join(',') } : {}),
      ...categories(outlet, channel),
    })),
  );
  return generateOpml({
    head: { title: options.title, ...(options.createdAt ? { dateCreated: options.createdAt } : {}) },
    // An empty body is legal, and the generator refuses a document without one.
    body: {
      outlines: outlines.length > 0 ? outlines : [{ text: 'No outlet is configured', isComment: true }],
    },
  });
}

function categories({ country, kind }: ListedOutlet, { ingestible }: ListedChannel): { category?: string } {
  const paths = [
    country && `/country/${country}`,
    kind && `/kind/${kind}`,
    !ingestible && '/for/people',
  ].filter(Boolean);
  return paths.length > 0 ? { category: paths.join(',') } : {};
}
