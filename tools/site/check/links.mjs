/** Whether every link of the built pages leads somewhere: to a file that is there, and to a heading in it. */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

const LINK = /<(?:a|img|link|script|source|video)\b[^>]*?\s(?:href|src|poster)="([^"]*)"/g;
const ID = /\s(?:id|name)="([^"]+)"/g;
/** Pages of OHIF, whose addresses are its own. */
const NOT_OURS = /^demo\/(?!index\.html$)/;

/**
 * @param {string} folder the built site
 * @param {string} base URL path of the folder, with slashes at both ends
 * @returns {Promise<string[]>} each link that leads nowhere, with its page
 */
export async function brokenLinks(folder, base) {
  const files = new Set(
    (await readdir(folder, { recursive: true })).map((name) => name.replaceAll(path.sep, '/')),
  );
  const pages = [...files].filter((name) => name.endsWith('.html') && !NOT_OURS.test(name));
  const texts = new Map(
    await Promise.all(
      pages.map(async (page) => [page, await readFile(path.join(folder, page), 'utf8')]),
    ),
  );
  const anchors = new Map(
    [...texts].map(([page, html]) => [page, new Set([...html.matchAll(ID)].map(([, id]) => id))]),
  );
  const broken = [];
  for (const [page, html] of texts) {
    for (const link of new Set([...html.matchAll(LINK)].map(([, link]) => link))) {
      const url = new URL(link.replaceAll('&amp;', '&'), `http://site${base}${page}`);
      if (url.host !== 'site') continue;
      const target = await fileOf(folder, files, url.pathname, base);
      const anchor = decodeURIComponent(url.hash.slice(1));
      const isThere = target !== undefined && (!anchor || hasAnchor(anchors, target, anchor));
      if (!isThere) broken.push(`${page}: ${link}`);
    }
  }
  return broken;
}

/** What a static host answers a path with. */
async function fileOf(folder, files, pathname, base) {
  if (!pathname.startsWith(base)) return undefined;
  const name = decodeURIComponent(pathname.slice(base.length));
  if (name !== '' && !name.endsWith('/')) {
    return files.has(name) && (await stat(path.join(folder, name))).isFile() ? name : undefined;
  }
  return files.has(`${name}index.html`) ? `${name}index.html` : undefined;
}

/** The reference makes its own anchors when it is opened. */
const hasAnchor = (anchors, page, anchor) =>
  page.startsWith('reference/') || !anchors.has(page) || anchors.get(page).has(anchor);
