/** Whose word models and reports are: unsigned, signed by a trusted key, tampered with; forged reports. */
import { jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  decodePart10,
  encodePart10,
  predictionSchema,
  type NaturalisedDataset,
} from '@mutation-prediction/core';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';

const script = path.join(process.cwd(), 'cli/bin/mutation-prediction.js');
const shipped = path.join(process.cwd(), 'models/packages/cnn3d-demo');

jest.setTimeout(180_000);

let root: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-sign-'));
  await writePhantomStudy(root, { size: [64, 64, 16] });
  await cp(shipped, path.join(root, 'models/cnn3d-demo'), { recursive: true });
  const made = run('sign', 'key', 'key.pem', '--name', 'Radiology');
  await writeFile(path.join(root, 'keys.json'), made.stdout);
  expect(predict('--report', 'report.dcm').status).toBe(0);
});

afterAll(() => rm(root, { recursive: true, force: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const predict = (...more: string[]) =>
  run(
    ...['predict', '--ct', 'ct', '--seg', 'seg/nodule.dcm'],
    ...['--models', 'models', '--model', 'cnn3d-demo', ...more],
  );
const TRUSTED = ['--trusted-keys', 'keys.json'];

async function changed(
  to: string,
  change: (report: NaturalisedDataset) => NaturalisedDataset,
  from = 'report.dcm',
): Promise<string> {
  const report = (await decodePart10(await readFile(path.join(root, from)))) as NaturalisedDataset;
  await writeFile(path.join(root, to), new Uint8Array(await encodePart10(change(report))));
  return to;
}

test('a key is made once, for its user alone', async () => {
  expect((await stat(path.join(root, 'key.pem'))).mode & 0o777).toBe(0o600);
  expect(run('sign', 'key', 'key.pem', '--name', 'Another').status).toBe(1);
});

describe('a model package', () => {
  const models = () => path.join(root, 'models/cnn3d-demo');

  test('is unsigned, signed by whom, or refused', async () => {
    expect(predict().stdout).toMatch(/^ +unsigned$/m);
    expect(run('sign', 'model', 'models/cnn3d-demo', '--key', 'key.pem').status).toBe(0);
    expect(predict(...TRUSTED).stdout).toMatch(/^ +signed by Radiology$/m);
    expect(predict().stdout).toMatch(/^ +signed by a key that is not trusted here/m);
    const { modelSignature, ...prediction } = JSON.parse(predict(...TRUSTED, '--json').stdout) as {
      modelSignature: unknown;
    };
    expect(modelSignature).toEqual({ kind: 'trusted', signer: 'Radiology' });
    predictionSchema.parse(prediction);

    const file = path.join(models(), 'model.json');
    const manifest = await readFile(file, 'utf8');
    await writeFile(file, manifest.replace(/"threshold": [\d.]+/, '"threshold": 0.51'));
    const tampered = predict(...TRUSTED, '--json');
    await writeFile(file, manifest);
    expect(tampered.status).toBe(1);
    expect(JSON.parse(tampered.stdout)).toMatchObject({ error: { code: 'signature-invalid' } });
    expect(tampered.stderr).toContain('cnn3d-demo was changed after it was signed');
  });

  test('of another graph than its own is not signed', async () => {
    await cp(models(), path.join(root, 'broken'), { recursive: true });
    await writeFile(path.join(root, 'broken/model.onnx'), 'another graph');
    const { status, stderr } = run('sign', 'model', 'broken', '--key', 'key.pem');
    expect(status).toBe(1);
    expect(stderr).toContain('model.onnx');
  });
});

describe('a report', () => {
  const sign = (out: string, from = 'report.dcm') =>
    run('sign', 'report', from, '--key', 'key.pem', '--out', out, '--force');

  test('says who made it, who wrote it, whether it is verified, and that it is unsigned', () => {
    const { status, stdout } = run('report', 'report.dcm', ...TRUSTED);
    expect(status).toBe(0);
    expect(stdout).not.toContain('From another system');
    expect(stdout).toMatch(/^Report +of \d{4}-\d\d-\d\d \d\d:\d\d, unsigned$/m);
    expect(stdout).toMatch(
      /^Made by +OHIF Mutation Prediction, OHIF Mutation Prediction 0\.1\.0$/m,
    );
    expect(stdout).toMatch(/^Author +OHIF Mutation Prediction, 3-D CNN \(demonstration\)$/m);
    expect(stdout).toMatch(/^Verified +no$/m);
  });

  test('is signed as a copy of its own, and by whom is told', () => {
    expect(sign('signed.dcm').status).toBe(0);
    expect(run('report', 'signed.dcm', ...TRUSTED).stdout).toContain(', signed by Radiology');
    expect(run('report', 'signed.dcm').stdout).toContain('a key that is not trusted here');
    const [before, after] = ['report.dcm', 'signed.dcm'].map(
      (file) =>
        JSON.parse(run('report', file, '--json').stdout) as {
          uid: string;
          report: { sopInstanceUid: string };
        },
    );
    expect(after!.uid).toBe(before!.uid);
    expect(after!.report.sopInstanceUid).not.toBe(before!.report.sopInstanceUid);
    expect(
      run('sign', 'report', 'report.dcm', '--key', 'key.pem', '--out', 'report.dcm').status,
    ).toBe(1);
  });

  test('that was changed after it was signed shows no number', async () => {
    sign('to-change.dcm');
    await changed('tampered.dcm', (report) => ({ ...report, PatientID: 'X' }), 'to-change.dcm');
    const { status, stdout, stderr } = run('report', 'tampered.dcm', ...TRUSTED, '--json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'signature-invalid' } });
    expect(stderr).toContain('was changed after it was signed');
    expect(stdout).not.toContain('probability');
  });

  test('of another manufacturer is never ours, and cannot be signed', async () => {
    await changed('others.dcm', (report) => ({ ...report, Manufacturer: 'Others Inc.' }));
    const { status, stdout } = run('report', 'others.dcm');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^! From another system, or without the seal of this product/);
    expect(stdout).toMatch(/^Made by +Others Inc\., OHIF/m);
    const json = JSON.parse(run('report', 'others.dcm', '--json').stdout) as object;
    expect(json).toMatchObject({ report: { origin: { system: 'other' } } });
    expect(sign('never.dcm', 'others.dcm').status).toBe(1);
  });

  test('of another patient than the CT is refused, until the user vouches for it', async () => {
    await changed('else.dcm', (report) => ({ ...report, PatientID: 'SECRET' }));
    expect(run('report', 'report.dcm', '--ct', 'ct').status).toBe(0);
    const refused = run('report', 'else.dcm', '--ct', 'ct', '--json');
    expect(refused.status).toBe(1);
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'other-patient' } });
    expect(refused.stderr).toMatch(
      /else\.dcm and CT series .* contradict each other in patient ID/,
    );
    expect(refused.stderr + refused.stdout).not.toContain('SECRET');
    const accepted = run('report', 'else.dcm', '--ct', 'ct', '--accept-other-patient');
    expect(accepted.status).toBe(0);
    expect(accepted.stderr).toContain('the user vouched');
  });
});

test.each([
  ['no key', ['sign', 'model', 'models/cnn3d-demo', '--key', 'keys.json'], 'no private key'],
  ['no list', ['report', 'report.dcm', '--trusted-keys', 'key.pem'], 'does not list keys'],
  ['no file', ['report', 'report.dcm', '--trusted-keys', 'nowhere'], 'cannot be read'],
])('%s is said so', (_, args, words) => {
  const { status, stderr } = run(...args);
  expect(status).toBe(1);
  expect(stderr).toContain(words);
});
