/** Predicting a cohort of a real PACS: studies found and retrieved over DICOMweb, reports stored back. */
import { jest } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import {
  decodePart10,
  isPredictionReport,
  readPredictionReport,
  SOP_CLASS,
} from '@mutation-prediction/core';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import { runCli } from '../../../test/support/cli.js';
import { startOrthanc, type Orthanc } from '../../../test/support/orthanc.js';

const ORTHANC = '/usr/sbin/Orthanc';
const withOrthanc = existsSync(ORTHANC) ? describe : describe.skip;
const skipped = existsSync(ORTHANC) ? '' : ' (skipped: Orthanc is not installed)';

/** 2 mm between slices: what a model needs of it is not all of it. */
const PHANTOM = { size: [64, 64, 160] } as const;

jest.setTimeout(240_000);

withOrthanc(`a PACS${skipped}`, () => {
  let root: string;
  let orthanc: Orthanc;
  let front: Server;
  let dicomWeb: string;
  /** What was asked of the PACS: resources, and their authorisations. */
  const asked: {
    readonly method: string;
    readonly resource: string;
    readonly authorization: string | undefined;
  }[] = [];

  beforeAll(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-pacs-'));
    orthanc = await startOrthanc();
    for (const seed of [1, 2]) {
      const folder = path.join(root, 'cohort', `patient-${seed}`);
      await writePhantomStudy(folder, { ...PHANTOM, seed });
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (name.endsWith('.dcm')) await orthanc.upload(await readFile(path.join(folder, name)));
      }
    }
    front = createServer((incoming, answer) => {
      asked.push({
        method: incoming.method ?? 'GET',
        resource: incoming.url ?? '',
        authorization: incoming.headers.authorization,
      });
      const passed = request(
        new URL(incoming.url ?? '', orthanc.dicomWebUrl),
        { method: incoming.method ?? 'GET', headers: incoming.headers },
        (response) => {
          answer.writeHead(response.statusCode ?? 500, response.headers);
          response.pipe(answer);
        },
      );
      incoming.pipe(passed);
    });
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
    dicomWeb = `http://127.0.0.1:${(front.address() as AddressInfo).port}/dicom-web`;
  });

  afterAll(async () => {
    front.close();
    await orthanc.stop();
    await rm(root, { recursive: true, force: true });
  });

  const table = async (csv: string) =>
    (await readFile(csv, 'utf8'))
      .trimEnd()
      .split('\n')
      // Cases are called by their places there, by their UIDs here.
      .map((line) => line.split(',').slice(1).join(','))
      .sort();

  async function stored() {
    const datasets = [];
    for (const id of await orthanc.instances()) {
      datasets.push(await decodePart10(await orthanc.file(id)));
    }
    return datasets;
  }

  /** Of this product, in the PACS. */
  const reports = async () => (await stored()).filter(isPredictionReport).length;

  test('gives what the same files give, of the slices that are needed, and holds the reports', async () => {
    const here = path.join(root, 'here.csv');
    const there = path.join(root, 'there.csv');
    const fromFiles = await runCli('predict', path.join(root, 'cohort'), '--csv', here);
    expect(fromFiles.code).toBe(0);

    const token = path.join(root, 'token');
    await writeFile(token, 'canary-token\n');
    const args = [
      ...['predict', '--dicomweb', dicomWeb, '--query', 'ModalitiesInStudy=SEG', '--csv', there],
      ...['--stow', dicomWeb, '--token-file', token, '--workers', '1', '--progress', 'json'],
    ];
    const fromPacs = await runCli(...args);
    expect({ code: fromPacs.code, stderr: fromPacs.stderr }).toMatchObject({ code: 0 });
    expect(await table(there)).toEqual(await table(here));

    const retrieved = asked.filter(({ resource }) => /instances\/[\d.]+$/.test(resource)).length;
    expect(retrieved).toBeLessThan(2 * 150);
    expect(asked.every(({ authorization }) => authorization === 'Bearer canary-token')).toBe(true);
    expect(fromPacs.stderr + (await readFile(there, 'utf8'))).not.toContain('canary-token');

    expect(await reports()).toBe(2);
    const again = await runCli(...args);
    expect(again.stderr.match(/"isKept":true/g)).toHaveLength(2);
    expect(await reports()).toBe(2);

    // Killed after storing and before it was noted: what is there is not stored again.
    const [head] = (await readFile(`${there}.journal`, 'utf8')).split('\n', 1);
    await writeFile(`${there}.journal`, `${head}\n`);
    const before = asked.filter(({ method }) => method === 'POST').length;
    const resumed = await runCli(...args);
    expect({ code: resumed.code, kept: resumed.stderr.includes('"isKept":true') }).toEqual({
      code: 0,
      kept: false,
    });
    expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(before);
    expect(await reports()).toBe(2);
  });

  test('holds the maps and the pages of reports that were asked for with them, each once', async () => {
    const csv = path.join(root, 'explained.csv');
    const before = await reports();
    const args = [
      ...['predict', '--dicomweb', dicomWeb, '--query', 'ModalitiesInStudy=SEG', '--csv', csv],
      ...['--stow', dicomWeb, '--workers', '1', '--explain', path.join(root, 'why')],
      ...['--pdf', path.join(root, 'pages')],
    ];
    // The second time as if the end of the first had not been noted.
    for (let run = 0; run < 2; run++) {
      await rm(`${csv}.journal`, { force: true });
      const { code, stderr } = await runCli(...args, '--force');
      expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
    }
    const objects = await stored();
    const of = (sopClass: string) =>
      objects.filter(({ SOPClassUID }) => SOPClassUID === sopClass).length;
    // Two patients, two targets; with maps a report is another document than the one without.
    const reported = objects.filter(isPredictionReport);
    expect([of(SOP_CLASS.parametricMap), of(SOP_CLASS.encapsulatedPdf)]).toEqual([4, 2]);
    expect(reported).toHaveLength(before + 2);
    const uids = new Set(objects.map(({ SOPInstanceUID }) => SOPInstanceUID));
    const maps = reported
      .flatMap((report) => readPredictionReport(report).lesions)
      .flatMap(({ visualExplanations = [] }) => visualExplanations);
    expect(maps).toHaveLength(4);
    expect(maps.filter(({ sopInstanceUid }) => !uids.has(sopInstanceUid))).toEqual([]);
  });

  test('whose address cannot be reached is named, and credentials in it are refused', async () => {
    const csv = path.join(root, 'none.csv');
    const nobody = await runCli('predict', '--dicomweb', 'http://127.0.0.1:1/x', '--csv', csv);
    expect(nobody.code).toBe(1);
    expect(nobody.stderr).toContain('http://127.0.0.1:1/x cannot be reached');
    const url = 'http://user:secret@127.0.0.1:1/x';
    const credentials = await runCli('predict', '--dicomweb', url, '--csv', csv);
    expect(credentials.code).toBe(1);
    expect(credentials.stderr).not.toContain('secret');
  });
});
