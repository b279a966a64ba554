/** The seven outlets of the demo newsroom. None of them exists. */
import type { DemoOutlet, DemoOutletSlug } from './format.ts';

export const demoOutlets: readonly DemoOutlet[] = [
  {
    slug: 'lintas',
    name: 'Lintas Wire',
    domain: 'lintas-wire.demo',
    languages: ['en', 'id'],
    country: 'SG',
    kind: 'WIRE',
    channel: 'JSON_FEED',
    style: 'wire',
  },
  {
    slug: 'bengawan',
    name: 'Suara Bengawan',
    domain: 'suara-bengawan.demo',
    languages: ['id'],
    country: 'ID',
    kind: 'NEWSPAPER',
    channel: 'RSS',
    style: 'portal',
  },
  {
    slug: 'warta',
    name: 'Warta Selatan',
    domain: 'warta-selatan.demo',
    languages: ['id'],
    country: 'ID',
    kind: 'DIGITAL_NATIVE',
    channel: 'ATOM',
    style: 'modern',
  },
  {
    slug: 'pesisir',
    name: 'Harian Pesisir',
    domain: 'harian-pesisir.demo',
    languages: ['id'],
    country: 'ID',
    kind: 'NEWSPAPER',
    channel: 'NEWS_SITEMAP',
    style: 'legacy',
  },
  {
    slug: 'meridian',
    name: 'The Meridian Post',
    domain: 'meridian-post.demo',
    languages: ['en'],
    country: 'GB',
    kind: 'NEWSPAPER',
    channel: 'RSS',
    style: 'broadsheet',
  },
  {
    slug: 'harbour',
    name: 'Harbour Courier',
    domain: 'harbour-courier.demo',
    languages: ['en'],
    country: 'AU',
    kind: 'NEWSPAPER',
    channel: 'ATOM',
    style: 'blog',
  },
  {
    slug: 'ledger',
    name: 'The Global Ledger',
    domain: 'global-ledger.demo',
    languages: ['en'],
    country: 'US',
    kind: 'MAGAZINE',
    channel: 'JSON_FEED',
    style: 'business',
  },
];

/** Where an outlet sits: its city, and the minutes east of Greenwich by which it prints the time. */
export const outletPlaces: Readonly<Record<DemoOutletSlug, { city: string; offsetMinutes: number }>> = {
  lintas: { city: 'Singapore', offsetMinutes: 0 },
  bengawan: { city: 'Solo', offsetMinutes: 420 },
  warta: { city: 'Jakarta', offsetMinutes: 420 },
  pesisir: { city: 'Surabaya', offsetMinutes: 420 },
  meridian: { city: 'London', offsetMinutes: 0 },
  harbour: { city: 'Sydney', offsetMinutes: 600 },
  ledger: { city: 'New York', offsetMinutes: -300 },
};

/** File name of the outlet's channel. */
export function channelFile(outlet: Pick<DemoOutlet, 'channel'>): string {
  if (outlet.channel === 'ATOM') return 'atom.xml';
  if (outlet.channel === 'JSON_FEED') return 'feed.json';
  return outlet.channel === 'NEWS_SITEMAP' ? 'news-sitemap.xml' : 'feed.xml';
}
