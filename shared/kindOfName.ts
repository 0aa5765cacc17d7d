import type { FolderEntry } from './engineApi.ts';

const CHECKPOINT_NAME = /\.(?:ckpt|pt|pth|bin|pkl|pickle|safetensors)$/i;

/** Whether a file in a folder is worth a look, by its name alone: the content decides when it is opened. */
export function kindOfName(name: string): Exclude<FolderEntry['kind'], 'folder'> {
  return CHECKPOINT_NAME.test(name) ? 'checkpoint' : 'other';
}
