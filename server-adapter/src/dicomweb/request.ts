import type { FastifyRequest } from 'fastify';

/** The UIDs of a DICOMweb path; which of them a route has, its pattern says. */
export interface ResourceParams {
  readonly study: string;
  readonly series: string;
  readonly instance: string;
  readonly frames: string;
  /** Path of an attribute in the data set, e.g. `00089215/0/7FE00010`. */
  readonly '*': string;
}

/** A refusal that the error handler turns into a status and a sentence. */
export class RequestError extends Error {
  constructor(
    readonly statusCode: 400 | 404 | 415,
    message: string,
  ) {
    super(message);
  }
}

/** Absolute URL of the service, as the client addressed it. */
export function serviceUrl(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}${request.server.prefix}`;
}

/** Whether the client takes parts; one that only names `mediaType` wants the bytes alone. */
export function acceptsMultipart(request: FastifyRequest, mediaType: string): boolean {
  const ranges = (request.headers.accept ?? '*/*').split(',').map((range) => range.trim());
  return (
    ranges.some((range) => /^multipart\/related/i.test(range)) ||
    !ranges.some((range) => range.startsWith(mediaType))
  );
}
