/**
 * Who may import whom (docs/architecture.md). Types count as much as values here; circles of files,
 * where only values count, are in dependency-cruiser.circles.mjs.
 */

/** Packages, installed or not; a name ending in - or / stands for all that begin so. */
const packages = (...names) =>
  names.map(
    (name) => `(^|/node_modules/|^node_modules/)${name}${/[-/]$/.test(name) ? '' : '(/|$)'}`,
  );

const CLI = ['^cli/', ...packages('mutation-prediction')];
const OIP_CLIENT = ['^oip-client/', ...packages('open-inference-client')];
const SERVER_ADAPTER = ['^server-adapter/', ...packages('@mutation-prediction/server-adapter')];
const VIEWER = ['^(extension|mode)/', ...packages('@mutation-prediction/ohif-')];

/** The rooms of core, from the ground up: each may use those before it. */
export const CORE_ROOMS = [
  'words',
  'imaging',
  'contract',
  'dicom',
  'signature',
  'views',
  'radiomics',
  'inference',
  'inputs',
  'plausibility',
  'segmenter',
  'explanation',
  'prediction',
  'remote',
  'case',
  'report',
  'print',
  'phantom',
];

const rule = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });

export default {
  forbidden: [
    rule(
      'core-no-node',
      { path: '^core/' },
      { dependencyTypes: ['core'] },
      'core runs in browsers too, so it has no module of Node.',
    ),
    rule(
      'core-no-host',
      { path: '^core/' },
      {
        path: [
          ...VIEWER,
          ...OIP_CLIENT,
          ...SERVER_ADAPTER,
          ...CLI,
          ...packages('onnxruntime-', 'react', 'react-', '@ohif/', '@cornerstonejs/'),
        ],
      },
      'core knows nobody: hosts give it voxels, sessions and workers.',
    ),
    rule(
      'core-ground',
      { path: '^core/src/[^/]+$', pathNot: '^core/src/index\\.ts$' },
      { path: '^core/src/[^/]+/', pathNot: '^core/src/words/' },
      'What all rooms of core may use, such as errors, uses none of them but the words.',
    ),
    rule(
      'core-words',
      { path: '^core/src/words/' },
      { path: '^core/src/[^/]+$' },
      'Words stand below what all rooms may use: errors are made of them.',
    ),
    ...CORE_ROOMS.slice(0, -1).map((room, index) =>
      rule(
        'core-rooms',
        { path: `^core/src/${room}/` },
        { path: `^core/src/(${CORE_ROOMS.slice(index + 1).join('|')})/` },
        'A room of core uses those below it; what two rooms share belongs into one below both.',
      ),
    ),
    rule(
      'core-faces',
      { path: '^core/src/[^/]+/' },
      { path: ['^core/src/index\\.ts$', '^core/src/[^/]+/index\\.ts$'] },
      'A face says what is offered to other packages; within core each file says whom it needs.',
    ),
    rule(
      'oip-client-alone',
      { path: '^oip-client/' },
      { pathNot: '^oip-client/' },
      'The client of the Open Inference Protocol is of use to others too: it needs nothing of ours and no package.',
    ),
    rule(
      'panel-only-contract',
      { path: '^extension/src/panel/' },
      { path: '^extension/src/(host|inference|parsing|radiomics|server)/' },
      'The panel knows its hosts as contract.ts says; the files beside the panel put them together.',
    ),
    rule(
      'extension-no-server',
      { path: '^extension/' },
      { path: [...SERVER_ADAPTER, ...CLI] },
      'The extension runs in a browser.',
    ),
    rule(
      'server-adapter-no-sources',
      { path: '^server-adapter/' },
      { path: ['^(extension|mode)/src/', ...CLI] },
      'server-adapter serves the viewer as it is built, and is what the command line is made of.',
    ),
    rule(
      'cli-only-rooms',
      { path: '^cli/' },
      {
        path: SERVER_ADAPTER,
        pathNot: [
          '^server-adapter/dist/[^/]+/index\\.js$',
          // As long as it is not built, the name is all there is.
          '^@mutation-prediction/server-adapter/[^/]+$',
        ],
      },
      'A room of server-adapter offers what its index.ts says: @mutation-prediction/server-adapter/<room>.',
    ),
    rule(
      'packages-by-name',
      { path: '^([^/]+)/' },
      { pathNot: '^$1/', dependencyTypes: ['local'] },
      'Other packages are imported by their names, which also hold where they are installed.',
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    exclude: { path: ['\\.test\\.tsx?$', '/testing/'] },
    doNotFollow: { path: ['node_modules', '/dist/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'default'],
    },
  },
};
