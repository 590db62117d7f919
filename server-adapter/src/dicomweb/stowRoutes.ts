import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DicomJson, DicomJsonElement } from './dicomJson.js';
import type { FolderStore, StoreOutcome } from './folderStore.js';
import { boundaryOf, parseMultipart } from './multipart.js';
import type { ResourceParams } from './request.js';
import { RequestError, serviceUrl } from './request.js';
import { UploadRoom } from './uploadRoom.js';

/** Largest request, and all requests at once; a CT series of 1000 slices is half of it. */
const BODY_LIMIT_BYTES = 1024 * 1024 * 1024;

interface StoreRoute {
  readonly Params: Partial<ResourceParams>;
}
type StoreRequest = FastifyRequest<StoreRoute>;

/** STOW-RS (PS3.18 §10.5) of Part 10 files. */
export function registerStowRoutes(app: FastifyInstance, store: FolderStore): void {
  app.addContentTypeParser(
    'multipart/related',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES },
    (_request, body, done) => done(null, body),
  );
  const room = new UploadRoom(BODY_LIMIT_BYTES);
  // Before the body is read.
  const onRequest = async (request: StoreRequest, reply: FastifyReply) => {
    const leave = room.enter(announcedBytes(request));
    if (leave) void reply.raw.once('close', leave);
    else await refuseForNow(reply);
  };
  const handler = (request: StoreRequest, reply: FastifyReply) =>
    storeInstances(store, request, reply);
  app.post<StoreRoute>('/studies', { onRequest }, handler);
  app.post<StoreRoute>('/studies/:study', { onRequest }, handler);
}

/** A body of no announced length may become the largest; a larger one is refused as such. */
function announcedBytes({ headers }: StoreRequest): number {
  const announced = Number(headers['content-length'] ?? BODY_LIMIT_BYTES);
  return Math.min(announced, BODY_LIMIT_BYTES);
}

async function refuseForNow(reply: FastifyReply): Promise<void> {
  await reply
    .code(503)
    .headers({ 'retry-after': '5', connection: 'close' })
    .type('text/plain; charset=utf-8')
    .send('Too much is being stored at the moment. Try again in a few seconds.');
}

async function storeInstances(store: FolderStore, request: StoreRequest, reply: FastifyReply) {
  const outcomes: StoreOutcome[] = [];
  for (const file of filesOf(request)) {
    outcomes.push(await store.store(file, request.params.study));
  }
  const stored = outcomes.filter((outcome) => outcome.stored).length;
  const status = stored === outcomes.length ? 200 : stored > 0 ? 202 : 409;
  const firstFailure = outcomes.find((outcome) => !outcome.stored);
  // The response document holds numbers only; a client may show this sentence beside them.
  if (firstFailure) void reply.header('warning', `299 - "${firstFailure.message}"`);
  return reply
    .code(status)
    .type('application/dicom+json')
    .send(JSON.stringify(storeResponse(outcomes, serviceUrl(request), request.params.study)));
}

function filesOf(request: StoreRequest): Uint8Array[] {
  const contentType = request.headers['content-type'] ?? '';
  const boundary = boundaryOf(contentType);
  if (!boundary) throw new RequestError(400, 'The multipart request names no boundary.');
  const parts = parseMultipart(request.body as Buffer, boundary);
  if (!parts) throw new RequestError(400, 'The multipart request is cut off.');
  if (parts.length === 0) throw new RequestError(400, 'The request holds no instances.');
  const isForeign = parts.some(
    ({ contentType }) => !/^application\/dicom\s*(;|$)/i.test(contentType),
  );
  if (isForeign) throw new RequestError(415, 'Only parts of type application/dicom can be stored.');
  return parts.map(({ body }) => body);
}

/** Store Instances Response (PS3.18 §I.2). */
function storeResponse(
  outcomes: readonly StoreOutcome[],
  base: string,
  studyUid: string | undefined,
): DicomJson {
  const stored = outcomes.filter((outcome) => outcome.stored);
  const failed = outcomes.filter((outcome) => !outcome.stored);
  const named = failed.filter((outcome) => outcome.sopInstanceUid !== undefined);
  const unnamed = failed.filter((outcome) => outcome.sopInstanceUid === undefined);
  return {
    ...(studyUid && { '00081190': { vr: 'UR', Value: [`${base}/studies/${studyUid}`] } }),
    ...sequence('00081199', stored.map(identityOf)), // Referenced SOP Sequence
    ...sequence(
      '00081198', // Failed SOP Sequence
      named.map((outcome) => ({ ...identityOf(outcome), '00081197': reason(outcome.reason) })),
    ),
    ...sequence(
      '0008119A', // Other Failures Sequence: not even a SOP Instance UID to name
      unnamed.map((outcome) => ({ '00081197': reason(outcome.reason) })),
    ),
  };
}

function identityOf({ sopClassUid, sopInstanceUid }: StoreOutcome): DicomJson {
  return { '00081150': uid(sopClassUid), '00081155': uid(sopInstanceUid) };
}

function sequence(tag: string, items: readonly DicomJson[]): DicomJson {
  return items.length === 0 ? {} : { [tag]: { vr: 'SQ', Value: items } };
}

const uid = (value: string | undefined): DicomJsonElement =>
  value === undefined ? { vr: 'UI' } : { vr: 'UI', Value: [value] };
const reason = (value: number): DicomJsonElement => ({ vr: 'US', Value: [value] });
