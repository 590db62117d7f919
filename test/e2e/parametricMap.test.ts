/** A map that the panel saved, opened over its CT by OHIF's own extension for Parametric Maps in OHIF's own mode. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ParametricMap, Vector3 } from '@mutation-prediction/core';
import { indexToLps, lpsToIndex, readParametricMap } from '@mutation-prediction/core';
import type { OhifVersion, WrittenPhantom } from '@mutation-prediction/server-adapter/viewer';
import { OHIF_PACKAGES, writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import type { Browser, Page } from 'playwright-core';
import { folderArchive } from '../support/archive.js';
import { colourAt, untilColoured, untilMapShown } from '../support/ohifMap.js';
import { openPanel } from '../support/panelPage.js';
import { launchChromium, moveTo, untilImageShown, watchTrouble } from '../support/viewerPage.js';

const folder = mkdtempSync(path.join(tmpdir(), 'mp-parametric-map-'));
const archived = path.join(folder, 'archive');
/** Pictures of what is shown, for people to look at. */
const pictures = process.env['MP_PICTURES'];
let browser: Browser;
let phantom: WrittenPhantom;
let map: ParametricMap;

beforeAll(async () => {
  phantom = await writePhantomStudy(archived, { size: [160, 160, 96], seed: 1 });
  browser = await launchChromium();
  map = await savedMap();
}, 600_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** That of EGFR, saved beside the study by the panel in the OHIF that the viewer shows. */
async function savedMap(): Promise<ParametricMap> {
  const archive = await folderArchive(archived, path.join(archived, 'saved'));
  try {
    const opened = await openPanel(browser, archive.viewer.studyUrl(phantom.studyInstanceUid));
    await opened.run();
    await opened.save.click();
    await opened.says('Stored in the archive', 240_000);
    await opened.close();
    const maps = (await archive.maps()).map((file) => readParametricMap(file, 'a saved map'));
    return maps.find(({ seriesDescription }) => seriesDescription?.startsWith('Map EGFR'))!;
  } finally {
    await archive.close();
  }
}

test.each(Object.keys(OHIF_PACKAGES) as OhifVersion[])(
  'OHIF %s draws it where it lies in the patient',
  async (version) => {
    const archive = await folderArchive(archived, path.join(folder, 'nothing'), { version });
    const page = await stockPage(archive.viewer.url);
    const { uncaught } = watchTrouble(page);
    try {
      const [highest, lowest, none] = placesIn(map);
      await moveTo(page, highest.lps);
      expect(await colourAt(page, highest.lps)).toBe(0);
      await page.getByText(/^Map EGFR/).dblclick();
      const shown = await untilMapShown(page, [highest.lps, lowest.lps, none.lps]);
      // OHIF holds a hundred times what a map says.
      expect(shown.values.map((value) => value! / 100)).toEqual(
        [highest, lowest, none].map(({ value }) => expect.closeTo(value, 6) as number),
      );
      expect(shown.size).toEqual(map.grid.size);
      expect([shown.frameOfReferenceUid, shown.ctFrameOfReferenceUid]).toEqual([
        map.frameOfReferenceUid,
        map.frameOfReferenceUid,
      ]);

      await moveTo(page, highest.lps);
      await untilColoured(page, highest.lps);
      if (pictures) await page.screenshot({ path: path.join(pictures, `map-${version}.png`) });
      expect(await colourAt(page, none.lps)).toBe(0);
      expect(uncaught).toEqual([]);
    } finally {
      await page.context().close();
      await archive.close();
    }
  },
  300_000,
);

/** The study in OHIF's own mode, whose tour does not lie over it. */
async function stockPage(url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  await context.addInitScript(() =>
    localStorage.setItem('shownTours', JSON.stringify(['basicViewerTour'])),
  );
  const page = await context.newPage();
  await page.goto(`${url}/viewer?StudyInstanceUIDs=${phantom.studyInstanceUid}`);
  await untilImageShown(page);
  return page;
}

interface Place {
  readonly lps: Vector3;
  readonly value: number;
}

/** The highest and the lowest value of a map, and a place in the highest's slice where it is 0. */
function placesIn({ grid, map: { grid: box, data } }: ParametricMap): [Place, Place, Place] {
  const [width, height] = box.size;
  const place = (value: number): Place => {
    const n = data.indexOf(value);
    const index = [n % width, Math.floor(n / width) % height, Math.floor(n / width / height)];
    return { value, lps: indexToLps(box, index as [number, number, number]) };
  };
  const [lowest, highest] = [
    data.reduce((a, b) => Math.min(a, b)),
    data.reduce((a, b) => Math.max(a, b)),
  ];
  const peak = place(highest);
  const [i, j, k] = lpsToIndex(grid, peak.lps);
  const [columns, rows] = grid.size;
  const across: Vector3 = [columns - 1 - i, rows - 1 - j, k];
  return [peak, place(lowest), { value: 0, lps: indexToLps(grid, across) }];
}
