/** `GET /schema.graphql`: the schema in its definition language, for code generators and editors. */
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { schemaHash, schemaText } from '../graph/schemaText.ts';
import type { Access } from './access.ts';
import { admitRequest } from './accessHttp.ts';
import { matchesTag } from './cache.ts';

/** Registers `/schema.graphql`. Who may ask the graph may read what it is. The text is made when it is first asked for. */
export function registerSchemaFile(
  app: FastifyInstance,
  { schema, access }: { schema: GraphQLSchema; access: Access },
): void {
  let text: string | null = null;
  app.get('/schema.graphql', async (request, reply) => {
    if (!(await admitRequest(access, request, reply))) return reply;
    const etag = `W/"${schemaHash(schema).slice(0, 22)}"`;
    const scope = request.admission?.caller.keyId === null ? 'public' : 'private';
    reply.header('etag', etag).header('cache-control', `${scope}, max-age=300`);
    if (matchesTag(request.headers['if-none-match'], etag)) return reply.code(304).send();
    text ??= schemaText(schema);
    return reply.type('text/plain; charset=utf-8').send(text);
  });
}
