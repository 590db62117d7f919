/**
 * `npm run size`: what a browser downloads of us, gzip, once `npm run build:viewer` has run. Limited are
 * the main job (open a study, predict with a nine-view model, save, read again) as a whole, each file that is
 * fetched only when something else is asked for, and what OHIF loads of the UMD build at its start. Not counted are
 * ONNX Runtime's WebAssembly (`ort/`) and the models; of ONNX Runtime's three builds a browser loads one, so the
 * largest counts.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const mainJobLimitKb = 300;
const onDemandLimitKb = 60;
/** A library that writes PDF, with the measures of the fonts that every reader has. */
const pdfLimitKb = 230;
/** What OHIF loads at its start by a descriptor. */
const umdLimitKb = 150;
const folder = path.resolve(import.meta.dirname, '../extension/dist/esm');

/** When a file is fetched, by the start of its name; what is not listed counts as the main job. */
const mainJob = [
  ['index', 'with the viewer'],
  ['inference.worker', 'with the panel'],
  ['parsing.worker', 'with the first SEG or RTSTRUCT'],
  ['overlay', 'with the first lesion'],
  ['dicom-files', 'when a report is saved or read'],
];
const runtimes = [['onnxruntime-', 'one of three, with the first prediction']];
const onDemand = [
  ['server.worker', 'where the site has a server'],
  ['server-models', 'where the site has a server'],
  ['contours', 'with the first contours that were drawn'],
  ['nodule', 'when a nodule is to be segmented'],
  ['segmenter.worker', 'when a nodule is clicked'],
  ['features', 'when features are opened'],
  ['radiomics.worker', 'when features are computed'],
  ['light-tier', 'where the chosen model has a light tier'],
  ['model-card', 'when a model card is opened'],
  ['webgpu-session', 'with the first prediction on a graphics processor'],
  ['model-download', 'when a model is fetched'],
  ['why', 'when a user asks why'],
  ['seen-images', 'when what a network looked at is shown or kept'],
  ['other-studies', 'when another study of the patient has a report'],
  ['background-jobs', 'where the site has a server that takes jobs'],
  ['report-maps', 'when a report is saved with maps of where a network looked'],
  ['measurements', 'when measurements of others are opened'],
  ['deflated-files', 'when an archive has deflated what is read'],
  ['pdf', 'when a report is printed'],
  ['all-lesions', 'when one of several lesions has a result'],
  ['input-', 'with a model of another kind than nine views'],
  ['language-', 'where the viewer speaks that language'],
];
const pages = [['bench', 'a page of its own: how fast this computer is']];

const files = readdirSync(folder, { recursive: true })
  .filter((file) => file.endsWith('.js'))
  .map((file) => ({
    file,
    kb: compressedKb(path.join(folder, file)),
  }));
const of = (moments) =>
  files.flatMap(({ file, kb }) => {
    const moment = moments.find(([start]) => path.basename(file).startsWith(start));
    return moment ? [{ file, kb, when: moment[1] }] : [];
  });

const known = [...of(mainJob), ...of(runtimes), ...of(onDemand), ...of(pages)];
const unknown = files
  .filter(({ file }) => !known.some((other) => other.file === file))
  .map((size) => ({ ...size, when: 'not known when' }));
const always = [...of(mainJob), ...unknown];

const runtime = Math.max(...of(runtimes).map(({ kb }) => kb));
const together = always.reduce((sum, { kb }) => sum + kb, runtime);
for (const size of [...always, ...of(runtimes)]) console.log(line(size));
console.log(`${row(together)}  together, of ${mainJobLimitKb} kB allowed\n`);
for (const size of of(onDemand)) console.log(line(size));
console.log(`              each of ${onDemandLimitKb} kB allowed; pdf of ${pdfLimitKb} kB\n`);
for (const size of of(pages)) console.log(line(size));

const umd = {
  file: 'index.umd.js',
  kb: compressedKb(path.resolve(folder, '../umd/index.umd.js')),
  when: `with the viewer, by a descriptor; ${umdLimitKb} kB allowed`,
};
console.log(line(umd));

const tooLarge = of(onDemand).filter(
  ({ file, kb }) => kb > (path.basename(file).startsWith('pdf') ? pdfLimitKb : onDemandLimitKb),
);
const isWithin = together <= mainJobLimitKb && umd.kb <= umdLimitKb && tooLarge.length === 0;
process.exit(isWithin ? 0 : 1);

function compressedKb(file) {
  return gzipSync(readFileSync(file), { level: 9 }).length / 1000;
}

function line({ file, kb, when }) {
  return `${row(kb)}  ${file} (${when})`;
}

function row(kb) {
  return `${kb.toFixed(1).padStart(9)} kB`;
}
