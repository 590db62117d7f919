/** Chromium as tests and the site's tools start it: the system's, with background traffic off. */
export const CHROMIUM = {
  executablePath: process.env.MP_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless=new',
    '--no-sandbox',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
