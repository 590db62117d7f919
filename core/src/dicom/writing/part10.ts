import type { data as DcmjsData } from 'dcmjs';
import { MutationPredictionError } from '../../errors.js';
import { DEFLATED_LITTLE_ENDIAN, EXPLICIT_LITTLE_ENDIAN } from '../reading/transferSyntax.js';
import { readMeta } from './fileMeta.js';
import type { ForeignDataset, NaturalisedDataset, NaturalisedValue } from './naturalisedDataset.js';

type Dcmjs = typeof DcmjsData;
type Dictionary = Dcmjs['DicomMetaDictionary']['nameMap'];

/** Fixed: names this writer (PS3.7 D.3.3.2), not the product's version. */
const IMPLEMENTATION_CLASS_UID = '2.25.334556233326936848092071922071391491339';
const IMPLEMENTATION_VERSION_NAME = 'OHIF_MUTPRED_1';

/** Most characters a value of a VR may have (PS3.5 table 6.2-1); PN per component group. */
const MAXIMUM_LENGTH: Readonly<Record<string, number>> = {
  AE: 16,
  AS: 4,
  CS: 16,
  DA: 8,
  DS: 16,
  DT: 26,
  IS: 12,
  LO: 64,
  LT: 10240,
  PN: 64,
  SH: 16,
  ST: 1024,
  TM: 16,
  UI: 64,
};

/**
 * Writes a Part 10 file in Explicit VR Little Endian.
 *
 * Text is written as UTF-8, so the data set must say `SpecificCharacterSet: 'ISO_IR 192'`, and keep
 * sequences in ASCII, since dcmjs reads nested UTF-8 wrongly. A VR that depends on the data is named
 * in `_vrMap`, e.g. `{ PixelData: 'OB' }`.
 *
 * @param transferSyntaxUid what the file says of itself, for whoever deflates the data set afterwards
 * @throws MutationPredictionError `malformed-object` for a keyword that DICOM does not know and for a
 *   value longer than its VR allows: dcmjs would drop the one and cut the other
 */
export async function encodePart10(
  dataset: NaturalisedDataset,
  transferSyntaxUid = EXPLICIT_LITTLE_ENDIAN,
): Promise<ArrayBuffer> {
  const { DicomDict, DicomMetaDictionary } = await loadDcmjs();
  requireEncodable(dataset, DicomMetaDictionary.nameMap);
  const file = new DicomDict(
    DicomMetaDictionary.denaturalizeDataset({
      FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
      MediaStorageSOPClassUID: dataset['SOPClassUID'],
      MediaStorageSOPInstanceUID: dataset['SOPInstanceUID'],
      TransferSyntaxUID: transferSyntaxUid,
      ImplementationClassUID: IMPLEMENTATION_CLASS_UID,
      ImplementationVersionName: IMPLEMENTATION_VERSION_NAME,
    }),
  );
  file.dict = DicomMetaDictionary.denaturalizeDataset(dataset);
  return file.write();
}

/**
 * Reads a Part 10 file into keywords; for small objects such as reports (a SEG or CT is read by
 * `DicomAttributes`, which does not copy pixels).
 *
 * @throws MutationPredictionError `not-dicom` without a Part 10 header, `malformed-object` otherwise
 */
export async function decodePart10(bytes: ArrayBuffer | Uint8Array): Promise<ForeignDataset> {
  const view = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  if (String.fromCharCode(...view.subarray(128, 132)) !== 'DICM') {
    throw new MutationPredictionError('not-dicom.no-header');
  }
  const { DicomMessage, DicomMetaDictionary } = await loadDcmjs();
  const isDeflated = readMeta(view).transferSyntaxUid === DEFLATED_LITTLE_ENDIAN;
  const file = isDeflated ? await inflated(view) : view;
  try {
    return DicomMetaDictionary.naturalizeDataset(DicomMessage.readFile(file.slice().buffer).dict);
  } catch (cause) {
    throw new MutationPredictionError('malformed-object.undecodable', {}, { cause });
  }
}

/** Few archives deflate: a browser fetches what reads them when one does. */
async function inflated(bytes: Uint8Array): Promise<Uint8Array> {
  const { inflatePart10 } = await import(
    /* webpackChunkName: 'deflated-files' */ './inflatePart10.js'
  );
  return inflatePart10(bytes);
}

/** dcmjs is large and only needed to save and reopen: loaded then, not with the viewer. */
async function loadDcmjs(): Promise<Dcmjs> {
  const { data, log } = await import(/* webpackChunkName: 'dicom-files' */ 'dcmjs');
  // Its warnings quote the offending value, which may be patient data.
  for (const logger of [log, ...Object.values(log.getLoggers())]) logger.setLevel('silent', false);
  return data;
}

function requireEncodable(dataset: NaturalisedDataset, dictionary: Dictionary): void {
  for (const [keyword, value] of Object.entries(dataset)) {
    if (value === undefined || keyword === '_vrMap') continue;
    const entry = dictionary[keyword];
    if (!entry) throw new MutationPredictionError('malformed-object.unknown-keyword', { keyword });
    for (const single of Array.isArray(value) ? (value as NaturalisedValue[]) : [value]) {
      if (entry.vr === 'SQ') requireEncodable(single as NaturalisedDataset, dictionary);
      else if (typeof single === 'string') requireLength(keyword, entry.vr, single);
    }
  }
}

function requireLength(keyword: string, vr: string, value: string): void {
  const parts = vr === 'PN' ? value.split('=') : [value];
  const longest = Math.max(...parts.map((part) => part.length));
  const maximum = MAXIMUM_LENGTH[vr];
  if (maximum !== undefined && longest > maximum) {
    throw new MutationPredictionError('malformed-object.value-too-long', {
      keyword,
      length: longest,
      vr,
      maximum,
    });
  }
}
