/** What the test suite leaves out on a machine that lacks something. All pure. */

const BROWSER = { folders: ['test/parity', 'test/e2e'], packages: ['chromium'] };
const NEEDS = [
  { tests: 'the browser tests', packages: BROWSER.packages },
  { tests: 'what is stored in and read from a PACS', packages: ['orthanc', 'orthanc-dicomweb'] },
  { tests: 'cohorts over a queue', packages: ['redis-server'] },
  {
    tests: "reports and segmentations before DICOM's validators",
    packages: [
      ...['dicom3tools', 'dcmtk', 'libpixelmed-java', 'pixelmed-apps', 'default-jre-headless'],
    ],
  },
];

/** @param {string[]} missing Debian packages that are not installed */
export function testsWithout(missing) {
  return NEEDS.flatMap(({ tests, packages }) => {
    const wanted = packages.filter((name) => missing.includes(name));
    return wanted.length === 0 ? [] : [`${tests}, for want of ${wanted.join(', ')}`];
  });
}

/** What of the built product can be tested; the remaining tests in a browser skip themselves. */
export function builtTests(missing) {
  const hasBrowser = !BROWSER.packages.some((name) => missing.includes(name));
  return ['test/packages', ...(hasBrowser ? BROWSER.folders : [])];
}

/**
 * The last lines of a run.
 *
 * @param {{ passed: number, failed: number, skipped: number }} totals
 * @param {string[]} leftOut
 * @param {string | undefined} install the command that would install what is missing
 */
export function summary({ passed, failed, skipped }, leftOut, install) {
  return [
    ...(leftOut.length > 0 ? ['Left out:', ...leftOut.map((what) => `- ${what}`)] : []),
    ...(install ? [`To have them, run this as root: ${install}`] : []),
    `${passed} passed, ${failed} failed, ${skipped} skipped`,
  ].join('\n');
}
