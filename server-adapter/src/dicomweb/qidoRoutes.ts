import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DicomJson, DicomJsonElement } from './dicomJson.js';
import type { FolderStore } from './folderStore.js';
import { parseQuery, runQuery } from './query.js';
import type { ResourceParams } from './request.js';
import { RequestError, serviceUrl } from './request.js';
import type { InstanceEntry, SeriesEntry, StudyEntry } from './studyIndex.js';

/** QIDO-RS (PS3.18 §10.6): studies, series and instances, by hierarchy or across it. */
export function registerQidoRoutes(app: FastifyInstance, store: FolderStore): void {
  const route = (url: string, records: (params: ResourceParams, base: string) => DicomJson[]) =>
    app.get<{ Params: ResourceParams }>(url, (request, reply) =>
      answer(request, reply, records(request.params, serviceUrl(request))),
    );

  route('/studies', (_, base) => store.index.studies.map((study) => studyRecord(study, base)));

  const seriesOf = (studies: readonly StudyEntry[], base: string) =>
    studies.flatMap((study) =>
      [...study.series.values()].map((series) => seriesRecord(study, series, base)),
    );
  route('/series', (_, base) => seriesOf(store.index.studies, base));
  route('/studies/:study/series', ({ study }, base) => seriesOf(select(store, study), base));

  const instancesOf = (studies: readonly StudyEntry[], base: string, only?: string) =>
    studies.flatMap((study) =>
      [...study.series.values()]
        .filter((series) => only === undefined || series.seriesInstanceUid === only)
        .flatMap((series) =>
          [...series.instances.values()].map((one) => instanceRecord(study, series, one, base)),
        ),
    );
  route('/instances', (_, base) => instancesOf(store.index.studies, base));
  route('/studies/:study/instances', ({ study }, base) => instancesOf(select(store, study), base));
  route('/studies/:study/series/:series/instances', ({ study, series }, base) =>
    instancesOf(select(store, study), base, series),
  );
}

function answer(request: FastifyRequest, reply: FastifyReply, records: readonly DicomJson[]) {
  const query = parseQuery(new URL(request.url, 'http://store').searchParams);
  if (typeof query === 'string') throw new RequestError(400, query);
  return reply.type('application/dicom+json').send(JSON.stringify(runQuery(records, query)));
}

function select(store: FolderStore, studyUid: string): StudyEntry[] {
  const study = store.index.study(studyUid);
  return study ? [study] : [];
}

function studyRecord(study: StudyEntry, base: string): DicomJson {
  const series = [...study.series.values()];
  const modalities = new Set(series.flatMap((one) => one.attributes['00080060']?.Value ?? []));
  const instances = series.reduce((sum, one) => sum + one.instances.size, 0);
  return {
    ...study.attributes,
    '00080056': { vr: 'CS', Value: ['ONLINE'] },
    '00080061': { vr: 'CS', Value: [...modalities] },
    '00081190': url(`${base}/studies/${study.studyInstanceUid}`),
    '00201206': count(series.length),
    '00201208': count(instances),
  };
}

function seriesRecord(study: StudyEntry, series: SeriesEntry, base: string): DicomJson {
  return {
    ...study.attributes,
    ...series.attributes,
    '00081190': url(`${base}/studies/${study.studyInstanceUid}/series/${series.seriesInstanceUid}`),
    '00201209': count(series.instances.size),
  };
}

function instanceRecord(
  study: StudyEntry,
  series: SeriesEntry,
  instance: InstanceEntry,
  base: string,
): DicomJson {
  const path = `studies/${study.studyInstanceUid}/series/${series.seriesInstanceUid}`;
  return {
    ...study.attributes,
    ...series.attributes,
    ...instance.attributes,
    '00080056': { vr: 'CS', Value: ['ONLINE'] },
    '00081190': url(`${base}/${path}/instances/${instance.sopInstanceUid}`),
  };
}

const url = (value: string): DicomJsonElement => ({ vr: 'UR', Value: [value] });
const count = (value: number): DicomJsonElement => ({ vr: 'IS', Value: [value] });
