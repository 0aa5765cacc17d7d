/** Offers a file as a download. A page cannot append to a file, so the pieces are held until the last one has come. */
export async function saveAsDownload(
  suggestedName: string,
  type: string,
  pieces: AsyncIterable<string | Uint8Array>,
): Promise<boolean> {
  const parts: BlobPart[] = [];
  for await (const piece of pieces) parts.push(typeof piece === 'string' ? piece : new Uint8Array(piece));
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = suggestedName;
  link.click();
  // The download has its own reference to the blob as soon as the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address));
  return true;
}
