/**
 * Short recordings of the live demonstration, as a radiologist works in it: Chromium's screencast of a page, encoded frame
 * by frame in another page, in the time that it takes. No other program is needed.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM } from '../../test/support/chromium.mjs';
import { webm } from './webm.mjs';

const SIZE = { width: 1280, height: 720 };
const BITS_PER_SECOND = 700_000;
/** As long as nothing moves, Chromium sends no frame; longer than this is of no use to who watches. */
const LONGEST_STILL_MS = 2500;
/** How long what has been reached is seen at the end. */
const LAST_MS = 2000;
/** Pictures that stay are encoded again after so long, and get finer. */
const STEP_MS = 250;
const KEY_FRAME_MS = 4000;

/** What is done in each recording, once the panel is there. */
const SCENES = {
  async predict(page, panel) {
    await page.waitForTimeout(1000);
    await panel.getByRole('button', { name: 'Predict', exact: true }).click();
    await panel.getByRole('button', { name: 'Save report' }).waitFor({ timeout: 180_000 });
    await page.waitForTimeout(2500);
    await panel.getByRole('button', { name: 'Why?' }).click();
    const images = page.getByRole('img', { name: /with where the network looked/ });
    await images.nth(8).waitFor({ timeout: 180_000 });
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
    await panel
      .getByRole('row', { name: /sphericity/i })
      .first()
      .scrollIntoViewIfNeeded();
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
      await writeFile(path.join(folder, `${name}.webm`), await encoded(browser, demo, frames));
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
  const moving = seen.map(({ data, at }, n) => ({
    data,
    ms: Math.min((seen[n + 1]?.at ?? at + LONGEST_STILL_MS) - at, LONGEST_STILL_MS),
  }));
  // Of a busy machine the screencast can lack what came last.
  return { frames: [...moving, { data: last.toString('base64'), ms: LAST_MS }], last };
}

/** Frames as WebM. */
async function encoded(browser, demo, frames) {
  const page = await browser.newPage();
  // Encoders are for pages of a safe origin, as that of the demonstration's machine is.
  await page.goto(new URL('study.json', demo).href);
  const settings = { ...SIZE, bits: BITS_PER_SECOND, stepMs: STEP_MS, keyFrameMs: KEY_FRAME_MS };
  const { pictures, durationMs } = await page.evaluate(encode, { frames, ...settings });
  await page.close();
  return webm(
    pictures.map(({ base64, ...picture }) => ({
      ...picture,
      bytes: Buffer.from(base64, 'base64'),
    })),
    { ...SIZE, durationMs },
  );
}

/** Runs in the page. */
async function encode({ frames, width, height, bits, stepMs, keyFrameMs }) {
  const pictures = [];
  const encoder = new VideoEncoder({
    output(chunk) {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      let binary = '';
      for (let n = 0; n < bytes.length; n += 8192)
        binary += String.fromCharCode(...bytes.subarray(n, n + 8192));
      const ms = Math.round(chunk.timestamp / 1000);
      pictures.push({ ms, isKey: chunk.type === 'key', base64: btoa(binary) });
    },
    error(error) {
      throw error;
    },
  });
  encoder.configure({ codec: 'vp8', width, height, bitrate: bits });
  let [now, lastKey] = [0, -Infinity];
  for (const { data, ms } of frames) {
    const image = Object.assign(new Image(), { src: `data:image/jpeg;base64,${data}` });
    await image.decode();
    for (let shown = 0; shown < ms; shown += stepMs) {
      const at = Math.round(now + shown);
      const frame = new VideoFrame(image, { timestamp: at * 1000 });
      const keyFrame = at - lastKey >= keyFrameMs;
      if (keyFrame) lastKey = at;
      encoder.encode(frame, { keyFrame });
      frame.close();
    }
    now += ms;
  }
  await encoder.flush();
  return { pictures, durationMs: Math.round(now) };
}
