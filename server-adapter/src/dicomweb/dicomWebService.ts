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
  const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500;
  return reply.code(status).type('text/plain; charset=utf-8').send(sentence(error));
}

function sentence(error: Error): string {
  if (error instanceof MutationPredictionError) return `${error.message} ${error.advice}`;
  return error.message;
}
