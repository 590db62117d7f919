/**
 * The strictest Content Security Policy that docs/installation.md offers: study → panel → prediction → report saved,
 * and the browser reports nothing that it refused, in the page or in a worker.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { OhifVersion, WrittenPhantom } from '@mutation-prediction/server-adapter/viewer';
import {
  cacheDirectory,
  fetchOhif,
  OHIF_PACKAGES,
  OHIF_VERSION,
  writePhantomStudy,
} from '@mutation-prediction/server-adapter/viewer';
import { folderArchive, type Archive } from '../support/archive.js';
import { openPanel } from '../support/panelPage.js';
import { launchChromium } from '../support/viewerPage.js';

interface PolicyTool {
  contentSecurityPolicy(html: string): string;
  inlineScriptHashes(html: string): string[];
}

const REPORTS = '/refused';
const versions = Object.keys(OHIF_PACKAGES) as OhifVersion[];
const folder = mkdtempSync(path.join(tmpdir(), 'mp-policy-'));
let tool: PolicyTool;
let study: WrittenPhantom;
let archive: Archive;

beforeAll(async () => {
  tool = (await import(path.resolve('tools/plugins/contentSecurityPolicy.mjs'))) as PolicyTool;
  study = await writePhantomStudy(path.join(folder, 'study'), { size: [160, 160, 80] });
  archive = await folderArchive(path.join(folder, 'study'), path.join(folder, 'stored'));
}, 600_000);

afterAll(async () => {
  await archive.close();
  rmSync(folder, { recursive: true, force: true });
});

const indexOf = async (version: OhifVersion): Promise<string> => {
  const dist = await fetchOhif({
    cacheDirectory: cacheDirectory(),
    package: OHIF_PACKAGES[version],
  });
  return readFileSync(path.join(dist, 'index.html'), 'utf8');
};

test.each(versions)('the documentation has the hashes of OHIF %s', async (version) => {
  const hashes = tool.inlineScriptHashes(await indexOf(version));
  expect(hashes).toHaveLength(2);
  const row = readFileSync('docs/installation.md', 'utf8')
    .split('\n')
    .find((line) => line.startsWith('|') && line.includes(version));
  expect(hashes.filter((hash) => !row?.includes(hash))).toEqual([]);
});

test('nothing of OHIF or of the plugin is refused', async () => {
  const policy = tool.contentSecurityPolicy(await indexOf(OHIF_VERSION));
  const site = await withPolicy(archive.viewer.url, `${policy}; report-uri ${REPORTS}`);
  const browser = await launchChromium();
  try {
    const studyUrl = archive.viewer.studyUrl(study.studyInstanceUid);
    const opened = await openPanel(browser, studyUrl.replace(archive.viewer.url, site.url));
    await opened.run();
    await opened.save.click();
    await opened.says('Stored in the archive', 60_000);
    expect(opened.uncaught).toEqual([]);
    // That what is refused is reported shows a script that is not OHIF's.
    await opened.page.addScriptTag({ content: 'void 0' }).catch(() => undefined);
    await expectReported(site.refused);
    expect(site.refused.map(directiveOf)).toEqual(['script-src-elem']);
  } finally {
    await browser.close();
    await site.close();
  }
});

interface Report {
  readonly 'csp-report': { readonly 'effective-directive': string };
}

const directiveOf = (report: Report) => report['csp-report']['effective-directive'];

async function expectReported(refused: readonly Report[]): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (refused.length === 0 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

interface PolicedSite {
  readonly url: string;
  /** What the browser reported that it refused. */
  readonly refused: readonly Report[];
  close(): Promise<void>;
}

/** A site's server before the viewer, which sends the policy with every answer, those to workers too. */
async function withPolicy(viewerUrl: string, policy: string): Promise<PolicedSite> {
  const refused: Report[] = [];
  const { host } = new URL(viewerUrl);
  const server = createServer((request, response) => {
    if (request.url === REPORTS) {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        refused.push(JSON.parse(body) as Report);
        response.writeHead(204).end();
      });
      return;
    }
    const { method, headers, url } = request;
    // As a proxy does that says who it stands for: the viewer answers its own pages alone.
    const passed = { ...headers, host, ...(headers.origin && { origin: viewerUrl }) };
    const onward = ask(`${viewerUrl}${url}`, { method, headers: passed }, (answer) => {
      const own = { ...answer.headers, 'content-security-policy': policy };
      response.writeHead(answer.statusCode ?? 502, own);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refused,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
