/** Whether browsers play the recordings, know how long they are, and can jump to their end. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM } from '../../../test/support/chromium.mjs';

const LONGEST_WAIT_MS = 30_000;

/**
 * @param {string} folder of the recordings
 * @param {string[]} names of their files
 * @returns {Promise<string[]>} what is wrong, in sentences
 */
export async function unplayable(folder, names) {
  const browser = await chromium.launch(CHROMIUM);
  try {
    const page = await browser.newPage();
    const faults = [];
    for (const name of names) {
      const base64 = (await readFile(path.join(folder, name))).toString('base64');
      const source = `data:video/webm;base64,${base64}`;
      const fault = await page.evaluate(play, { source, waitMs: LONGEST_WAIT_MS });
      if (fault) faults.push(`${name} does not play: ${fault}`);
    }
    return faults;
  } finally {
    await browser.close();
  }
}

/** Runs in the page. */
async function play({ source, waitMs }) {
  const video = document.createElement('video');
  const told = (event) =>
    new Promise((resolve, reject) => {
      video.addEventListener(event, resolve, { once: true });
      video.addEventListener('error', () => reject(video.error));
      setTimeout(() => reject(new Error(`no ${event}`)), waitMs);
    });
  try {
    const loaded = told('loadeddata');
    video.src = source;
    await loaded;
    if (!Number.isFinite(video.duration)) return 'it does not say how long it is';
    const sought = told('seeked');
    video.currentTime = video.duration - 0.1;
    await sought;
    return video.currentTime > 1 ? undefined : 'it cannot be jumped in';
  } catch ({ message }) {
    return message;
  }
}
