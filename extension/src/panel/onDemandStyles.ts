import { addStyles } from './addStyles.js';
import css from './onDemand.css';

/** For each part of the panel that is fetched when it is asked for, with it. */
export const injectOnDemandStyles = () => addStyles('styles-on-demand', css);
