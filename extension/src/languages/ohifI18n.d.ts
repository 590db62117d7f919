/** OHIF's instance of i18next, which it shares with plugins and publishes no types of. */
declare module '@ohif/i18n' {
  const i18next: unknown;
  export default i18next;
}
