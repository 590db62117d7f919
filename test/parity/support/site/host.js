/**
 * OHIF as it loads plugins at run time, in short: shares its modules as globals, writes down what it is about to
 * load, links its stylesheets, imports it, and takes the global of its name.
 */
import * as react from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import * as reactDom from 'react-dom';
import { showPlugins } from './plugins.js';

Object.assign(globalThis, {
  react,
  'react-dom': reactDom,
  'react/jsx-runtime': jsxRuntime,
  __ohif: { runtimePlugins: [] },
});

globalThis.loadPlugins = async (descriptors) => {
  const [extension, mode] = await Promise.all(descriptors.map(load));
  showPlugins(extension, mode, {});
};

async function load({ packageName, importPath, globalName, styles = [] }) {
  const resolvedUrl = new URL(importPath, location.href).href;
  globalThis.__ohif.runtimePlugins.push({ packageName, resolvedUrl });
  await Promise.all(styles.map(link));
  await import(/* webpackIgnore: true */ resolvedUrl);
  return globalThis[globalName];
}

function link(href) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
    element.addEventListener('load', resolve);
    element.addEventListener('error', () => reject(new Error(`${href} cannot be loaded`)));
    document.head.append(element);
  });
}
