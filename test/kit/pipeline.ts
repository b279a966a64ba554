/** A pipeline on a test database, reading loopback outlets, with a clock that the test sets. */
import { readConfig } from '../../src/base/config.ts';
import { silentLog } from '../../src/base/log.ts';
import type { ChannelKind } from '../../src/base/news.ts';
import { openPipeline } from '../../src/run/openPipeline.ts';
import { addSource } from '../../src/store/configuredSources.ts';
import type { Database } from '../../src/store/db.ts';
import type { Outlet } from './web.ts';

/** What the pipeline believes the time is; move `now` forward to make channels due. */
export interface TestClock {
  now: Date;
}

export function openTestPipeline(database: Database, clock: TestClock, outlets: Outlet[]) {
  const config = readConfig({
    FETCH_TIMEOUT_MS: '700',
    FETCH_MAX_BYTES: '2000000',
    READER_THREADS: '0',
  });
  const allowHosts = outlets.map((outlet) => outlet.host);
  return openPipeline({ config, log: silentLog, database, clock: () => clock.now, allowHosts });
}

/** Configures a loopback outlet under a made-up domain, with one channel at `path`. */
export function addOutlet(
  database: Database,
  outlet: Outlet,
  about: {
    domain: string;
    language?: string;
    path?: string;
    kind?: ChannelKind;
    name?: string;
    isWire?: boolean;
  },
): Promise<{ publicId: string }> {
  return addSource(
    database,
    {
      name: about.name ?? about.domain,
      domain: about.domain,
      url: outlet.url,
      kind: about.isWire ? 'WIRE' : 'NEWSPAPER',
      country: about.language === 'en' ? 'GB' : 'ID',
      languages: [about.language ?? 'id'],
      exposure: 'SNIPPET',
      isDemo: false,
      channels: [{ kind: about.kind ?? 'RSS', url: `${outlet.url}${about.path ?? '/feed'}` }],
    },
    new Date('2015-11-20T00:00:00Z'),
  );
}

/** An RSS 2.0 feed of the given items; `extra` goes into an item as it is. */
export function rss(
  items: { path: string; title: string; guid?: string; date?: string; extra?: string }[],
  base: string,
): string {
  const entries = items.map(
    (item) => `<item><title>${item.title}</title><link>${base}${item.path}</link>
      <guid isPermaLink="false">${item.guid ?? item.path}</guid>
      <pubDate>${item.date ?? 'Fri, 27 Nov 2015 08:00:00 GMT'}</pubDate>${item.extra ?? ''}</item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Test outlet</title><link>${base}/</link>
    <description>For tests</description>${entries.join('')}</channel></rss>`;
}

/** A plain article page. */
export function page(headline: string, paragraphs: string[], language = 'en'): string {
  return `<!doctype html><html lang="${language}"><head><title>${headline}</title></head><body>
    <nav><a href="/">Home</a></nav><article><h1>${headline}</h1>
    ${paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n')}</article></body></html>`;
}
