import { id } from './id.js';

export default { id, modeFactory: () => ({ id, routes: [], extensions: {} }) };
