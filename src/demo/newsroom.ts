/**
 * The demo newsroom's web server. Kabar reads it over HTTP like any other outlet: feeds with validators, home pages,
 * article pages, pictures, robots.txt. What is out depends on the clock alone; nothing is stored.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { catalogue } from './catalogue.ts';
import { renderFeed } from './feeds.ts';
import type { DemoOutlet } from './format.ts';
import { channelFile, demoOutlets } from './outlets.ts';
import { imagePath, renderArticle, renderHome, renderImage, renderIndex } from './pages.ts';
import { createTimeline, type Timeline } from './timeline.ts';

export interface Newsroom {
  /** Origin it is served at, without a slash at the end. */
  url: string;
  outlets: { outlet: DemoOutlet; channelUrl: string; homeUrl: string }[];
  /** Stops serving; open connections are cut. */
  close(): Promise<void>;
}

export interface NewsroomOptions {
  /** 0 picks a free one. */
  port: number;
  host: string;
  /** The moment the replay is centred on: most of the week is out by then. */
  epoch: Date;
  now?: () => Date;
}

/** Feeds and home pages list so many pieces. */
const listLength = 60;
const relatedLength = 12;

/** Starts serving. Rejects when the port is taken. */
export async function startNewsroom(options: NewsroomOptions): Promise<Newsroom> {
  const timeline = createTimeline(catalogue, { epoch: options.epoch });
  const now = options.now ?? (() => new Date());
  let origin = '';
  const server = createServer((request, response) => {
    const answer = answerTo(request, { timeline, now: now(), origin });
    send(request, response, answer);
  });
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  origin = `http://${host}:${port}`;
  return {
    url: origin,
    outlets: demoOutlets.map((outlet) => ({
      outlet,
      channelUrl: `${origin}/${outlet.slug}/${channelFile(outlet)}`,
      homeUrl: `${origin}/${outlet.slug}/`,
    })),
    close: () => close(server),
  };
}

interface Answer {
  status: number;
  contentType: string;
  body: string;
  lastModified: Date | null;
}

interface Moment {
  timeline: Timeline;
  now: Date;
  origin: string;
}

function answerTo(request: IncomingMessage, moment: Moment): Answer {
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Only GET and HEAD.\n');
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (path === '/') return html(renderIndex(demoOutlets, moment.origin), null);
  if (path === '/robots.txt') return plain(200, robots(moment.origin));
  const outlet = demoOutlets.find(({ slug }) => path.startsWith(`/${slug}/`));
  return (outlet && outletAnswer(outlet, path, moment)) ?? plain(404, 'Not found.\n');
}

function outletAnswer(outlet: DemoOutlet, path: string, { timeline, now, origin }: Moment): Answer | null {
  const rest = path.slice(outlet.slug.length + 2);
  if (rest === '' || rest === channelFile(outlet)) {
    const pieces = timeline.latest(now, outlet.slug, listLength);
    const lastModified = pieces[0]?.publishedAt ?? null;
    if (rest === '') return html(renderHome(outlet, pieces, origin), lastModified);
    return { status: 200, ...renderFeed({ outlet, pieces, origin }), lastModified };
  }
  if (rest.startsWith('images/')) return imageAnswer(outlet, path);
  const piece = timeline.find(path, now);
  if (!piece || piece.article.outlet !== outlet.slug) return null;
  // What stood beside the article when it came out: a page must not change each time another one is published.
  const others = timeline.latest(piece.publishedAt, outlet.slug, relatedLength);
  return html(renderArticle(outlet, piece, others, origin), piece.publishedAt);
}

function imageAnswer(outlet: DemoOutlet, path: string): Answer | null {
  const known = catalogue.some(
    ({ image, outlet: slug }) =>
      slug === outlet.slug && image !== null && imagePath(outlet, image.file) === path,
  );
  if (!known) return null;
  return { status: 200, contentType: 'image/svg+xml', body: renderImage(path), lastModified: null };
}

function robots(origin: string): string {
  const sitemaps = demoOutlets
    .filter(({ channel }) => channel === 'NEWS_SITEMAP')
    .map((outlet) => `Sitemap: ${origin}/${outlet.slug}/${channelFile(outlet)}`);
  return ['User-agent: *', 'Allow: /', '', ...sitemaps, ''].join('\n');
}

function html(body: string, lastModified: Date | null): Answer {
  return { status: 200, contentType: 'text/html; charset=utf-8', body, lastModified };
}

function plain(status: number, body: string): Answer {
  return { status, contentType: 'text/plain; charset=utf-8', body, lastModified: null };
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const etag = `"${createHash('sha256').update(answer.body).digest('base64url').slice(0, 22)}"`;
  response.setHeader('content-type', answer.contentType);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader(
    'content-security-policy',
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
  );
  if (answer.status === 405) response.setHeader('allow', 'GET, HEAD');
  if (answer.status === 200) {
    response.setHeader('etag', etag);
    response.setHeader('cache-control', 'no-cache');
    if (answer.lastModified) response.setHeader('last-modified', answer.lastModified.toUTCString());
    if (isUnchanged(request, etag, answer.lastModified)) {
      response.writeHead(304).end();
      return;
    }
  }
  const bytes = Buffer.from(answer.body, 'utf8');
  response.writeHead(answer.status, { 'content-length': bytes.length });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

/** Conditional requests: an entity tag, when sent, decides alone (RFC 9110 §13.2.2). */
function isUnchanged(request: IncomingMessage, etag: string, lastModified: Date | null): boolean {
  const tags = request.headers['if-none-match'];
  if (tags !== undefined) {
    return tags.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//u, '') === etag);
  }
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  return lastModified !== null && Math.floor(lastModified.getTime() / 1000) * 1000 <= since;
}

function listen(server: Server, { port, host }: NewsroomOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
