/**
 * The live demonstration as files that any static host serves: OHIF, the plugin, and a synthetic study as OHIF's DICOM
 * JSON. Nothing answers but files, so nothing can be stored.
 */
import { cp, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { phantomDicom } from '@mutation-prediction/core';
import { cacheDirectory, fetchOhif } from '@mutation-prediction/server-adapter/viewer';
import dcmjs from 'dcmjs';
import { configurations, layOut, manifestOf, placeOf } from '../plugins/layout.mjs';

/** Of OHIF, what a CT with a segmentation never asks for (other models' weights, microscopy), and compressed copies. */
const LEFT_OUT =
  /^(ort|dicom-microscopy-viewer)(\/|$)|\.(gz|map)$|^(_headers|_redirects|serve\.json|sw\.js)$/;
const ROUTE = 'mutation-prediction';

/**
 * @param {string} folder where the demonstration's files go
 * @param {string} base URL path of that folder on the host, with slashes at both ends
 * @param {(message: string) => void} say what is being done
 */
export async function writeDemo(folder, base, say) {
  const ohif = await fetchOhif({ cacheDirectory: cacheDirectory(), onProgress: say });
  say('OHIF and the plugin …');
  await copyOhif(ohif, folder, base);
  await layOut(path.join(folder, 'plugins'));
  say('A synthetic study …');
  await writeStudy(folder, base);
  await writeFile(path.join(folder, 'app-config.js'), await appConfig(base));
  await mkdir(path.join(folder, 'bench'));
  await writeFile(path.join(folder, 'bench/index.html'), await benchPage(folder, base));
}

async function copyOhif(ohif, folder, base) {
  await cp(ohif, folder, {
    recursive: true,
    filter: (file) => !LEFT_OUT.test(path.relative(ohif, file).replaceAll(path.sep, '/')),
  });
  await moveToBase(folder, base);
}

/** Where OHIF's files say that they lie at the root of a host. */
const PLACES = {
  '.js': [/(?<=__webpack_require__\.p ?= ?")\/(?=")/g],
  '.css': [/(?<=\burl\()\/(?!\/)/g],
  '.html': [/(?<=\b(?:src|href)=")\/(?!\/)/g, /(?<=window\.PUBLIC_URL=")\/(?=")/g],
};

async function moveToBase(folder, base) {
  for (const name of await readdir(folder)) {
    const places = PLACES[path.extname(name)];
    if (places) await replaceIn(path.join(folder, name), places, base);
  }
  // A static host answers an address with the file of that name: the one address of OHIF that is used has its page.
  await mkdir(path.join(folder, ROUTE), { recursive: true });
  await rename(path.join(folder, 'index.html'), path.join(folder, ROUTE, 'index.html'));
  await writeFile(path.join(folder, 'index.html'), startPage(base));
}

async function replaceIn(file, places, base) {
  const text = await readFile(file, 'utf8');
  const moved = places.reduce((before, place) => before.replaceAll(place, base), text);
  if (moved !== text) await writeFile(file, moved);
}

/** Opens the study. */
const startPage = (base) =>
  leadTo(`${ROUTE}/?url=${base}study.json`, {
    title: 'Mutation Prediction in OHIF: live demonstration',
    words: 'Open the synthetic study',
  });

/** Opens the extension's page that measures a device, for the models that come along. */
async function benchPage(folder, base) {
  const extension = `plugins/${placeOf(await manifestOf('extension'))}/esm`;
  const models = await readdir(path.join(folder, extension, 'models'));
  const asked = new URLSearchParams(models.map((name) => ['model', `models/${name}/`]));
  return leadTo(`${base}${extension}/bench.html?${asked}`.replaceAll('&', '&amp;'), {
    title: 'Mutation Prediction in OHIF: device bench',
    words: 'Measure this device',
  });
}

const leadTo = (address, { title, words }) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>${title}</title>
    <meta http-equiv="refresh" content="0; url=${address}" />
  </head>
  <body>
    <p><a href="${address}">${words}</a></p>
  </body>
</html>
`;

async function appConfig(base) {
  const { byUrl } = await configurations(`${base}plugins`);
  const config = {
    name: 'mutation-prediction-demonstration',
    routerBasename: base,
    ...byUrl,
    customizationService: {},
    // There is one study, and its address names it.
    showStudyList: false,
    maxNumberOfWebWorkers: 2,
    showWarningMessageForCrossOrigin: false,
    showCPUFallbackMessage: false,
    showLoadingIndicator: true,
    strictZSpacingForVolumeViewport: true,
    investigationalUseDialog: { option: 'never' },
    defaultDataSourceName: 'study',
    dataSources: [
      {
        namespace: '@ohif/extension-default.dataSourcesModule.dicomjson',
        sourceName: 'study',
        configuration: { friendlyName: 'Synthetic study', name: 'study' },
      },
    ],
  };
  return `window.config = ${JSON.stringify(config, null, 2)};\n`;
}

/** The study's files, and its metadata as OHIF's DICOM JSON: attributes by keyword, values without lists of one. */
async function writeStudy(folder, base) {
  const { studyInstanceUid, files } = await phantomDicom({ size: [256, 256, 104] });
  const series = new Map();
  let study;
  for await (const { name, bytes } of files) {
    const file = path.join(folder, 'study', name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, new Uint8Array(bytes));
    const dataset = metadataOf(bytes);
    study ??= dataset;
    const uid = dataset.SeriesInstanceUID;
    if (!series.has(uid)) series.set(uid, seriesOf(dataset));
    series.get(uid).instances.push({ metadata: dataset, url: `dicomweb:${base}study/${name}` });
  }
  const all = [...series.values()];
  const document = {
    studies: [
      {
        StudyInstanceUID: studyInstanceUid,
        StudyDate: study.StudyDate,
        StudyTime: study.StudyTime,
        StudyDescription: study.StudyDescription,
        PatientName: study.PatientName,
        PatientID: study.PatientID,
        PatientAge: study.PatientAge,
        PatientSex: study.PatientSex,
        AccessionNumber: study.AccessionNumber,
        NumInstances: all.reduce((sum, { instances }) => sum + instances.length, 0),
        Modalities: all.map(({ Modality }) => Modality).join('\\'),
        series: all,
      },
    ],
  };
  await writeFile(path.join(folder, 'study.json'), JSON.stringify(document));
}

const seriesOf = ({
  SeriesInstanceUID,
  SeriesNumber,
  SeriesDescription,
  SeriesDate,
  Modality,
}) => ({
  SeriesInstanceUID,
  SeriesNumber,
  SeriesDescription,
  SeriesDate,
  Modality,
  instances: [],
});

/** Attributes of a file by keyword, but for its pixels. */
function metadataOf(bytes) {
  const { dict, meta } = dcmjs.data.DicomMessage.readFile(new Uint8Array(bytes).buffer);
  const dataset = dcmjs.data.DicomMetaDictionary.naturalizeDataset(dict);
  const { TransferSyntaxUID } = dcmjs.data.DicomMetaDictionary.naturalizeDataset(meta);
  delete dataset.PixelData;
  return { ...dataset, AvailableTransferSyntaxUID: TransferSyntaxUID };
}
