/**
 * Short recordings of the live demonstration, as a radiologist works in it: Chromium's screencast of a page, drawn frame
 * by frame in another page, whose recorder makes WebM of it. No other program is needed.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM } from '../../test/support/chromium.mjs';

const SIZE = { width: 1280, height: 720 };
const BITS_PER_SECOND = 700_000;
/** As long as nothing moves, Chromium sends no frame; longer than this is of no use to who watches. */
const LONGEST_STILL_MS = 2500;

/** What is done in each recording, once the panel is there. */
const SCENES = {
  async predict(page, panel) {
    await page.waitForTimeout(1000);
    await panel.getByRole('button', { name: 'Predict', exact: true }).click();
    await panel.getByRole('button', { name: 'Save report' }).waitFor({ timeout: 180_000 });
    await page.waitForTimeout(2500);
  },
  async features(page, panel) {
    const fold = panel.getByRole('button', { name: 'Features' }).first();
    await fold.scrollIntoViewIfNeeded();
    await fold.click();
    await page.waitForTimeout(1000);
    await panel.getByRole('button', { name: 'Compute' }).first().click();
    const search = panel.getByRole('searchbox').first();
    await search.waitFor({ timeout: 180_000 });
    await search.pressSequentially('sphericity', { delay: 120 });
    await page.waitForTimeout(2500);
  },
};

/**
 * @param {string} demo URL of the demonstration
 * @param {string} folder where `<scene>.webm` and `<scene>.jpg`, its last picture, go
 */
export async function record(demo, folder) {
  const browser = await chromium.launch(CHROMIUM);
  try {
    for (const [name, act] of Object.entries(SCENES)) {
      const { frames, last } = await film(browser, demo, act);
      await writeFile(path.join(folder, `${name}.webm`), await webm(browser, frames));
      await writeFile(path.join(folder, `${name}.jpg`), last);
    }
  } finally {
    await browser.close();
  }
}

/** @returns frames as JPEG (base64) with the time, ms, that each is seen for, and the last picture */
async function film(browser, demo, act) {
  const context = await browser.newContext({ viewport: SIZE });
  const page = await context.newPage();
  await page.goto(demo);
  const panel = page.locator('.mp-panel');
  await panel.waitFor({ timeout: 180_000 });
  const seen = [];
  const session = await context.newCDPSession(page);
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    seen.push({ data, at: metadata.timestamp * 1000 });
    void session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
  });
  const { width: maxWidth, height: maxHeight } = SIZE;
  await session.send('Page.startScreencast', { format: 'jpeg', quality: 80, maxWidth, maxHeight });
  await act(page, panel);
  await session.send('Page.stopScreencast');
  const last = await page.screenshot({ type: 'jpeg', quality: 75 });
  await context.close();
  const frames = seen.map(({ data, at }, n) => ({
    data,
    ms: Math.min((seen[n + 1]?.at ?? at + LONGEST_STILL_MS) - at, LONGEST_STILL_MS),
  }));
  return { frames, last };
}

/** Frames as WebM, in the time that they take. */
async function webm(browser, frames) {
  const page = await browser.newPage({ viewport: SIZE });
  const base64 = await page.evaluate(encode, { frames, ...SIZE, bits: BITS_PER_SECOND });
  await page.close();
  return Buffer.from(base64, 'base64');
}

/** Runs in the page. */
async function encode({ frames, width, height, bits }) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  const stream = canvas.captureStream();
  const recorder = new MediaRecorder(stream, {
    mimeType: 'video/webm;codecs=vp8',
    videoBitsPerSecond: bits,
  });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const stopped = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.start();
  for (const { data, ms } of frames) {
    const image = Object.assign(new Image(), { src: `data:image/jpeg;base64,${data}` });
    await image.decode();
    context.drawImage(image, 0, 0, width, height);
    await new Promise((resolve) => setTimeout(resolve, ms));
  }
  recorder.stop();
  await stopped;
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  let binary = '';
  for (let n = 0; n < bytes.length; n += 8192)
    binary += String.fromCharCode(...bytes.subarray(n, n + 8192));
  return btoa(binary);
}
