/**
 * Builds the viewer plugins twice from one source:
 *
 * - ESM, imported by a running OHIF from `app-config.js`; React is inside, because OHIF exposes none.
 *   Beside it lie the workers, ONNX Runtime's WebAssembly and the model packages.
 * - UMD, OHIF's contract for plugins since 3.14, for sites that build OHIF themselves (`pluginConfig.json`) and for
 *   those that load it by a descriptor; what OHIF shares stays outside. What is fetched on demand lies in `chunks/`
 *   beside it. The workers are not built again: they are those of the ESM folder.
 */
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { allStyles } from '../../extension/styles.mjs';
import { ChunkIntegrity } from './chunkIntegrity.mjs';
import { dependenciesOf } from './installed.mjs';
import { thirdPartyPlugin } from './thirdPartyPlugin.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const from = (...parts) => path.join(root, ...parts);

/** Copies files that the bundles load by URL, once; webpack need not read their 70 MB. */
class CopyFiles {
  constructor(copies) {
    this.copies = copies;
  }

  apply(compiler) {
    let copied = false;
    compiler.hooks.afterEmit.tapPromise('CopyFiles', async () => {
      if (copied) return;
      copied = true;
      for (const { source, to } of this.copies) {
        const target = path.join(compiler.outputPath, to);
        await mkdir(path.dirname(target), { recursive: true });
        await cp(source, target, { recursive: true, preserveTimestamps: true });
      }
    });
  }
}

/**
 * Our packages say `"type": "module"`, which would make a site's webpack read the UMD wrapper as an
 * ES module, where `module` and `require` do not exist.
 */
class MarkAsCommonJs {
  apply(compiler) {
    compiler.hooks.afterEmit.tapPromise('MarkAsCommonJs', async () => {
      await writeFile(
        path.join(compiler.outputPath, 'package.json'),
        `${JSON.stringify({ type: 'commonjs' })}\n`,
      );
    });
  }
}

/** The panel's styles as a file, for hosts that load it beside the plugin; they are inside the plugin, too. */
class WriteStyles {
  apply(compiler) {
    compiler.hooks.afterEmit.tapPromise('WriteStyles', async () => {
      await writeFile(path.join(compiler.outputPath, 'index.css'), await allStyles());
    });
  }
}

/** A build says by its time that it is newer than its sources, also where these changed nothing in it. */
const OUTPUT = { compareBeforeEmit: false };

const common = {
  mode: 'production',
  context: root,
  devtool: 'source-map',
  resolve: {
    extensions: ['.tsx', '.ts', '.js'],
    extensionAlias: { '.js': ['.tsx', '.ts', '.js'] },
    // core from source, so that only what a bundle uses enters it.
    alias: {
      '@mutation-prediction/core$': from('core/src/index.ts'),
      '@mutation-prediction/core': from('core/src'),
      'open-inference-client$': from('oip-client/src/index.ts'),
      // What only hosts with a disk refuse is never said in a browser.
      [from('core/src/words/en/fileRefusals.ts')]: from('extension/src/noRefusals.ts'),
      // What zod writes JSON Schemas with, which `npm run schema` does and no browser ever asks for.
      [from('node_modules/zod/v4/core/json-schema-processors.js')]: false,
      [from('node_modules/zod/v4/core/json-schema-generator.js')]: false,
      [from('node_modules/zod/v4/core/to-json-schema.js')]: from('extension/src/noJsonSchema.ts'),
      // What it would compile schemas with (`extension/src/noEval.ts`).
      [from('node_modules/zod/v4/core/doc.js')]: false,
    },
    // ONNX Runtime fetches its WebAssembly from `ort/` instead of having it inlined.
    conditionNames: ['onnxruntime-web-use-extern-wasm', 'import', 'browser', 'default'],
  },
  module: {
    // URLs relative to the module are meant at run time, not for webpack to bundle.
    parser: { javascript: { url: false, worker: false, importMeta: false } },
    rules: [
      {
        test: /dcmjs[\\/]build[\\/]dcmjs\.es\.js$/,
        loader: from('extension/dcmjsLoader.mjs'),
      },
      { test: /\.css$/, type: 'asset/source', loader: from('extension/styles.mjs') },
      {
        test: /\.tsx?$/,
        loader: 'swc-loader',
        options: {
          jsc: {
            parser: { syntax: 'typescript', tsx: true },
            transform: { react: { runtime: 'automatic' } },
            target: 'es2022',
          },
        },
      },
    ],
  },
  optimization: { minimizeOptions: { javascript: { compress: { passes: 4 } } } },
  performance: { hints: false }, // `npm run size` checks the compressed sizes
  stats: { preset: 'errors-warnings', assets: false },
};

const esm = {
  ...common,
  target: ['web', 'es2022'],
  experiments: { outputModule: true },
};

const ortDist = from('node_modules/onnxruntime-web/dist');
const ortBuilds = [
  'ort-wasm-simd-threaded.jspi',
  'ort-wasm-simd-threaded.asyncify',
  'ort-wasm-simd-threaded',
];

const extensionEsm = {
  ...esm,
  name: 'extension-esm',
  entry: {
    index: from('extension/src/index.ts'),
    bench: from('extension/src/device-bench/main.tsx'),
    'inference.worker': { import: from('extension/src/inference/worker.ts'), layer: 'worker' },
    'parsing.worker': { import: from('extension/src/parsing/worker.ts'), layer: 'worker' },
    'server.worker': { import: from('extension/src/server/worker.ts'), layer: 'worker' },
    'segmenter.worker': { import: from('extension/src/segmenter/worker.ts'), layer: 'worker' },
    'radiomics.worker': { import: from('extension/src/radiomics/worker.ts'), layer: 'worker' },
  },
  experiments: { ...esm.experiments, layers: true },
  module: {
    ...common.module,
    rules: [
      ...common.module.rules,
      {
        issuerLayer: 'worker',
        resolve: {
          alias: {
            [from('core/src/words/en/refusals.ts')]: from('extension/src/noRefusals.ts'),
          },
        },
      },
    ],
  },
  output: {
    ...OUTPUT,
    path: from('extension/dist/esm'),
    filename: '[name].js',
    chunkFilename: 'chunks/[name].[contenthash:8].js',
    clean: true,
    module: true,
    library: { type: 'module' },
    chunkFormat: 'module',
    chunkLoading: 'import',
  },
  // Every chunk has a name and a reason to be fetched, which `npm run size` goes by.
  optimization: { ...common.optimization, splitChunks: false },
  plugins: [
    // ONNX Runtime is copied, and dcmjs comes as one file with what it needs inside.
    thirdPartyPlugin('extension', [
      from('node_modules/onnxruntime-web'),
      ...dependenciesOf('dcmjs'),
    ]),
    new CopyFiles([
      ...ortBuilds.flatMap((build) =>
        ['mjs', 'wasm'].map((kind) => ({
          source: path.join(ortDist, `${build}.${kind}`),
          to: `ort/${build}.${kind}`,
        })),
      ),
      { source: from('models/packages'), to: 'models' },
      ...['bench.html', 'bench.css'].map((name) => ({
        source: from('extension/src/device-bench', name),
        to: name,
      })),
    ]),
  ],
};

const modeEsm = {
  ...esm,
  name: 'mode-esm',
  entry: { index: from('mode/src/index.ts') },
  output: {
    ...OUTPUT,
    path: from('mode/dist/esm'),
    filename: '[name].js',
    clean: true,
    module: true,
    library: { type: 'module' },
    chunkFormat: 'module',
  },
  plugins: [thirdPartyPlugin('mode')],
};

/** What OHIF shares with plugins, each under the name that is also its global: all that a plugin may ask for. */
export const SHARED_BY_OHIF = [
  'react',
  'react-dom',
  'react/jsx-runtime',
  '@ohif/core',
  '@ohif/ui-next',
  '@ohif/i18n',
  '@ohif/extension-default',
  '@ohif/extension-cornerstone',
  '@cornerstonejs/core',
  '@cornerstonejs/tools',
  'dcmjs',
  'gl-matrix',
];

const umd = (workspace, packageName) => ({
  ...common,
  name: `${workspace}-umd`,
  target: ['web', 'es2022'],
  entry: { 'index.umd': from(workspace, 'src/index.umd.ts') },
  output: {
    ...OUTPUT,
    path: from(workspace, 'dist/umd'),
    filename: '[name].js',
    chunkFilename: 'chunks/[name].[contenthash:8].js',
    clean: true,
    globalObject: 'globalThis',
    // Other plugins, and the site's own bundle, have chunks as well.
    uniqueName: packageName,
    // Where they lie is known at run time only (`index.umd.ts`).
    publicPath: '',
    // The global is the extension or mode itself, which OHIF takes it for.
    library: { name: packageName, type: 'umd', export: 'default', umdNamedDefine: true },
  },
  externals: SHARED_BY_OHIF,
  optimization: { ...common.optimization, splitChunks: false },
  plugins: [
    thirdPartyPlugin(workspace),
    new ChunkIntegrity(),
    new MarkAsCommonJs(),
    ...(workspace === 'extension' ? [new WriteStyles()] : []),
  ],
});

export default [
  extensionEsm,
  modeEsm,
  umd('extension', '@mutation-prediction/ohif-extension'),
  umd('mode', '@mutation-prediction/ohif-mode'),
];
