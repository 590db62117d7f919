/** The pages of the site are the Markdown files of the repository, where they lie; `npm run site` builds them. */
import path from 'node:path';
import { defineConfig } from 'vitepress';

const root = path.resolve(import.meta.dirname, '../../..');

/** Not VitePress's: their files join its pages. In its tab, as its router knows nothing of them. */
const beside = (text, link) => ({ text, link, target: '_self' });

const GUIDES = [
  { text: 'Site engineers', link: '/docs/guides/site-engineer' },
  { text: 'Radiologists', link: '/docs/guides/radiologist' },
  { text: 'Researchers', link: '/docs/guides/researcher' },
];

const pages = (...entries) => entries.map(([text, link]) => ({ text, link: `/docs/${link}` }));

export default defineConfig({
  srcDir: root,
  srcExclude: [
    '**/{node_modules,dist,.cache,golden,test-results,.pytest_cache}/**',
    // What pages and cards are made of.
    '{tools,models/training/mutation_training}/**',
  ],
  rewrites: { 'docs/guides/index.md': 'index.md' },
  ignoreDeadLinks: [/^\/(demo|reference)\//],
  lang: 'en-GB',
  title: 'Mutation Prediction in OHIF',
  description:
    'EGFR and KRAS read from a lung lesion on chest CT, in the OHIF viewer. Research use only.',
  cacheDir: path.join(root, '.cache/vitepress'),
  // A page weighs what it shows, and not what its links lead to.
  router: { prefetchLinks: false },
  vite: { build: { chunkSizeWarningLimit: 2000 } },
  // Contrast of every word of code.
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: { level: [2, 3] },
    nav: [
      { text: 'Guides', items: GUIDES },
      beside('Live demonstration', '/demo/'),
      beside('Reference', '/reference/index.html'),
      { text: 'Changes', link: '/CHANGELOG' },
    ],
    sidebar: [
      { text: 'Guides', items: GUIDES },
      {
        text: 'In the viewer',
        items: pages(
          ['Installation', 'installation'],
          ['Trust and limits', 'trust'],
          ['Explanations', 'explanations'],
          ['DICOM conformance', 'dicom-conformance'],
        ),
      },
      {
        text: 'On servers',
        items: pages(['Server', 'server'], ['Triton', 'triton'], ['Cohorts', 'cohorts']),
      },
      {
        text: 'Images and features',
        items: pages(
          ['CT reading', 'ct-reading'],
          ['One-click segmentation', 'one-click'],
          ['The phantom', 'phantom'],
          ['From CT to prediction', 'pipeline'],
          ['Radiomics', 'radiomics'],
          ['IBSI compliance', 'ibsi-compliance'],
        ),
      },
      {
        text: 'Models',
        items: [
          ...pages(
            ['Model packages', 'model-packages'],
            ['From TCIA to a package', 'from-tcia-to-a-package'],
            ['Cohorts and evaluation', 'training-evaluation'],
            ['Paper tables', 'paper-tables'],
            ['Likeness to training data', 'training-likeness'],
            ['A U-Net of your own', 'segmenter'],
            ['Synthetic results', 'synthetic-results'],
            ['Results on real patients', 'real-results'],
          ),
          { text: 'Training', link: '/models/training/README' },
        ],
      },
      {
        text: 'The project',
        items: [
          { text: 'About', link: '/README' },
          ...pages(
            ['Architecture', 'architecture'],
            ['Decisions', 'decisions/README'],
            ['Benchmarks', 'benchmarks'],
            ['Testing', 'testing'],
          ),
          { text: 'Contributing', link: '/CONTRIBUTING' },
          { text: 'Security', link: '/SECURITY' },
        ],
      },
    ],
    footer: { message: 'Research use only. Not a medical device. MIT licence.' },
  },
});
