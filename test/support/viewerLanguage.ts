/** The language of a viewer that is open in a page. */
import type { Page } from 'playwright-core';

interface I18next {
  changeLanguage(language: string): Promise<unknown>;
  getFixedT(language: string): (key: string, options: object) => string;
}

/** As OHIF's preferences do, without their reload. */
export const changeLanguage = (page: Page, language: string) =>
  page.evaluate(
    async ([find, to]) => {
      const i18next = new Function(`return (${find})()`)() as I18next;
      await i18next.changeLanguage(to!);
    },
    [String(i18nextOfOhif), language],
  );

/** What OHIF's preferences call a hotkey. */
export const hotkeyLabel = (page: Page, language: string, label: string) =>
  page.evaluate(
    ([find, to, key]) => {
      const i18next = new Function(`return (${find})()`)() as I18next;
      return i18next.getFixedT(to!)(key!, { ns: 'UserPreferencesModal' });
    },
    [String(i18nextOfOhif), language, label],
  );

/** From OHIF's own header, which our panel has no part in. */
function i18nextOfOhif(): unknown {
  const element = document.querySelector('[data-cy="return-to-work-list"]')!;
  const key = Object.keys(element).find((name) => name.startsWith('__reactFiber$'))!;
  let fibre = (element as unknown as Record<string, { return: unknown; memoizedProps: unknown }>)[
    key
  ];
  while (fibre) {
    const { i18n } = (fibre.memoizedProps ?? {}) as { i18n?: unknown };
    if (i18n) return i18n;
    fibre = fibre.return as typeof fibre;
  }
  return undefined;
}
