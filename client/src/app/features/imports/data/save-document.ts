/** Hands a document that was fetched to the browser, which saves it under this name. */
export function saveDocument(document: Blob, name: string): void {
  const address = URL.createObjectURL(document);
  const link = window.document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the document after the press; a minute is plenty.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
