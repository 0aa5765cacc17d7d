import type { FormatName } from '../../shared/inspectDocument.ts';
import { pathOf } from './nodePath.ts';
import { pythonExpression, quotePython } from './pythonExpression.ts';
import type { Tree } from './tree.ts';

/** What loads a file, as Python; `path` stands for its name. */
const LOADERS: { readonly [Format in FormatName]: string } = {
  'torch-zip': "torch.load(path, map_location='cpu', weights_only=True, mmap=True)",
  'torch-legacy': "torch.load(path, map_location='cpu', weights_only=True)",
  torchscript: "torch.jit.load(path, map_location='cpu')",
  pickle: "pickle.load(open(path, 'rb'))",
  safetensors: "safe_open(path, framework='pt')",
};

export interface LoadedFile {
  readonly format: FormatName;
  /** Whether storages lie in the file as they are: torch would read garbage from compressed ones with `mmap=True`. */
  readonly canMap: boolean;
}

/**
 * One line of Python that loads a file and reaches a tensor: `torch.load(path, …)["state_dict"]["a.weight"]`. Undefined where no
 * expression reaches it.
 */
export function writePythonLine(tree: Tree, node: number, { format, canMap }: LoadedFile): string | undefined {
  const loader = canMap ? LOADERS[format] : LOADERS[format].replace(', mmap=True', '');
  if (format !== 'safetensors') return pythonExpression(tree, node, loader);
  const [name] = pathOf(tree, node);
  return typeof name === 'string' ? `${loader}.get_tensor(${quotePython(name)})` : undefined;
}
