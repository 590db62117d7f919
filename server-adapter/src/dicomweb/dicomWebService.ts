import type { RefusalCode } from '@mutation-prediction/core';
import { MutationPredictionError } from '@mutation-prediction/core';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FolderStore } from './folderStore.js';
import { registerQidoRoutes } from './qidoRoutes.js';
import type { RequestError } from './request.js';
import { registerStowRoutes } from './stowRoutes.js';
import { registerWadoRoutes } from './wadoRoutes.js';

/** Serves a folder by DICOMweb below `prefix`: QIDO-RS, WADO-RS and STOW-RS. */
export async function registerDicomWebService(
  app: FastifyInstance,
  prefix: string,
  store: FolderStore,
): Promise<void> {
  await app.register(
    async (service) => {
      service.setErrorHandler(answerInWords);
      registerQidoRoutes(service, store);
      registerWadoRoutes(service, store);
      registerStowRoutes(service, store);
    },
    { prefix },
  );
}

function answerInWords(
  error: FastifyError | RequestError | MutationPredictionError,
  _request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  return reply.code(statusOf(error)).type('text/plain; charset=utf-8').send(sentence(error));
}

/** Codes that say what a file lacks: there is nothing to answer with. */
const FILE_REFUSALS: ReadonlySet<RefusalCode> = new Set(['malformed-object', 'unsupported-object']);

function statusOf(error: FastifyError | RequestError | MutationPredictionError): number {
  if (error instanceof MutationPredictionError) return FILE_REFUSALS.has(error.code) ? 404 : 500;
  return error.statusCode ?? 500;
}

function sentence(error: Error): string {
  if (error instanceof MutationPredictionError) return `${error.message} ${error.advice}`;
  return error.message;
}
