import httpProxy from '@fastify/http-proxy';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * Serves `prefix` from a DICOMweb server elsewhere, so that the browser sees one origin (a CT from
 * another one would be blocked by COEP). Nothing in a request can reach past `upstream`, and of what
 * the PACS allows, nothing is passed on but reading and storing.
 *
 * @param upstream e.g. `http://127.0.0.1:8042/dicom-web`
 * @param authorization sent there instead of what a page shows; pages never see it
 */
export async function registerDicomWebProxy(
  app: FastifyInstance,
  prefix: string,
  upstream: URL,
  authorization?: string,
): Promise<void> {
  app.addHook('onRequest', (request, reply) => refuseOtherUses(prefix, request, reply));
  await app.register(httpProxy, {
    prefix,
    upstream: upstream.origin,
    rewritePrefix: upstream.pathname.replace(/\/$/, ''),
    // A PACS may take minutes to fetch a study from its archive.
    undici: { headersTimeout: 300_000, bodyTimeout: 300_000 },
    replyOptions: {
      rewriteRequestHeaders: (request, headers) => ({
        ...headers,
        // The PACS writes absolute RetrieveURLs; they must lead back through this proxy. RFC 7239
        // would quote the host, but Orthanc then writes the quotes into its URLs.
        forwarded: `host=${request.headers.host ?? ''};proto=http`,
        ...(authorization && { authorization }),
      }),
      onError: (reply, { error }) => {
        void reply
          .code(502)
          .type('text/plain; charset=utf-8')
          .send(
            `The DICOMweb server at ${upstream.origin} did not answer (${reasonOf(error)}). ` +
              'Check that it runs and that the address given to --dicomweb is right.',
          );
      },
    },
  });
}

/** Everything but WADO-RS, QIDO-RS and STOW-RS: a PACS may delete studies by DICOMweb, too. */
async function refuseOtherUses(
  prefix: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  if (request.method === 'POST' && isStore(prefix, request)) return;
  await reply
    .code(405)
    .header('allow', 'GET, HEAD')
    .type('text/plain; charset=utf-8')
    .send(
      'Through this viewer the DICOMweb server can be read, and instances can be stored in it.',
    );
}

function isStore(prefix: string, { url, headers }: FastifyRequest): boolean {
  const path = url.replace(/\?.*$/s, '');
  const resource = path.startsWith(prefix) ? path.slice(prefix.length) : '';
  const [mediaType = ''] = (headers['content-type'] ?? '').split(';');
  return (
    /^\/studies(\/[\d.]+)?$/.test(resource) &&
    mediaType.trim().toLowerCase() === 'multipart/related'
  );
}

function reasonOf(error: Error): string {
  const cause = error.cause as (Error & { code?: string }) | undefined;
  return cause?.code ?? cause?.message ?? error.message;
}
