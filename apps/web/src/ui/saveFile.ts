/** Offers a file that was made in the page; no request leaves it. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // the browser reads the blob after the click has returned
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
