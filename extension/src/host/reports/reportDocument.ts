import type {
  NaturalisedDataset,
  Prediction,
  Replacement,
  SegmentReference,
  VisualExplanation,
} from '@mutation-prediction/core';
import {
  buildLesionSegmentation,
  buildPredictionReport,
  encodePart10,
  newUid,
} from '@mutation-prediction/core';
import type { Explanation, LesionToReport, ReportDocument, ReportFile } from '../../contract.js';
import type { PreparedLesion } from '../preparedLesions.js';
import type { LesionOrigin } from '../segmentations/segmentationEntry.js';
import type { CheckedReport } from './earlierPredictions.js';

/** A lesion of a report, and where its contours are. */
export interface FoundLesion extends LesionToReport, PreparedLesion {}

/** A segment that we wrote, and the SEG that it is in. */
interface WrittenSegment {
  readonly segment: SegmentReference;
  readonly dataset: NaturalisedDataset;
}

/** A map that we wrote, as a report refers to it. */
interface WrittenMap {
  readonly explanation: VisualExplanation;
  readonly bytes: ArrayBuffer;
}

/** Finds what a report on predictions of one image replaces. */
type FindReplacement = (predictions: readonly Prediction[]) => Replacement<CheckedReport>;

/** Writes reports, and for contours that are not in a SEG yet one SEG, however often they are reported. */
export class ReportWriter {
  /** An origin is replaced whenever its contours change, so the segment of one stays right. */
  readonly #written = new WeakMap<LesionOrigin, WrittenSegment>();
  /** Of a run's maps, so that they are in the archive once, however often the run is reported. */
  readonly #maps = new WeakMap<Explanation['activationMaps'], readonly WrittenMap[]>();

  /** @param savesPdf whether a report is saved with a PDF of it */
  constructor(private readonly savesPdf = false) {}

  /**
   * The files of a report: an SR for each CT, preceded by a SEG where contours are not in one yet, because
   * a report can reference segments of a SEG only, and by the maps of where its networks looked;
   * by a PDF of it, where the site wants one.
   *
   * @throws `invalid-report` when a value cannot be written
   */
  async write(
    lesions: readonly FoundLesion[],
    replacementOf: FindReplacement,
    now: Date,
  ): Promise<ReportDocument> {
    const parts: ReportDocument[] = [];
    for (const onOneCt of byCt(lesions)) {
      const stem = `${fileStem(onOneCt)}${parts.length > 0 ? `-${parts.length + 1}` : ''}`;
      const replacement = replacementOf(onOneCt.map(({ prediction }) => prediction));
      parts.push(await this.#writeOn(onOneCt, replacement, stem, now));
    }
    return {
      files: parts.flatMap(({ files }) => files),
      replaces: parts.flatMap(({ replaces }) => replaces),
      carried: parts.reduce((sum, { carried }) => sum + carried, 0),
    };
  }

  async #writeOn(
    lesions: readonly FoundLesion[],
    { reports, carried }: Replacement<CheckedReport>,
    stem: string,
    now: Date,
  ): Promise<ReportDocument> {
    const { identity, studyAttributes } = lesions[0]!.origin.ct;
    await this.#writeSegments(lesions, now);
    const maps = await Promise.all(lesions.map((lesion) => this.#mapsOf(lesion, now)));
    const reported = lesions.map(({ prediction, measurements, origin }, n) => ({
      prediction,
      measurements,
      ...(maps[n]!.length > 0 && {
        visualExplanations: maps[n]!.map(({ explanation }) => explanation),
      }),
      segmentation: storedSegment(origin) ?? this.#written.get(origin)!.segment,
    }));
    const dataset = buildPredictionReport([...reported, ...carried], {
      studyAttributes,
      image: identity,
      predecessors: reports,
      now,
    });
    const segs = new Set(
      lesions.flatMap(({ origin }) => {
        const written = this.#written.get(origin);
        return written ? [written.dataset] : [];
      }),
    );
    const files = [...segs].map((seg, n) =>
      fileOf(seg, `${stem}-segmentation${n > 0 ? `-${n + 1}` : ''}.dcm`),
    );
    return {
      files: [
        ...(await Promise.all(files)),
        ...maps.flat().map(({ explanation, bytes }, n) => ({
          name: `${stem}-map-${n + 1}.dcm`,
          bytes,
          ...explanation,
        })),
        ...(this.savesPdf ? [await printed(lesions, dataset, `${stem}-pdf.dcm`, now)] : []),
        await fileOf(dataset, `${stem}-report.dcm`),
      ],
      replaces: reports.map(({ contentDate }) => contentDate),
      carried: carried.length,
    };
  }

  /** Where the network looked, a map for each target; none where it does not tell, or the site keeps none. */
  async #mapsOf(
    { prediction, explanation, origin: { ct } }: FoundLesion,
    now: Date,
  ): Promise<readonly WrittenMap[]> {
    if (!explanation) return [];
    const written = this.#maps.get(explanation.activationMaps);
    if (written) return written;
    const { buildVisualExplanations, encodeParametricMap } = await import(
      /* webpackChunkName: 'report-maps' */ './explanationFiles.js'
    );
    const { studyAttributes } = ct;
    const built = buildVisualExplanations(
      { prediction, ...explanation },
      { ct, studyAttributes, now },
    );
    const maps = await Promise.all(
      built.map(async (map) => ({
        explanation: map.explanation,
        bytes: (await encodeParametricMap(map)).buffer,
      })),
    );
    this.#maps.set(explanation.activationMaps, maps);
    return maps;
  }

  /** One SEG of all segments that are in none yet; parts of a segment are found in the whole of it. */
  async #writeSegments(lesions: readonly FoundLesion[], now: Date): Promise<void> {
    const unwritten = lesions.filter(
      ({ origin }) => !storedSegment(origin) && !this.#written.has(origin),
    );
    const [first] = unwritten;
    if (!first) return;
    const segments = bySegment(unwritten);
    const { ct } = first.origin;
    const contoured = segments.map(async ([{ origin, trackingUid, prediction }, ...others]) => ({
      mask: (await origin.segmentation.maskOn(ct, origin.segment.number)).mask,
      label: others.length === 0 ? origin.label : (origin.segment.label ?? origin.label),
      trackingUid: others.length === 0 ? trackingUid : newUid(),
      finding: prediction.lesion.finding,
      ...(origin.segment.algorithmName && { algorithmName: origin.segment.algorithmName }),
    }));
    const seg = buildLesionSegmentation(await Promise.all(contoured), {
      ct,
      studyAttributes: ct.studyAttributes,
      now,
    });
    segments.forEach((parts, n) => {
      const written = { segment: seg.segments[n]!, dataset: seg.dataset };
      for (const { origin } of parts) this.#written.set(origin, written);
    });
  }
}

/** The report for people, as a DICOM object that names it and the CT. */
async function printed(
  lesions: readonly FoundLesion[],
  report: NaturalisedDataset,
  name: string,
  now: Date,
): Promise<ReportFile> {
  const { identity, studyAttributes } = lesions[0]!.origin.ct;
  const { buildEncapsulatedPdf, printedLesions, writeReportPdf } = await import(
    /* webpackChunkName: 'pdf' */ './printedReport.js'
  );
  const reportUid = String(report['SOPInstanceUID']);
  const pdf = await writeReportPdf(printedLesions(lesions), {
    ...{ study: studyAttributes, now, reportUid },
  });
  const dataset = buildEncapsulatedPdf({
    ...{ pdf, studyAttributes, image: identity, now },
    report: { sopClassUid: String(report['SOPClassUID']), sopInstanceUid: reportUid },
    seriesDescription: String(report['SeriesDescription']),
  });
  return fileOf(dataset, name);
}

type NotEmpty<T> = readonly [T, ...T[]];

const byCt = (lesions: readonly FoundLesion[]) =>
  grouped(lesions, ({ origin: { ct } }) =>
    [ct.identity.seriesInstanceUid, ct.identity.phase].join(),
  );

function bySegment(lesions: readonly FoundLesion[]) {
  const segmentations = [...new Set(lesions.map(({ origin }) => origin.segmentation))];
  return grouped(lesions, ({ origin: { segmentation, segment } }) =>
    [segmentations.indexOf(segmentation), segment.number].join(),
  );
}

function grouped(
  lesions: readonly FoundLesion[],
  keyOf: (lesion: FoundLesion) => string,
): NotEmpty<FoundLesion>[] {
  const groups = new Map<string, FoundLesion[]>();
  for (const lesion of lesions) {
    const key = keyOf(lesion);
    groups.set(key, [...(groups.get(key) ?? []), lesion]);
  }
  return [...groups.values()] as unknown as NotEmpty<FoundLesion>[];
}

function fileStem([first]: readonly FoundLesion[]): string {
  const made = first?.prediction.createdAt ?? '';
  return `mutation-prediction-${made.replace(/\D/g, '').slice(0, 14)}`;
}

async function fileOf(dataset: NaturalisedDataset, name: string): Promise<ReportFile> {
  return {
    name,
    bytes: await encodePart10(dataset),
    studyInstanceUid: String(dataset['StudyInstanceUID']),
    seriesInstanceUid: String(dataset['SeriesInstanceUID']),
    sopInstanceUid: String(dataset['SOPInstanceUID']),
  };
}

/** The segment in DICOM that holds exactly these contours, if there is one. */
function storedSegment({ segmentation, segment }: LesionOrigin): SegmentReference | undefined {
  const { object } = segmentation;
  if (object?.kind !== 'SEG') return undefined;
  return { ...object.identity, segmentNumber: segment.number };
}
