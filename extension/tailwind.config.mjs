/**
 * The utility classes of the panel, in OHIF's theme (Tailwind's defaults but for what stands here): what a viewer has of
 * it is not relied on. Colours are the custom properties of `src/panel/panel.css`.
 */
import path from 'node:path';

const COLOURS = [
  'accent',
  'background',
  'foreground',
  'highlight',
  'input',
  'muted',
  'muted-foreground',
  'popover',
  'primary',
  'primary-foreground',
  'secondary-foreground',
];

/** What stands in quotes: no other word of a source is meant as a class. */
const inQuotes = (source) =>
  [...source.matchAll(/(["'`])((?:(?!\1)[^\n])+)\1/g)].flatMap(([, , text]) =>
    text.split(/[\s{}$'"`]+/),
  );

export default {
  content: {
    files: [path.join(import.meta.dirname, 'src/**/*.tsx')],
    extract: inQuotes,
  },
  // A viewer's styles are never reset; opacities come as part of a colour.
  corePlugins: {
    preflight: false,
    backgroundOpacity: false,
    borderOpacity: false,
    textOpacity: false,
  },
  theme: {
    extend: {
      colors: {
        ...Object.fromEntries(
          COLOURS.map((name) => [name, `hsl(var(--mp-${name}) / <alpha-value>)`]),
        ),
        green: { 500: '#48bb78' },
        red: { 500: '#f56565' },
        yellow: { 500: '#ecc94b' },
      },
      fontSize: { xs: '0.6875rem', sm: '0.75rem', base: '0.8125rem' },
    },
  },
};
