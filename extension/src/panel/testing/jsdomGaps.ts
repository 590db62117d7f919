/** What jsdom lacks and the panel uses; import it first in a test that draws the panel. */

/** Files handed to the browser's download list. */
export const downloads: { readonly name: string; readonly size: number }[] = [];

const blobs = new Map<string, Blob>();

// Ids and names of the panel need no escaping.
globalThis.CSS = { escape: (text: string) => text } as typeof CSS;

HTMLCanvasElement.prototype.getContext = () => null;

HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
  this.dispatchEvent(new Event('close'));
};

URL.createObjectURL = (blob: Blob) => {
  const url = `blob:${blobs.size}`;
  blobs.set(url, blob);
  return url;
};
URL.revokeObjectURL = () => undefined;

HTMLAnchorElement.prototype.click = function () {
  downloads.push({ name: this.download, size: blobs.get(this.href)?.size ?? 0 });
};

/** It lays nothing out, so there is nothing to scroll. */
Element.prototype.scrollIntoView = () => {};
