import {
  predictionFixture,
  reportedLesionFixture,
} from '../../../../test/support/predictionFixture.js';
import { SOP_CLASS } from '../../dicom/identity/sopClasses.js';
import type { NaturalisedDataset } from '../../dicom/writing/naturalisedDataset.js';
import type { InstanceReference } from '../../imaging/ctImage.js';
import { CODES } from '../content/codes.js';
import { textContentItem } from '../content/contentItems.js';
import { codeOf, readContentTree, textOf, uidOf } from '../content/contentTree.js';
import { algorithmIdentification } from './algorithmIdentification.js';
import { contributingEquipment } from './contributingEquipment.js';
import { modelDevice, RADIOMICS_ENGINE, reportingDevices } from './devices.js';
import { comprehensive3dSr, type Comprehensive3dSr } from './document.js';
import { hierarchicalReferences, type SeriesReference } from './evidence.js';
import { imageLibrary } from './imageLibrary.js';
import { volumetricRoiMeasurements, type MeasurementGroup } from './measurementGroup.js';
import { observerContext } from './observerContext.js';

/** The items of a container, each as `relationship type concept = value`. */
function itemsOf(item: NaturalisedDataset): string[] {
  return readContentTree(item).children.map((node) => {
    const value = textOf(node) ?? uidOf(node) ?? codeOf(node)?.value;
    const told = `${node.relationship} ${node.valueType} ${node.name?.value}`;
    return value === undefined ? told : `${told} = ${value}`;
  });
}

describe('evidence (PS3.3 C.17.2.1)', () => {
  const ct = (n: number) => ({ sopClassUid: SOP_CLASS.ct, sopInstanceUid: `2.25.1${n}` });
  const seg = { sopClassUid: SOP_CLASS.segmentation, sopInstanceUid: '2.25.20' };
  const series = (study: string, uid: string, ...instances: SeriesReference['instances']) => ({
    studyInstanceUid: study,
    seriesInstanceUid: uid,
    instances,
  });
  const reference = ({ sopClassUid, sopInstanceUid }: InstanceReference) => ({
    ReferencedSOPClassUID: sopClassUid,
    ReferencedSOPInstanceUID: sopInstanceUid,
  });

  test('is one item for a study, in it one for a series, in it one for an instance', () => {
    expect(
      hierarchicalReferences([
        series('2.25.1', '2.25.2', ct(1), ct(2)),
        series('2.25.1', '2.25.3', seg),
        series('2.25.9', '2.25.4', ct(3)),
        series('2.25.1', '2.25.3', seg),
        series('2.25.1', '2.25.2', ct(2), ct(4)),
      ]),
    ).toEqual([
      {
        StudyInstanceUID: '2.25.1',
        ReferencedSeriesSequence: [
          {
            SeriesInstanceUID: '2.25.2',
            ReferencedSOPSequence: [ct(1), ct(2), ct(4)].map(reference),
          },
          { SeriesInstanceUID: '2.25.3', ReferencedSOPSequence: [reference(seg)] },
        ],
      },
      {
        StudyInstanceUID: '2.25.9',
        ReferencedSeriesSequence: [
          { SeriesInstanceUID: '2.25.4', ReferencedSOPSequence: [reference(ct(3))] },
        ],
      },
    ]);
  });
});

describe('the document (PS3.3 A.35.13)', () => {
  const content = textContentItem(CODES.summary, 'text', 'CONTAINS');
  const instance = { sopClassUid: SOP_CLASS.comprehensive3dSr, sopInstanceUid: '2.25.40' };
  const draft: Comprehensive3dSr = {
    content,
    study: { PatientName: 'Doe^Jane', PatientID: '7', StudyDate: '20260101' },
    studyInstanceUid: '2.25.1',
    seriesInstanceUid: '2.25.2',
    seriesNumber: 9500,
    seriesDescription: 'Nodule 1, research use only',
    sopInstanceUid: '2.25.3',
    instanceNumber: 4,
    deviceSerialNumber: 'abc',
    evidence: [
      { studyInstanceUid: '2.25.1', seriesInstanceUid: '2.25.5', instances: [] },
      { studyInstanceUid: '2.25.1', seriesInstanceUid: '2.25.5', instances: [] },
      { studyInstanceUid: '2.25.1', seriesInstanceUid: '2.25.6', instances: [] },
    ],
    contributingEquipment: [{ DeviceUID: '2.25.8' }],
    predecessors: [],
    now: new Date(2026, 1, 3, 5, 6, 7, 89),
  };

  test('has the modules of Comprehensive 3D SR around its content', () => {
    const [date, time] = ['20260203', '050607.089'];
    const related = (SeriesInstanceUID: string) => ({
      StudyInstanceUID: '2.25.1',
      SeriesInstanceUID,
      PurposeOfReferenceCodeSequence: [],
    });
    const written = comprehensive3dSr(draft);
    expect(written).toMatchObject({
      SpecificCharacterSet: 'ISO_IR 192',
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.34',
      SOPInstanceUID: '2.25.3',
      InstanceCreationDate: date,
      InstanceCreationTime: time,
      ContributingEquipmentSequence: [{ DeviceUID: '2.25.8' }],
      PatientName: 'Doe^Jane',
      PatientID: '7',
      StudyDate: '20260101',
      StudyInstanceUID: '2.25.1',
      Modality: 'SR',
      SeriesInstanceUID: '2.25.2',
      SeriesNumber: '9500',
      SeriesDescription: 'Nodule 1, research use only',
      SeriesDate: date,
      SeriesTime: time,
      // Type 2: empty, not absent.
      ReferencedPerformedProcedureStepSequence: [],
      PerformedProcedureCodeSequence: [],
      Manufacturer: 'OHIF Mutation Prediction',
      ManufacturerModelName: 'OHIF Mutation Prediction',
      DeviceSerialNumber: 'abc',
      SoftwareVersions: '0.1.0',
      InstanceNumber: '4',
      ContentDate: date,
      ContentTime: time,
      ContentQualification: 'RESEARCH',
      CompletionFlag: 'COMPLETE',
      VerificationFlag: 'UNVERIFIED',
      PreliminaryFlag: 'FINAL',
      RelatedSeriesSequence: [related('2.25.5'), related('2.25.6')],
      ...content,
    });
    expect(written).not.toHaveProperty('PredecessorDocumentsSequence');
    const [scheme] = written['CodingSchemeIdentificationSequence'] as NaturalisedDataset[];
    expect(scheme!['CodingSchemeDesignator']).toBe('99MUTPRED');
  });

  test('names what it replaces, each in its study and series', () => {
    const predecessor = (seriesInstanceUid: string, sopInstanceUid: string) => ({
      ...{ ...instance, sopInstanceUid, seriesInstanceUid },
      ...{ studyInstanceUid: '2.25.1', instanceNumber: 1 },
    });
    const predecessors = [predecessor('2.25.2', '2.25.40'), predecessor('2.25.7', '2.25.41')];
    const reference = (ReferencedSOPInstanceUID: string) => ({
      ReferencedSOPClassUID: SOP_CLASS.comprehensive3dSr,
      ReferencedSOPInstanceUID,
    });
    expect(comprehensive3dSr({ ...draft, predecessors })['PredecessorDocumentsSequence']).toEqual([
      {
        StudyInstanceUID: '2.25.1',
        ReferencedSeriesSequence: [
          { SeriesInstanceUID: '2.25.2', ReferencedSOPSequence: [reference('2.25.40')] },
          { SeriesInstanceUID: '2.25.7', ReferencedSOPSequence: [reference('2.25.41')] },
        ],
      },
    ]);
  });

  test.each([
    ['SOP Instance UID', 'sopInstanceUid'],
    ['Study Instance UID', 'studyInstanceUid'],
    ['Series Instance UID', 'seriesInstanceUid'],
  ])('is refused with an invalid %s', (attribute, key) => {
    const build = () => comprehensive3dSr({ ...draft, [key]: 'x' });
    expect(build).toThrow(expect.objectContaining({ reason: 'invalid-report.document-uid' }));
    expect(build).toThrow(`the ${attribute} is not a valid UID`);
  });
});

describe('the image library (TID 1600)', () => {
  const series = (phase?: string) => ({
    studyInstanceUid: '2.25.1',
    seriesInstanceUid: '2.25.2',
    frameOfReferenceUid: '2.25.3',
    ...(phase !== undefined && { phase }),
    instances: [
      { sopClassUid: SOP_CLASS.enhancedCt, sopInstanceUid: '2.25.4', frameNumber: 9 },
      { sopClassUid: SOP_CLASS.ct, sopInstanceUid: '2.25.5' },
      { sopClassUid: SOP_CLASS.enhancedCt, sopInstanceUid: '2.25.4', frameNumber: 7 },
    ],
  });
  const groupsOf = (item: NaturalisedDataset) => item['ContentSequence'] as NaturalisedDataset[];

  test('has a group for each series: modality, frame of reference, images', () => {
    const library = imageLibrary([series(), series()]);
    expect(itemsOf(library)).toEqual(Array(2).fill('CONTAINS CONTAINER 126200'));
    expect(itemsOf(groupsOf(library)[0]!)).toEqual([
      'HAS ACQ CONTEXT CODE 121139 = CT',
      'HAS ACQ CONTEXT UIDREF 112227 = 2.25.3',
      'CONTAINS IMAGE 121112',
      'CONTAINS IMAGE 121112',
    ]);
  });

  test('names a phase, and the frames of an instance in their order', () => {
    const [group] = groupsOf(imageLibrary([series('Phase 30 % – Exspiration')]));
    expect(itemsOf(group!)).toContain(
      'HAS ACQ CONTEXT TEXT SERIES_PHASE = Phase 30 % &#8211; Exspiration',
    );
    const images = groupsOf(group!).slice(3);
    expect(images.map((image) => image['ReferencedSOPSequence'])).toEqual([
      [
        {
          ReferencedSOPClassUID: SOP_CLASS.enhancedCt,
          ReferencedSOPInstanceUID: '2.25.4',
          ReferencedFrameNumber: ['9', '7'],
        },
      ],
      [{ ReferencedSOPClassUID: SOP_CLASS.ct, ReferencedSOPInstanceUID: '2.25.5' }],
    ]);
  });
});

describe('a measurement group (TID 1411)', () => {
  const text = (value: string, relationship: 'CONTAINS' | 'HAS CONCEPT MOD' | 'HAS OBS CONTEXT') =>
    textContentItem(CODES.summary, value, relationship);
  const group: MeasurementGroup = {
    trackingIdentifier: 'Nodule 1',
    trackingUid: '2.25.1',
    referencedSegment: {
      sopClassUid: SOP_CLASS.segmentation,
      sopInstanceUid: '2.25.2',
      segmentNumber: 3,
    },
    sourceSeriesUid: '2.25.4',
    visualExplanations: [text('map', 'CONTAINS')],
    algorithm: [text('algorithm', 'HAS CONCEPT MOD')],
    measurements: [text('number', 'CONTAINS')],
    qualitativeEvaluations: [text('status', 'CONTAINS')],
  };

  test('begins with what tracks it, its segment and the series that this was drawn on', () => {
    const item = volumetricRoiMeasurements(group);
    expect(item).toMatchObject({
      ValueType: 'CONTAINER',
      RelationshipType: 'CONTAINS',
      ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: '1411' }],
    });
    expect(itemsOf(item)).toEqual([
      'HAS OBS CONTEXT TEXT 112039 = Nodule 1',
      'HAS OBS CONTEXT UIDREF 112040 = 2.25.1',
      'CONTAINS IMAGE 121191',
      'CONTAINS UIDREF 121232 = 2.25.4',
      'CONTAINS TEXT 121111 = status',
      'CONTAINS TEXT 121111 = number',
      'CONTAINS TEXT 121111 = map',
      'HAS CONCEPT MOD TEXT 121111 = algorithm',
    ]);
  });

  test('says what was found where, as far as it is known, and who else observed', () => {
    const { finding } = predictionFixture().lesion;
    const items = itemsOf(
      volumetricRoiMeasurements({
        ...group,
        finding: finding!,
        observer: [text('observer', 'HAS OBS CONTEXT')],
      }),
    );
    expect(items.slice(2, 4)).toEqual([
      'CONTAINS CODE 276214006 = 49755003',
      'CONTAINS CODE 121071 = 108369006',
    ]);
    expect(items).toContain('HAS CONCEPT MOD CODE 363698007 = 45653009');
    expect(items.at(-1)).toBe('HAS OBS CONTEXT TEXT 121111 = observer');
    const { source, type } = finding!;
    const little = itemsOf(volumetricRoiMeasurements({ ...group, finding: { source, type } }));
    expect(little.filter((each) => / CODE /.test(each))).toEqual([
      'CONTAINS CODE 121071 = 108369006',
    ]);
  });
});

describe('devices', () => {
  const { model } = predictionFixture();

  test('a model is a device whose UID and serial number are of its weights', () => {
    expect(modelDevice(model)).toEqual({
      // 0123456789abcdef twice, with version 8 and variant 2 (RFC 9562), as one decimal.
      uid: `2.25.${BigInt('0x0123456789ab8def8123456789abcdef')}`,
      name: 'OHIF Mutation Prediction',
      manufacturer: 'OHIF Mutation Prediction',
      modelName: 'MMDL nine views (demonstration)',
      serialNumber: '0123456789abcdef',
      softwareVersion: '0.1.0',
    });
  });

  test('are each told once, models in their order, the radiomics engine where it measured', () => {
    const lesion = reportedLesionFixture();
    const other = { ...model, digest: `sha256:${'f'.repeat(64)}`, name: 'Other' };
    const of = (change: object, measurements: typeof lesion.measurements = []) => ({
      ...lesion,
      prediction: { ...lesion.prediction, ...change },
      measurements,
    });
    const measured = {
      feature: 'original_firstorder_Mean',
      concept: CODES.volume,
      value: 1,
      unit: CODES.noUnits,
      settings: [],
    };
    const [first, last] = ['2026-02-03T04:05:06.789Z', '2026-02-04T04:05:06.789Z'];
    const told = (...lesions: readonly ReturnType<typeof of>[]) =>
      reportingDevices(lesions).map(({ modelName, contributedAt }) => [modelName, contributedAt]);
    expect(told(of({ createdAt: first }))).toEqual([[model.name, first]]);
    expect(
      told(
        of({ createdAt: first }, [measured]),
        of({ model: other, createdAt: first }),
        of({ createdAt: last }),
      ),
    ).toEqual([
      [model.name, last],
      ['Other', first],
      ['OHIF Mutation Prediction radiomics', first],
    ]);
  });

  test('as observers (TID 1004) and as contributing equipment (IHE AIR) they are the same', () => {
    const device = modelDevice(model);
    const container = { ContentSequence: observerContext(device) };
    expect(itemsOf(container)).toEqual([
      'HAS OBS CONTEXT CODE 121005 = 121007',
      `HAS OBS CONTEXT UIDREF 121012 = ${device.uid}`,
      `HAS OBS CONTEXT TEXT 121013 = ${device.name}`,
      `HAS OBS CONTEXT TEXT 121014 = ${device.manufacturer}`,
      `HAS OBS CONTEXT TEXT 121015 = ${device.modelName}`,
      `HAS OBS CONTEXT TEXT 121016 = ${device.serialNumber}`,
    ]);
    expect(contributingEquipment(device, '2026-02-03T05:05:06.789+01:00')).toEqual({
      PurposeOfReferenceCodeSequence: [
        {
          CodeValue: '109102',
          CodingSchemeDesignator: 'DCM',
          CodeMeaning: 'Processing Equipment',
        },
      ],
      Manufacturer: device.manufacturer,
      ManufacturerModelName: device.modelName,
      SoftwareVersions: device.softwareVersion,
      DeviceSerialNumber: device.serialNumber,
      DeviceUID: device.uid,
      ContributionDateTime: '20260203040506.789+0000',
    });
  });

  test('the radiomics engine has a UID of its version', () => {
    expect(RADIOMICS_ENGINE).toMatchObject({ softwareVersion: '0.1.0', serialNumber: '0.1.0' });
    // 0.1.0 as 00010000 behind its own twelve bytes.
    expect(RADIOMICS_ENGINE.uid).toBe(`2.25.${BigInt('0x5b8c1d7ae0f38926a1d0c47e00010000')}`);
  });
});

test('an algorithm (TID 4019) is name, version and parameters in their order', () => {
  expect(
    itemsOf({ ContentSequence: algorithmIdentification('Net', '1.2', ['b=1', 'a=2']) }),
  ).toEqual([
    'HAS CONCEPT MOD TEXT 111001 = Net',
    'HAS CONCEPT MOD TEXT 111003 = 1.2',
    'HAS CONCEPT MOD TEXT 111002 = b=1',
    'HAS CONCEPT MOD TEXT 111002 = a=2',
  ]);
});
