import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pMap from 'p-map';
import { fromPlainError, MutationPredictionError } from '@mutation-prediction/core';
import type { PacsCase } from '../cohort/cohortCase.js';
import type { Scan } from '../cohort/findCohort.js';
import { numbersOf, textOf, type DicomWebClient, type FoundDataSet } from './dicomWebClient.js';

const TAG = {
  sopInstanceUid: '00080018',
  imagePosition: '00200032',
  imageOrientation: '00200037',
} as const;

/** Instances retrieved at a time. */
const AT_ONCE = 4;
/** What models see around a lesion ends well within: the larger of the two. */
const MARGIN_MM = 100;
const MARGIN_SLICES = 40;

/** A case's files on this machine. */
export interface RetrievedCase {
  readonly ct: readonly string[];
  readonly seg: string;
}

/**
 * Retrieves a case's segmentation and, of the CT, the slices that its contours are on and those near
 * them. Where it names no series that the study has, every CT series of the study is retrieved whole.
 *
 * @param folder where the files go
 * @param scan reads the segmentation, where it can do no harm
 * @throws MutationPredictionError `no-ct`, and why the segmentation cannot be read
 */
export async function retrieveCase(
  client: DicomWebClient,
  { studyInstanceUid, segmentation, ctSeries }: PacsCase,
  folder: string,
  scan: Scan,
): Promise<RetrievedCase> {
  await mkdir(folder, { recursive: true });
  const retrieve = async (series: string, instance: string) => {
    const file = path.join(folder, `${instance}.dcm`);
    await writeFile(file, await client.retrieve(studyInstanceUid, series, instance), {
      mode: 0o600,
    });
    return file;
  };
  const seg = await retrieve(segmentation.seriesInstanceUid, segmentation.sopInstanceUid);
  const references = await referencesOf(seg, scan);
  const named = ctSeries.filter(({ seriesInstanceUid }) =>
    references.referencedSeriesUids.includes(seriesInstanceUid),
  );
  const ct: string[] = [];
  for (const { seriesInstanceUid, instances } of named.length > 0 ? named : ctSeries) {
    const slices = await listSlices(client, studyInstanceUid, seriesInstanceUid, instances);
    const needed =
      named.length > 0 ? slicesNear(slices, references.referencedSopInstanceUids) : slices;
    const files = await pMap(
      needed,
      (slice) => retrieve(seriesInstanceUid, textOf(slice, TAG.sopInstanceUid)),
      { concurrency: AT_ONCE },
    );
    ct.push(...files);
  }
  if (ct.length === 0) {
    throw new MutationPredictionError('no-ct.archive-without-ct', {
      segmentation: segmentation.sopInstanceUid,
    });
  }
  return { ct, seg };
}

async function referencesOf(seg: string, scan: Scan) {
  const [scanned] = await scan([seg]);
  if (scanned?.kind === 'segmentation') return scanned.references;
  if (scanned?.kind === 'refused') throw fromPlainError(scanned.error);
  throw new MutationPredictionError('no-segment.archive-other-object', {
    file: path.basename(seg),
  });
}

/** Every slice of a series; a server that leaves some out is not believed. */
async function listSlices(
  client: DicomWebClient,
  study: string,
  series: string,
  instances: number,
): Promise<FoundDataSet[]> {
  const query = new URLSearchParams([
    ['includefield', TAG.imagePosition],
    ['includefield', TAG.imageOrientation],
  ]);
  const slices = await client.search(`studies/${study}/series/${series}/instances`, query);
  if (slices.length >= instances) return slices;
  throw new MutationPredictionError('no-ct.archive-incomplete', {
    listed: slices.length,
    count: instances,
    series,
  });
}

/** The slices that are referenced and those near them; all, where positions are not told. */
function slicesNear(
  slices: readonly FoundDataSet[],
  referenced: readonly string[],
): readonly FoundDataSet[] {
  const wanted = new Set(referenced);
  const placed = slices
    .map((slice) => ({ slice, position: positionAlongNormal(slice) }))
    .sort((a, b) => a.position - b.position);
  const hits = placed.flatMap(({ slice }, n) =>
    wanted.has(textOf(slice, TAG.sopInstanceUid)) ? [n] : [],
  );
  const [first, last] = [hits[0], hits.at(-1)];
  if (first === undefined || last === undefined) return slices;
  if (placed.some(({ position }) => !Number.isFinite(position))) return slices;
  const [low, high] = [placed[first]!.position - MARGIN_MM, placed[last]!.position + MARGIN_MM];
  return placed
    .filter(
      ({ position }, n) =>
        (position >= low && position <= high) ||
        (n >= first - MARGIN_SLICES && n <= last + MARGIN_SLICES),
    )
    .map(({ slice }) => slice);
}

/** mm along the normal of the slice; PS3.3 C.7.6.2.1.1. */
function positionAlongNormal(slice: FoundDataSet): number {
  const [x = NaN, y = NaN, z = NaN] = numbersOf(slice, TAG.imagePosition);
  const [a = NaN, b = NaN, c = NaN, d = NaN, e = NaN, f = NaN] = numbersOf(
    slice,
    TAG.imageOrientation,
  );
  return x * (b * f - c * e) + y * (c * d - a * f) + z * (a * e - b * d);
}
