/** `predict --pdf`: a page for each lesion, and with a report the same as a DICOM object; the built program. */
import { jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { decodePart10 } from '@mutation-prediction/core';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import { runCli } from '../../../test/support/cli.js';

jest.setTimeout(240_000);

let folder: string;
const at = (...names: string[]) => path.join(folder, ...names);

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-pdf-'));
  await writePhantomStudy(folder, { size: [96, 96, 24] });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const predict = (...more: string[]) =>
  runCli('predict', '--ct', at('ct'), '--seg', at('seg', 'nodule.dcm'), ...more);

test('a report is written with a PDF, which a DICOM object beside it holds and relates', async () => {
  const { code, stderr } = await predict('--report', at('out.dcm'), '--pdf', at('out.pdf'));
  expect([code, stderr]).toEqual([0, expect.stringContaining(`Wrote ${at('out.pdf.dcm')}`)]);
  const pdf = await readFile(at('out.pdf'));
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  const report = await decodePart10(await readFile(at('out.dcm')));
  const object = await decodePart10(await readFile(at('out.pdf.dcm')));
  const [document] = [object['EncapsulatedDocument']].flat() as [ArrayBuffer];
  expect(Buffer.from(document).subarray(0, pdf.length).equals(pdf)).toBe(true);
  const [source] = object['SourceInstanceSequence'] as [{ ReferencedSOPInstanceUID: string }];
  expect(source.ReferencedSOPInstanceUID).toBe(report['SOPInstanceUID']);
  expect(object['StudyInstanceUID']).toBe(report['StudyInstanceUID']);
  if (existsSync('/usr/bin/dciodvfy')) {
    // It says what it finds on standard error, and ends with 0 where there is no error.
    execFileSync('/usr/bin/dciodvfy', [at('out.pdf.dcm')], { stdio: 'ignore' });
  }

  const again = await predict('--pdf', at('out.pdf'));
  expect(again.code).not.toBe(0);
  expect(again.stderr).toContain('out.pdf');
});
