/** Registers our extension as OHIF does and lets the test show its panel. */
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

const service = new Proxy({}, { get: (_, name) => (name === 'EVENTS' ? {} : () => undefined) });

export function showPlugins(extension, mode, mutationPrediction) {
  const managers = {
    servicesManager: { services: new Proxy({}, { get: () => service }) },
    extensionManager: service,
    commandsManager: service,
    appConfig: { mutationPrediction },
  };
  const site = createRoot(document.getElementById('site'));
  extension.preRegistration(managers);
  const [panel] = extension.getPanelModule(managers);
  globalThis.pluginIds = [extension.id, mode.id];
  globalThis.showPanel = (isShown) => site.render(isShown && createElement(panel.component));
}
