/**
 * What is deployed, as far as it can be checked without an engine or a cluster. MP_DEPLOY_PYTHON names a
 * Python that has deploy/lint/requirements.txt; where none has, that part is skipped.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSources } from '@mutation-prediction/server-adapter/queue';
import { readSettings } from '@mutation-prediction/server-adapter/serving';
import { parse } from 'yaml';

const python = process.env['MP_DEPLOY_PYTHON'] ?? 'python3';
const LINT = 'deploy/lint/lint.py';
const modules = 'helm_python, kubernetes_validate, openapi_spec_validator, yaml';
const hasLinters = spawnSync(python, ['-c', `import ${modules}`]).status === 0;
if (!hasLinters) {
  process.stderr.write('skipped: linters of deploy/ (MP_DEPLOY_PYTHON has none of them)\n');
}
const testWithLinters = hasLinters ? test : test.skip;

interface Service {
  readonly environment?: Readonly<Record<string, string>>;
}

const composed = (file: string) =>
  parse(readFileSync(file, 'utf8'), { merge: true }) as {
    services: Readonly<Record<string, Service>>;
  };

testWithLinters(
  'linters find nothing',
  () => {
    const { stdout, stderr, status } = spawnSync(python, [LINT], { encoding: 'utf8' });
    expect([status, stdout.trim(), stderr.replace(/^skipped:.*$/m, '').trim()]).toEqual([
      0,
      '',
      '',
    ]);
  },
  120_000,
);

testWithLinters(
  'the chart tells server and workers what they understand, and lets nobody in unknown',
  async () => {
    const said = execFileSync(python, [LINT, '--settings'], { encoding: 'utf8' });
    const folder = mkdtempSync(path.join(tmpdir(), 'deploy-'));
    for (const files of Object.values(JSON.parse(said) as Record<string, Record<string, string>>)) {
      const file = path.join(folder, 'server.yaml');
      writeFileSync(file, files['server.yaml']!);
      const { network, access, audit } = readSettings({ file });
      expect([network.host, audit.file]).toEqual(['0.0.0.0', '/audit/audit.jsonl']);
      expect(['api-keys', 'oidc']).toContain(access.mode);
    }
    const everything = (JSON.parse(said) as Record<string, Record<string, string>>)['everything']!;
    const sources = path.join(folder, 'sources.yaml');
    writeFileSync(sources, everything['sources.yaml']!);
    // As far as the secret, which no machine but the cluster's has.
    await expect(readSources(sources)).rejects.toThrow('sources.pacs.tokenFile cannot be read');
    rmSync(folder, { recursive: true });
  },
  60_000,
);

test('the example of settings is one', () => {
  const settings = readSettings({ file: 'deploy/systemd/server.yaml' });
  expect(settings.access.mode).toBe('api-keys');
});

test('compose sets what is a setting, and the image’s own does not let everybody in', () => {
  const image = { MP_SERVE_NETWORK_HOST: '0.0.0.0' };
  expect(() => readSettings({ environment: image })).toThrow('access.mode');
  const [plain, gpu] = ['compose', 'compose.gpu'].map((name) =>
    composed(`deploy/compose/${name}.yaml`),
  );
  const environment = {
    ...image,
    ...plain!.services['server']!.environment,
    ...gpu!.services['server']!.environment,
  };
  expect(readSettings({ environment })).toMatchObject({
    backend: { kind: 'oip', url: 'http://triton:8000', hardware: 'NVIDIA GPU' },
    access: { mode: 'api-keys' },
    jobs: { queue: 'redis://redis:6379' },
  });
});

test('compose names the same archive to the server and to the worker', async () => {
  const sources = await readSources('deploy/compose/sources.yaml');
  expect([...sources]).toEqual([['orthanc', { dicomweb: 'http://orthanc:8042/dicom-web' }]]);
});

test('the image holds every workspace', () => {
  const dockerfile = readFileSync('deploy/Dockerfile', 'utf8');
  const { workspaces } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    workspaces: string[];
  };
  for (const workspace of workspaces) {
    expect(dockerfile).toMatch(new RegExp(`^COPY --from=build /app/${workspace}(/|\\s)`, 'm'));
  }
  expect(dockerfile).toMatch(/^ENV [^]*MP_SERVE_NETWORK_HOST=0\.0\.0\.0/m);
});
