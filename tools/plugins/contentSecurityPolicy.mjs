/** The strictest Content Security Policy that OHIF and the plugin run under. */
import { createHash } from 'node:crypto';

const INLINE_SCRIPT = /<script>([^]*?)<\/script>/g;

/** Sources of a policy for each script that stands in a page, e.g. `'sha256-…'`. */
export function inlineScriptHashes(html) {
  return [...html.matchAll(INLINE_SCRIPT)].map(
    ([, script]) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
}

/**
 * @param {string} html OHIF's `index.html`
 * @param {readonly string[]} archives origins of DICOMweb servers other than the viewer's own
 * @returns the value of the header, on one line
 */
export function contentSecurityPolicy(html, archives = []) {
  return [
    ['default-src', "'self'"],
    ['script-src', "'self'", "'wasm-unsafe-eval'", ...inlineScriptHashes(html)],
    // React and OHIF's viewports set styles of single elements.
    ['style-src', "'self'", "'unsafe-inline'"],
    ['img-src', "'self'", 'data:', 'blob:', ...archives],
    ['font-src', "'self'", 'data:'],
    ['connect-src', "'self'", 'data:', 'blob:', ...archives],
    ['worker-src', "'self'", 'blob:'],
    ['object-src', "'none'"],
    ['base-uri', "'self'"],
    ['frame-ancestors', "'self'"],
  ]
    .map((directive) => directive.join(' '))
    .join('; ');
}
