import { PRODUCT } from '@mutation-prediction/core';
import type { CaseTask } from '../prediction-cases/predictCase.js';
import { idOf, jobDataSchema, jobOf } from './caseJob.js';

const DIGEST = 'a'.repeat(64);
const task: CaseTask = {
  cohortCase: {
    id: 'Doe^Jane/seg.dcm',
    ct: ['/data/Doe^Jane/1.dcm'],
    seg: '/data/Doe^Jane/seg.dcm',
    patientId: 'MRN-1',
    clinical: { ageYears: 60 },
    segment: 2,
    content: DIGEST,
  },
  models: [{ id: 'mmdl-demo', digest: 'sha256:0', key: DIGEST, report: '/reports/Doe^Jane.dcm' }],
  lesions: { segmentName: 'GTV*', phase: '30 %', maskThreshold: 0.5, acceptOtherPatient: true },
  clinical: { sex: 'F' },
  showWithheld: true,
  archive: { url: 'https://pacs.example', authorization: 'Bearer secret' },
};
const to = { source: 'ward', report: 'returned', reader: 'key' } as const;

test('a job says what is asked, and nothing of where it is and of whom', () => {
  const job = jobOf(task, to);
  expect(jobDataSchema.parse(JSON.parse(JSON.stringify(job)))).toEqual({
    version: PRODUCT.version,
    content: DIGEST,
    segment: 2,
    models: [{ id: 'mmdl-demo', digest: 'sha256:0', key: DIGEST }],
    lesions: task.lesions,
    clinical: { sex: 'F' },
    showWithheld: true,
    ...to,
  });
  expect(JSON.stringify(job)).not.toMatch(/Doe|MRN|data|reports|pacs|secret/);
});

test('what is no job is none', () => {
  const job = jobOf(task, to);
  const pacs = {
    studyInstanceUid: '1.2',
    segmentation: { seriesInstanceUid: '1.3', sopInstanceUid: '../../other' },
    ctSeries: [],
  };
  for (const change of [
    { url: 'https://evil.example' },
    { pacs },
    { content: '../etc' },
    { models: [] },
    { clinical: { patientName: 'Doe^Jane' } },
    { source: '../x' },
  ]) {
    expect(jobDataSchema.safeParse({ ...job, ...change }).success).toBe(false);
  }
});

test('the same asked by the same is one job; by another, or with a report, another', () => {
  const job = jobOf(task, to);
  expect(idOf(jobOf({ ...task, lesions: {} }, to))).toBe(idOf(job));
  const others = [
    { ...job, reader: 'other' },
    { ...job, owner: DIGEST },
    { ...job, report: 'none' as const },
    { ...job, models: [{ ...job.models[0]!, key: 'b'.repeat(64) }] },
  ].map(idOf);
  expect(new Set([idOf(job), ...others]).size).toBe(5);
  // BullMQ takes no colon, and no number.
  expect(idOf(job)).toMatch(/^case-[0-9a-f]{64}$/);
});
