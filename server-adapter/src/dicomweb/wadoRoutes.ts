import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readFile } from 'node:fs/promises';
import { readBulkData } from './bulkData.js';
import { DEFLATED, EXPLICIT_LITTLE_ENDIAN } from './deflated.js';
import type { DicomJson } from './dicomJson.js';
import type { FolderStore } from './folderStore.js';
import { readFrames } from './frames.js';
import { writeMultipart } from './multipart.js';
import type { Part } from './multipart.js';
import type { ResourceParams } from './request.js';
import { acceptsMultipart, RequestError } from './request.js';
import type { InstanceEntry } from './studyIndex.js';

const DICOM = 'application/dicom';
const OCTETS = 'application/octet-stream';

const STUDY = '/studies/:study';
const SERIES = `${STUDY}/series/:series`;
const INSTANCE = `${SERIES}/instances/:instance`;

type ResourceRequest = FastifyRequest<{ Params: ResourceParams }>;

/**
 * WADO-RS (PS3.18 §10.4): instances, metadata, frames and bulk data. Pixels are answered as they are
 * stored, whatever transfer syntax was asked for: viewers decode them, and this store never does.
 */
export function registerWadoRoutes(app: FastifyInstance, store: FolderStore): void {
  for (const url of [STUDY, SERIES, INSTANCE]) {
    app.get<{ Params: ResourceParams }>(`${url}/metadata`, (request, reply) =>
      sendMetadata(store, request, reply),
    );
    app.get<{ Params: ResourceParams }>(url, (request, reply) =>
      sendInstances(find(store, request.params), request, reply),
    );
  }
  app.get<{ Params: ResourceParams }>(`${INSTANCE}/frames/:frames`, (request, reply) =>
    sendFrames(findOne(store, request.params), request, reply),
  );
  app.get<{ Params: ResourceParams }>(`${INSTANCE}/bulkdata/*`, (request, reply) =>
    sendBulkData(findOne(store, request.params), request, reply),
  );
}

async function sendMetadata(store: FolderStore, request: ResourceRequest, reply: FastifyReply) {
  const { study } = request.params;
  const metadata: DicomJson[] = [];
  for (const { seriesUid, instance } of find(store, request.params)) {
    const path = `${request.server.prefix}/studies/${study}/series/${seriesUid}/instances`;
    const bulkDataUri = (tags: string) => `${path}/${instance.sopInstanceUid}/bulkdata/${tags}`;
    metadata.push(await store.metadata(instance, bulkDataUri));
  }
  return reply.type('application/dicom+json').send(JSON.stringify(metadata));
}

async function sendInstances(
  found: readonly FoundInstance[],
  request: ResourceRequest,
  reply: FastifyReply,
) {
  const [first] = found;
  if (first && found.length === 1 && !acceptsMultipart(request, DICOM)) {
    return reply.type(DICOM).send(await readFile(first.instance.file));
  }
  async function* parts(): AsyncGenerator<Part> {
    for (const { instance } of found) {
      const contentType = `${DICOM}; transfer-syntax=${instance.transferSyntaxUid}`;
      yield { contentType, body: await readFile(instance.file) };
    }
  }
  const { contentType, body } = writeMultipart(parts(), DICOM);
  return reply.header('content-type', contentType).send(body);
}

async function sendFrames(instance: InstanceEntry, request: ResourceRequest, reply: FastifyReply) {
  const numbers = request.params.frames.split(',').map(Number);
  if (!numbers.every((number) => Number.isInteger(number) && number >= 1)) {
    throw new RequestError(400, 'Frame numbers are whole numbers from 1, separated by commas.');
  }
  if (new Set(numbers).size < numbers.length) {
    throw new RequestError(400, 'Each frame can be asked for once.');
  }
  const count = Number(instance.attributes['00280008']?.Value?.[0] ?? 1);
  if (numbers.some((number) => number > count)) {
    throw new RequestError(404, `The image has ${count} frames.`);
  }
  return sendOctets(await readFrames(instance.file, numbers), instance, request, reply);
}

async function sendBulkData(
  instance: InstanceEntry,
  request: ResourceRequest,
  reply: FastifyReply,
) {
  const values = await readBulkData(instance.file, request.params['*']);
  if (!values) throw new RequestError(404, 'The instance has no bulk data there.');
  return sendOctets(values, instance, request, reply);
}

function sendOctets(
  values: readonly Buffer[],
  instance: InstanceEntry,
  request: ResourceRequest,
  reply: FastifyReply,
) {
  // The store inflates a deflated file to find its pixels.
  const stored = instance.transferSyntaxUid;
  const transferSyntax = stored === DEFLATED ? EXPLICIT_LITTLE_ENDIAN : stored;
  const partType = `${OCTETS}; transfer-syntax=${transferSyntax}`;
  if (!acceptsMultipart(request, OCTETS)) return reply.type(partType).send(Buffer.concat(values));
  const parts = values.map((body) => ({ contentType: partType, body }));
  const { contentType, body } = writeMultipart(parts, OCTETS);
  return reply.header('content-type', contentType).send(body);
}

interface FoundInstance {
  readonly seriesUid: string;
  readonly instance: InstanceEntry;
}

/** The instances of a study, a series, or one instance; paths only ever look up the index. */
function find(store: FolderStore, params: Partial<ResourceParams>): FoundInstance[] {
  const study = store.index.study(params.study ?? '');
  const found = [...(study?.series.values() ?? [])]
    .filter((series) => !params.series || series.seriesInstanceUid === params.series)
    .flatMap((series) =>
      [...series.instances.values()].map((instance) => ({
        seriesUid: series.seriesInstanceUid,
        instance,
      })),
    )
    .filter(({ instance }) => !params.instance || instance.sopInstanceUid === params.instance);
  if (found.length === 0)
    throw new RequestError(404, 'The folder holds no such study, series or instance.');
  return found;
}

function findOne(store: FolderStore, params: ResourceParams): InstanceEntry {
  return find(store, params)[0]!.instance;
}
