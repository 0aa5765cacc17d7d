import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CONTENT_SECURITY_POLICY } from '../shared/contentSecurityPolicy.ts';
import { SOCKET_PATH } from '../shared/wire/hello.ts';

/** Names under which a browser may reach this server: itself, or the near end of an SSH tunnel on any port. */
const HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  // The token is in the page's fragment, which no referrer carries; the rest of the address is nobody's business either.
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-cache',
};

/**
 * Refuses what another site could make a browser send here. A name that another site points at 127.0.0.1 has the wrong Host;
 * a request from its pages has the wrong Origin. WebSockets know no same-origin policy, so there an Origin is required.
 */
export function guardRequests(server: FastifyInstance): void {
  server.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const { host, origin } = request.headers;
    if (host === undefined || !HOST.test(host)) {
      return reply.code(403).send(`This server answers to localhost, 127.0.0.1 and [::1] only, not to another name.\n`);
    }
    const isSocket = request.url.split('?')[0] === SOCKET_PATH;
    if (origin === undefined ? isSocket : origin !== `http://${host}`) {
      return reply.code(403).send('This server answers to its own page only, not to one from another origin.\n');
    }
    return undefined;
  });
  server.addHook('onSend', async (_request, reply) => {
    reply.headers(HEADERS);
  });
}
