import { chromium } from 'playwright-core';
import { CHROMIUM } from '../../support/chromium.mjs';
import { isSmall } from '../sizes/packages.mjs';
import { predictInPage, startPanelSite, whyNoTab } from '../sizes/panelSite.mjs';

/** More flags are rarely better: the first set that brings a real adapter is taken. */
const FLAGS = [
  ['--enable-unsafe-webgpu'],
  [
    '--enable-unsafe-webgpu',
    '--enable-features=Vulkan',
    '--use-angle=vulkan',
    '--ignore-gpu-blocklist',
  ],
  [
    '--enable-unsafe-webgpu',
    '--enable-features=Vulkan',
    '--use-vulkan=native',
    '--ignore-gpu-blocklist',
  ],
];
/** Where the times say nothing, one run shows that it works. */
const TIMES = isSmall ? 1 : 4;

/** The panel's host on WebGPU in a tab, in fp32 and with trunks of fp16; what it says beside WASM. */
export async function inGraphicsTab(limitMs) {
  const skipped = whyNoTab();
  if (skipped) return { skipped };
  const ends = Date.now() + limitMs;
  const site = await startPanelSite('mmdl-shared');
  let opened;
  try {
    opened = await openWithAdapter(site.url);
    if (!opened) return { skipped: 'Chromium finds no graphics processor for WebGPU here' };
    const { browser, adapter, flags } = opened;
    const predict = async (model, device, times = TIMES) => {
      const page = await browser.newPage();
      page.setDefaultTimeout(Math.max(1, ends - Date.now()));
      await page.goto(`${site.url}/index.html`);
      const found = await untilLate(page.evaluate(predictInPage, { model, times, device }), ends);
      await page.close();
      return found;
    };
    const fp32 = await predict('mmdl-shared', 'webgpu');
    const fp16 = adapter.shaderF16
      ? await predict('mmdl-shared-fp16', 'webgpu')
      : { skipped: 'the adapter has no shader-f16' };
    const wasm = await predict('mmdl-shared', 'wasm', Math.min(TIMES, 2));
    const moved = ({ probabilities }) =>
      probabilities &&
      Math.max(...probabilities.map((value, n) => Math.abs(value - wasm.probabilities[n])));
    return {
      browser: `Chromium ${browser.version()}`,
      flags,
      adapter,
      fp32: { ...fp32, moved: moved(fp32) },
      fp16: { ...fp16, moved: moved(fp16) },
      wasm,
    };
  } finally {
    await opened?.browser.close();
    await site.close();
  }
}

async function openWithAdapter(url) {
  for (const flags of FLAGS) {
    const browser = await chromium.launch({ ...CHROMIUM, args: [...CHROMIUM.args, ...flags] });
    const page = await browser.newPage();
    await page.goto(`${url}/index.html`);
    const adapter = await page.evaluate(describeAdapter);
    await page.close();
    if (adapter && (isSmall || !adapter.emulated)) return { browser, adapter, flags };
    await browser.close();
  }
  return undefined;
}

/** In the page. */
async function describeAdapter() {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return null;
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  return {
    name: description || [vendor, architecture, device].filter(Boolean).join(' '),
    shaderF16: adapter.features.has('shader-f16'),
    emulated: isFallbackAdapter,
  };
}

function untilLate(promise, ends) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(new Error('it took longer than its part of ten minutes')),
      Math.max(0, ends - Date.now()),
    );
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
