/** VitePress's own look in the fonts of the reader's system. */
export { default } from 'vitepress/theme-without-fonts';
import './style.css';
