/** Draws one scene of the panel in a box like OHIF's right side panel; the URL's hash names it. */
import { createRoot } from 'react-dom/client';
import { MutationPredictionPanel } from '../../extension/src/panel/MutationPredictionPanel.js';
import { scenes } from './scenes.js';
import type { SceneUser } from './scenes.js';

// Another scene begins on a page of its own, as this one did.
addEventListener('hashchange', () => location.reload());
const name = location.hash.slice(1) || 'ready';
const scene = scenes[name]?.();
if (!scene) throw new Error(`There is no scene "${name}": ${Object.keys(scenes).join(', ')}`);

const host = document.getElementById('panel')!;
const { studyHost, modelHost, modelServer, radiomicsHost } = scene;
createRoot(host).render(
  <MutationPredictionPanel {...{ studyHost, modelHost, modelServer, radiomicsHost }} />,
);

const until = async <T,>(find: () => T | undefined | null | false): Promise<T> => {
  for (;;) {
    const found = find();
    if (found) return found;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
};

const USABLE = ':is(button, label, summary):not([aria-disabled="true"])';

const user: SceneUser = {
  click: async (wanted) => {
    const control = await until(() =>
      [...document.querySelectorAll<HTMLElement>(USABLE)].find((element) =>
        (element.getAttribute('aria-label') ?? element.textContent ?? '').startsWith(wanted),
      ),
    );
    control.click();
  },
  see: async (text) => {
    await until(() => document.body.textContent?.includes(text));
  },
};

await scene.act(user);
document.body.dataset['scene'] = name;
