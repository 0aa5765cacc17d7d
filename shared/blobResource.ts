/**
 * What a grant of the page's own engine stands for: a file dropped into a browser, or a folder with everything below it.
 * `shared` knows no DOM: the page puts `File`s in, the Web Worker takes `Blob`s out.
 */
export type BlobResource<Content = unknown> =
  | { readonly kind: 'file'; readonly content: Content }
  | { readonly kind: 'folder'; readonly files: readonly FolderContent<Content>[] };

/** A file below a dropped folder. */
export interface FolderContent<Content = unknown> {
  /** Relative to the folder, `/` on every platform; the id of the file is `<folder id>/<path>`. */
  readonly path: string;
  readonly content: Content;
}
