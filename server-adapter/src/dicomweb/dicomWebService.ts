import type { RefusalCode } from '@mutation-prediction/core';
import { MutationPredictionError } from '@mutation-prediction/core';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FolderStore } from './folderStore.js';
import { registerQidoRoutes } from './qidoRoutes.js';
import type { RequestError } from './request.js';
import { registerStowRoutes } from './stowRoutes.js';
import { codeOf } from './storedFile.js';
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

type ServiceError = FastifyError | RequestError | MutationPredictionError;

function answerInWords(
  error: ServiceError,
  _request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { status, sentence } = answerTo(error);
  return reply.code(status).type('text/plain; charset=utf-8').send(sentence);
}

/** Codes that say what a file lacks: there is nothing to answer with. */
const FILE_REFUSALS: ReadonlySet<RefusalCode> = new Set(['malformed-object', 'unsupported-object']);

function answerTo(error: ServiceError): { status: number; sentence: string } {
  if (error instanceof MutationPredictionError && FILE_REFUSALS.has(error.code)) {
    return { status: 404, sentence: `${error.message} ${error.advice}` };
  }
  if ('statusCode' in error && error.statusCode !== undefined && error.statusCode < 500) {
    return { status: error.statusCode, sentence: error.message };
  }
  // The message of a failed file operation names the path.
  return { status: 500, sentence: `A file of the folder cannot be read (${codeOf(error)}).` };
}
