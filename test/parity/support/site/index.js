/**
 * A site that builds OHIF itself, in short: registers our packages as OHIF does and renders the panel
 * with its own React.
 */
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import extension from '@mutation-prediction/ohif-extension';
import mode from '@mutation-prediction/ohif-mode';

const service = new Proxy({}, { get: (_, name) => (name === 'EVENTS' ? {} : () => undefined) });
const managers = {
  servicesManager: { services: new Proxy({}, { get: () => service }) },
  extensionManager: service,
  commandsManager: service,
  appConfig: { mutationPrediction: { assetsUrl: `${location.origin}/` } },
};
const site = createRoot(document.getElementById('site'));

extension.preRegistration(managers);
const [panel] = extension.getPanelModule(managers);
globalThis.pluginIds = [extension.id, mode.id];
globalThis.showPanel = (isShown) => site.render(isShown && createElement(panel.component));
