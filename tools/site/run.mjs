/**
 * `npm run site [-- --base /path/] [--out FOLDER] [--demo-only]`, once `npm run build` has run: the documentation as
 * pages, the reference, the live demonstration and recordings of it, as files for any static host, in `.cache/site`
 * unless told otherwise. BASE is the URL path at which the host will serve them. Then checks what it has made: links, axe-core,
 * weight, recordings; exits non-zero where something is wrong.
 *
 * `npm run site -- --serve [--base /path/] [--out FOLDER]` shows what was made.
 */
import { execFileSync } from 'node:child_process';
import { cp, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { tooHeavy } from './check/budget.mjs';
import { brokenLinks } from './check/links.mjs';
import { unplayable } from './check/recordings.mjs';
import { visitPages } from './check/visits.mjs';
import { writeDemo } from './demo.mjs';
import { record } from './recordings.mjs';
import { serveFolder } from './staticHost.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    base: { type: 'string', default: '/' },
    out: { type: 'string', default: path.join(root, '.cache/site') },
    'demo-only': { type: 'boolean', default: false },
    serve: { type: 'boolean', default: false },
  },
});
const base = `/${values.base}/`.replaceAll(/\/+/g, '/');
const out = path.resolve(values.out);
const say = (message) => console.error(message);

/** Files of the repository that pages link to and that are no pages. */
const FILES = [
  'docs/app-config.example.js',
  'docs/openapi.json',
  'models/model-package.schema.json',
];

/** For hosts that read them from a file (Netlify, Cloudflare Pages): WebAssembly then has its threads. */
const HEADERS = `${base}demo/*
  Cross-Origin-Opener-Policy: same-origin
  Cross-Origin-Embedder-Policy: require-corp
`;

if (values.serve) await show();
else {
  await make();
  await check();
}

async function make() {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  if (!values['demo-only']) await writePages();
  await writeDemo(path.join(out, 'demo'), `${base}demo/`, say);
  if (!values['demo-only']) await writeRecordings();
  await writeFile(path.join(out, '_headers'), HEADERS);
  // GitHub Pages otherwise leaves out what begins with _.
  await writeFile(path.join(out, '.nojekyll'), '');
}

async function writePages() {
  say('Pages …');
  const { build } = await import('vitepress');
  await build(import.meta.dirname, { base, outDir: out });
  for (const file of FILES) await cp(path.join(root, file), path.join(out, file));
  say('Reference …');
  execFileSync('npm', ['run', '--silent', 'docs'], { cwd: root, stdio: ['ignore', 2, 2] });
  await cp(path.join(root, '.cache/reference'), path.join(out, 'reference'), { recursive: true });
}

async function writeRecordings() {
  say('Recordings …');
  const media = path.join(out, 'media');
  await mkdir(media);
  const host = await serveFolder(out, { base });
  await record(`${host.url}${base}demo/`, media).finally(() => host.close());
}

async function check() {
  if (values['demo-only']) return;
  say('Links …');
  const wrong = (await brokenLinks(out, base)).map((link) => `leads nowhere: ${link}`);
  say('Pages as readers meet them …');
  const host = await serveFolder(out, { base });
  const visits = await visitPages(out, host.url + base, await pagesToVisit()).finally(() =>
    host.close(),
  );
  const recordings = await recordingsMade();
  const names = recordings.map(({ name }) => name);
  wrong.push(
    ...visits.flatMap(({ page, faults }) => faults.map((fault) => `${page}: ${fault}`)),
    ...tooHeavy(visits, recordings),
    ...(await unplayable(path.join(out, 'media'), names)),
  );
  const heaviest = visits.reduce((a, b) => (a.kb > b.kb ? a : b));
  say(`${visits.length} pages, the heaviest ${heaviest.page} with ${Math.round(heaviest.kb)} kB.`);
  for (const { name, kb } of recordings) say(`${name}: ${Math.round(kb)} kB`);
  for (const one of wrong) say(one);
  say(wrong.length === 0 ? `Made, nothing wrong: ${out}` : `${wrong.length} wrong.`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}

/** All but those of others: OHIF's, and the reference, whose markup is TypeDoc's. */
async function pagesToVisit() {
  return (await readdir(out, { recursive: true }))
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => name.endsWith('.html') && !/^(demo|reference)\//.test(name))
    .sort();
}

async function recordingsMade() {
  const media = path.join(out, 'media');
  const names = (await readdir(media)).filter((name) => name.endsWith('.webm'));
  return Promise.all(
    names.map(async (name) => ({ name, kb: (await stat(path.join(media, name))).size / 1000 })),
  );
}

async function show() {
  const host = await serveFolder(out, { base, port: Number(process.env.MP_SITE_PORT ?? 3002) });
  say(`${host.url}${base}   Ctrl-C stops.`);
}
