import { addStyles } from './addStyles.js';
import css from './panel.css';

/** For the panel as it opens. */
export const injectStyles = () => addStyles('styles', css);
