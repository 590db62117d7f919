/** VitePress's own look in the fonts of the reader's system. */
import { withBase } from 'vitepress';
import Theme from 'vitepress/theme-without-fonts';
import { h } from 'vue';
import './style.css';

const notFound = () =>
  h('main', { class: 'vp-doc not-found' }, [
    h('h1', 'There is no such page'),
    h('p', h('a', { href: withBase('/') }, 'To the beginning')),
  ]);

export default {
  extends: Theme,
  Layout: () => h(Theme.Layout, null, { 'not-found': notFound }),
};
