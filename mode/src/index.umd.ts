import { createMode } from './mode.js';

/** An OHIF that was built with us, or loaded us by OHIF 3.14's descriptors, knows extensions by package name. */
export default createMode('@mutation-prediction/ohif-extension');
