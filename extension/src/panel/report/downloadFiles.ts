import type { PrintedFile } from '../../contract.js';

/** Hands Part 10 files and PDFs to the browser's download list. */
export function downloadFiles(files: readonly PrintedFile[]): void {
  for (const { name, bytes } of files) {
    const type = name.endsWith('.pdf') ? 'application/pdf' : 'application/dicom';
    const url = URL.createObjectURL(new Blob([bytes], { type }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    // The download has its own hold on the data once it was started by the click.
    setTimeout(() => URL.revokeObjectURL(url));
  }
}
