/** The address under which clients reach this gateway: the setting PUBLIC_URL, else where the request went. */
import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Without a slash at its end. */
    readonly baseUrl: string;
  }
}

/** RFC 9110 section 7.2. Whatever else stands in the header is not repeated in an answer. */
const hostAndPort = /^(?:[\w.-]{1,253}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** The address of a gateway as a request shows it; of a proxy in front where that is trusted (TRUST_PROXY). */
function addressAsked({ protocol, host }: FastifyRequest): string {
  return `${protocol}://${hostAndPort.test(host) ? host : 'localhost'}`;
}

/** Gives every request its `baseUrl`. */
export function registerBaseUrl(app: FastifyInstance, publicUrl: string | undefined): void {
  const known = publicUrl?.replace(/\/+$/, '');
  app.decorateRequest('baseUrl', {
    getter(this: FastifyRequest) {
      return known ?? addressAsked(this);
    },
  });
}
