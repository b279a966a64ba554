/** `GET /sources.opml`: the outlets that are read and their channels, for any feed reader to take over. */
import type { FastifyInstance } from 'fastify';
import { writeOpml } from '../base/opml.ts';
import { isListed, listConfigured } from '../store/configuredSources.ts';
import type { Database } from '../store/db.ts';
import type { Access } from './access.ts';
import { admitRequest } from './accessHttp.ts';
import { matchesTag, tagOfText } from './cache.ts';

/** One statement. Outlets of the demo newsroom are marked, as they are in the graph. */
async function listOf(database: Database): Promise<string> {
  const sources = await listConfigured(database);
  const outlets = sources.map((source) => ({
    ...source,
    name: source.isDemo ? `${source.name} (demo)` : source.name,
    channels: source.channels.filter(isListed),
  }));
  return `${writeOpml(outlets, { title: 'Outlets read by Kabar' }).trimEnd()}\n`;
}

/** Registers `/sources.opml`. Who may read the graph may read it. */
export function registerSourcesOpml(
  app: FastifyInstance,
  deps: { database: Database; access: Access },
): void {
  app.get('/sources.opml', async (request, reply) => {
    reply.header('x-robots-tag', 'noindex');
    if (!(await admitRequest(deps.access, request, reply))) return reply;
    const text = await listOf(deps.database);
    const etag = tagOfText(text);
    const scope = request.admission?.caller.keyId === null ? 'public' : 'private';
    reply.header('etag', etag).header('cache-control', `${scope}, max-age=300`);
    if (matchesTag(request.headers['if-none-match'], etag)) return reply.code(304).send();
    return reply.type('text/x-opml; charset=utf-8').send(text);
  });
}
