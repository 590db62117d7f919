/**
 * What a site adds to the `window.config` of its OHIF (3.12 or later), after copying
 *
 *   extension/dist/esm  to  <web root>/plugins/mutation-prediction/extension (models included)
 *   mode/dist/esm       to  <web root>/plugins/mutation-prediction/mode
 *
 * Everything is loaded from the site's own origin. For fast inference the server should also send
 * `Cross-Origin-Opener-Policy: same-origin` and `Cross-Origin-Embedder-Policy: require-corp`;
 * without them WebAssembly runs on one thread.
 */
window.config = {
  // … the site's own settings and data sources …
  extensions: ['/plugins/mutation-prediction/extension/index.js'],
  modes: ['/plugins/mutation-prediction/mode/index.js'],
  mutationPrediction: {
    // Model packages offered in the panel, the first one chosen; URLs end with a slash.
    models: [
      '/plugins/mutation-prediction/extension/models/mmdl-demo/',
      '/plugins/mutation-prediction/extension/models/clinical-tcia/',
    ],
  },
};
