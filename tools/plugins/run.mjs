/**
 * `npm run plugins -- FOLDER [--at PATH] [--ohif DIST] [--archive ORIGIN]…`: puts what was built into FOLDER as OHIF's
 * servers hold plugins, and prints what goes into `app-config.js`. PATH is where FOLDER is served, `/plugins` unless
 * given. With OHIF's DIST also the Content Security Policy under which it and the plugin run; an ORIGIN is that of
 * a DICOMweb server other than the viewer's own.
 *
 * `npm run plugins -- --gallery REPOSITORY MAINTAINER`: our entries of OHIF's extension gallery.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { contentSecurityPolicy } from './contentSecurityPolicy.mjs';
import { galleryEntry } from './gallery.mjs';
import { configurations, layOut, manifestOf, WORKSPACES } from './layout.mjs';
import { loadUmd } from './umdBuild.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    at: { type: 'string', default: '/plugins' },
    ohif: { type: 'string' },
    archive: { type: 'string', multiple: true, default: [] },
    gallery: { type: 'boolean', default: false },
  },
});

if (values.gallery) await printGallery(...positionals);
else await install(...positionals);

async function install(folder) {
  if (!folder)
    fail('usage: npm run plugins -- FOLDER [--at PATH] [--ohif DIST] [--archive ORIGIN]…');
  await layOut(path.resolve(folder));
  const { byUrl, byDescriptor } = await configurations(values.at);
  print('In app-config.js, OHIF 3.12 and later:', byUrl);
  print('or, OHIF 3.14 and later:', byDescriptor);
  if (!values.ohif) return;
  const html = await readFile(path.join(values.ohif, 'index.html'), 'utf8');
  console.log(`\nContent-Security-Policy: ${contentSecurityPolicy(html, values.archive)}`);
}

async function printGallery(repository, maintainer) {
  if (!maintainer) fail('usage: npm run plugins -- --gallery REPOSITORY MAINTAINER');
  const entries = await Promise.all(
    WORKSPACES.map(async (workspace) => {
      const { plugin } = await loadUmd(workspace);
      return galleryEntry(await manifestOf(workspace), plugin, { repository, maintainer });
    }),
  );
  console.log(JSON.stringify(entries, null, 2));
}

function print(title, value) {
  console.log(`\n${title}\n${JSON.stringify(value, null, 2)}`);
}

function fail(text) {
  console.error(text);
  process.exit(1);
}
