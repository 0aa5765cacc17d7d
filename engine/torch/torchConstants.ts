import type { PyValue, TorchValue } from '../values/pyValue.ts';
import { asDevice, asNumber, asSequence } from './callArguments.ts';
import { findDtype } from './dtypes.ts';

/** Constants of the module `torch` that pickles name, beside the dtypes. */
const CONSTANTS: ReadonlyMap<string, TorchValue['what']> = new Map<string, TorchValue['what']>([
  ...[
    'per_tensor_affine',
    'per_tensor_symmetric',
    'per_channel_affine',
    'per_channel_symmetric',
    'per_channel_affine_float_qparams',
  ].map((name): [string, TorchValue['what']] => [name, 'qscheme']),
  ...['contiguous_format', 'preserve_format', 'channels_last', 'channels_last_3d'].map(
    (name): [string, TorchValue['what']] => [name, 'memory_format'],
  ),
  ...['strided', 'sparse_coo', 'sparse_csr', 'sparse_csc', 'sparse_bsr', 'sparse_bsc', 'jagged', '_mkldnn'].map(
    (name): [string, TorchValue['what']] => [name, 'layout'],
  ),
]);

/** What a global of `torch` stands for when it is data: a dtype, a quantization scheme, a layout, a memory format. */
export function resolveTorchGlobal(module: string, name: string): TorchValue | undefined {
  if (module !== 'torch') return undefined;
  const what = findDtype(name) === undefined ? CONSTANTS.get(name) : 'dtype';
  return what === undefined ? undefined : { kind: 'torch', what, text: findDtype(name)?.name ?? name };
}

/** `torch.Size((2, 3))`. */
export function describeSize(args: readonly PyValue[]): TorchValue | undefined {
  const items = asSequence(args[0] ?? { kind: 'tuple', items: [] });
  if (items === undefined || !items.every((item) => typeof item === 'number' || typeof item === 'bigint')) {
    return undefined;
  }
  return { kind: 'torch', what: 'Size', text: `[${items.join(', ')}]`, items };
}

/** `torch.device('cuda', 0)`, or with one argument. */
export function describeDevice(args: readonly PyValue[]): TorchValue | undefined {
  const [device, index] = [asDevice(args[0]), asNumber(args[1])];
  if (device === undefined) return undefined;
  return { kind: 'torch', what: 'device', text: index === undefined ? device : `${device}:${index}` };
}

/** `torch.serialization._get_layout('torch.sparse_coo')`. */
export function describeLayout(args: readonly PyValue[]): TorchValue | undefined {
  const name = args[0];
  return typeof name === 'string' ? { kind: 'torch', what: 'layout', text: name.replace(/^torch\./u, '') } : undefined;
}
