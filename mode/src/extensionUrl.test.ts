import { extensionUrl } from './extensionUrl.js';

test.each([
  [
    'https://viewer.example/plugins/mutation-prediction/mode/index.js',
    'https://viewer.example/plugins/mutation-prediction/extension/index.js',
  ],
  [
    'https://viewer.example/ohif/plugins/@mutation-prediction/ohif-mode/0.1.0/esm/index.js',
    'https://viewer.example/ohif/plugins/@mutation-prediction/ohif-extension/0.1.0/esm/index.js',
  ],
])('%s loads %s', (mode, extension) => expect(extensionUrl(mode)).toBe(extension));
