import type { ReportDocument } from '../../contract.js';

/** Hands Part 10 files to the browser's download list. */
export function downloadFiles(files: ReportDocument['files']): void {
  for (const { name, bytes } of files) {
    const url = URL.createObjectURL(new Blob([bytes], { type: 'application/dicom' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    // The download has its own hold on the data once it was started by the click.
    setTimeout(() => URL.revokeObjectURL(url));
  }
}
