/** The part of i18next, as OHIF 3.12–3.14 ship it, that we use. */
export interface I18next {
  /** BCP 47; absent until it is found out. */
  readonly language?: string | undefined;
  /** @param deep with `overwrite` false, what is there already stays */
  addResourceBundle(
    language: string,
    namespace: string,
    resources: object,
    deep: boolean,
    overwrite: boolean,
  ): unknown;
  getResourceBundle(language: string, namespace: string): unknown;
  on(event: 'languageChanged', listener: (language: string) => void): unknown;
}

/** What React keeps of an element or a component: where it is drawn, and with which properties. */
interface Fibre {
  readonly return: Fibre | null;
  readonly memoizedProps: { readonly i18n?: Partial<I18next> } | null;
}

/**
 * The i18next that a page's React tree was given. OHIF hands it to no extension and makes no global of it; a plugin that
 * is imported by its URL has no other way to it than the provider above its panel.
 *
 * @param element drawn by OHIF's React, within its `I18nextProvider`
 * @returns undefined where there is none, or React keeps its tree otherwise
 */
export function i18nextAbove(element: Element): I18next | undefined {
  const key = Object.keys(element).find((name) => name.startsWith('__reactFiber$'));
  let fibre = key && (element as unknown as Readonly<Record<string, Fibre | null>>)[key];
  while (fibre) {
    const i18next = fibre.memoizedProps?.i18n;
    if (i18next && isI18next(i18next)) return i18next;
    fibre = fibre.return;
  }
  return undefined;
}

function isI18next(found: Partial<I18next>): found is I18next {
  return [found.addResourceBundle, found.getResourceBundle, found.on].every(
    (method) => typeof method === 'function',
  );
}
