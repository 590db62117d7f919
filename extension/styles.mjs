/**
 * The panel's stylesheets, compiled: with Tailwind's utilities of the classes that the panel uses, and of no others, confined to
 * the panel, so that a viewer it is drawn in looks as before. Also webpack's loader for them.
 */
import path from 'node:path';
import { readFile } from 'node:fs/promises';
import postcss from 'postcss';
import tailwindcss from 'tailwindcss';
import tailwindConfig from './tailwind.config.mjs';

const panel = path.join(import.meta.dirname, 'src/panel');
const OURS = ':where(.mp-panel, .mp-panel *)';

/** All styles in one file, which says of itself that it is in a page (`addStyles.ts`). */
export async function allStyles() {
  const files = ['panel.css', 'onDemand.css'].map((name) => path.join(panel, name));
  const parts = await Promise.all(files.map(compileStyles));
  return `:root{--mutation-prediction-styles:1}${parts.join('')}`;
}

/** webpack's loader of a stylesheet; what classes it needs is in the sources beside it. */
export default function load() {
  this.addContextDependency(panel);
  const done = this.async();
  compileStyles(this.resourcePath).then((css) => done(null, css), done);
}

/** @returns {Promise<string>} CSS, without white space */
async function compileStyles(file) {
  const plugins = [tailwindcss(tailwindConfig), confine, compact];
  const { css } = await postcss(plugins).process(await readFile(file, 'utf8'), { from: file });
  return css;
}

/** What is no class of ours is meant within the panel only. */
const confine = {
  postcssPlugin: 'confine',
  OnceExit(root) {
    root.walkRules((rule) => {
      if (isKeyframe(rule)) return;
      rule.selectors = rule.selectors.map((selector) =>
        /\.mp-|#mp-/.test(selector) ? selector : within(selector),
      );
    });
  },
};

function within(selector) {
  const [, element, pseudo] = /^(.*?)(::[\w-]+)?$/.exec(selector);
  return `${element === '*' ? '' : element}${OURS}${pseudo ?? ''}`;
}

const isKeyframe = ({ parent }) => parent.type === 'atrule' && parent.name.endsWith('keyframes');

const compact = {
  postcssPlugin: 'compact',
  OnceExit(root) {
    root.walkComments((comment) => comment.remove());
    root.walk((node) => {
      node.raws.before = '';
      if (node.type === 'decl') {
        node.raws.between = ':';
        node.value = shortened(node.value);
      } else Object.assign(node.raws, { between: '', after: '', semicolon: false });
      if (node.type === 'rule') node.selector = node.selector.replaceAll(/\s*,\s*/g, ',');
    });
    root.raws.after = '';
  },
};

/** No value of ours has a text with a comma or a number in it. */
const shortened = (value) =>
  value
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?, ?/g, ',')
    .replaceAll(/ ?\/ ?1\)/g, ')')
    .replaceAll(/ \/ /g, '/')
    .replaceAll(/(?<![\d.])0\.(?=\d)/g, '.');
