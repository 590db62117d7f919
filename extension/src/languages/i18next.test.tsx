/** @jest-environment jsdom */
import { cleanup, render } from '@testing-library/react';
import { createInstance } from 'i18next';
import type { ReactNode } from 'react';
import { i18nextAbove } from './i18next.js';

/** As react-i18next's provider: all it has of i18next is its property. */
const Provider = ({ children }: { readonly i18n: object; readonly children: ReactNode }) => (
  <main>{children}</main>
);

function elementIn(i18n: object): Element {
  render(
    <Provider i18n={i18n}>
      <section>
        <div data-testid="slot" />
      </section>
    </Provider>,
  );
  return document.querySelector('[data-testid=slot]')!;
}

afterEach(cleanup);

test('the i18next of the page is that of the provider above', async () => {
  const i18next = createInstance();
  await i18next.init({ lng: 'de' });
  expect(i18nextAbove(elementIn(i18next))).toBe(i18next);
});

test('what is no i18next is none', () => {
  expect(i18nextAbove(elementIn({ language: 'de' }))).toBeUndefined();
});

test('an element that React did not draw has none above it', () => {
  expect(i18nextAbove(document.createElement('div'))).toBeUndefined();
});
