import type { PickleCall, PickleHooks } from '../pickle/pickleHooks.ts';
import type { PyValue } from '../values/pyValue.ts';
import type { NdarrayValue, TensorValue } from '../values/tensorValue.ts';
import { asAttributes, asSequence } from './callArguments.ts';
import { findLegacyDtype } from './dtypes.ts';
import { buildArray } from './numpyCalls.ts';
import type { ProblemList } from './problems.ts';
import { rebuildTensor } from './rebuildStrided.ts';
import { describeTorchCall, isTensorCall } from './torchCalls.ts';
import { resolveTorchGlobal } from './torchConstants.ts';

/** A tensor class of torch before 0.4 is called without arguments; its state follows. */
type OpenTensor = { -readonly [Field in keyof TensorValue]: TensorValue[Field] };

/** How deep tensors and sizes stand in the arguments of a call: `_rebuild_from_type_v2` nests another call's. */
const ARGUMENT_DEPTH = 3;

export interface TorchHookOptions {
  readonly problems: ProblemList;
  /** Receives every tensor and array that is described, but for those that went into another one. */
  readonly described: Set<TensorValue | NdarrayValue>;
  /** Persistent ids are the container's business. */
  readonly resolvePersistent: (id: PyValue, offset: number) => PyValue | undefined;
  /** The value of a torch file within the pickle; without it, such a call stays a call. */
  readonly loadEmbedded: ((bytes: Uint8Array) => PyValue | undefined) | undefined;
}

/**
 * What the pickles of torch mean. Calls that ought to give a tensor and cannot be described are reported, and stay calls.
 */
export function createTorchHooks(options: TorchHookOptions): PickleHooks {
  const { problems, resolvePersistent } = options;
  return {
    resolveGlobal: resolveTorchGlobal,
    resolvePersistent,
    resolveCall(call) {
      const { callable } = call;
      if (typeof callable !== 'object' || callable?.kind !== 'global') return undefined;
      if (!/^(torch|numpy)\b/u.test(callable.module)) return undefined;
      spendArguments(call);
      const described =
        describeLegacyTensor(callable.module, callable.name, call.args) ??
        describeEmbedded(call, options) ??
        describeTorchCall(callable, call.args);
      if (described === undefined && isTensorCall(callable)) reportMalformed(call, callable.name, problems);
      else if (isTensor(described)) note(described, call.args, options.described);
      return described;
    },
    resolveBuild(target, state) {
      if (typeof target !== 'object' || target === null) return false;
      if (target.kind === 'ndarray') buildArray(target, state);
      else if (target.kind === 'tensor') buildTensor(target, state);
      else return false;
      return true;
    },
  };
}

function isTensor(value: PyValue | undefined): value is TensorValue | NdarrayValue {
  return typeof value === 'object' && (value?.kind === 'tensor' || value?.kind === 'ndarray');
}

/** A parameter replaces the tensor that it was made of, a sparse tensor its parts; they are found through it. */
function note(
  tensor: TensorValue | NdarrayValue,
  args: readonly PyValue[],
  described: Set<TensorValue | NdarrayValue>,
): void {
  if (described.size > 0) for (const arg of args) takeFrom(described, arg, 0);
  described.add(tensor);
}

function takeFrom(described: Set<TensorValue | NdarrayValue>, value: PyValue, depth: number): void {
  if (isTensor(value)) described.delete(value);
  else if (typeof value === 'object' && value?.kind === 'tuple' && depth < ARGUMENT_DEPTH) {
    for (const item of value.items) takeFrom(described, item, depth + 1);
  }
}

/** `torch.storage._load_from_bytes(bytes)`: how a plain pickle holds a storage. */
function describeEmbedded({ callable, args }: PickleCall, options: TorchHookOptions): PyValue | undefined {
  const [bytes] = args;
  if (typeof callable !== 'object' || callable?.kind !== 'global') return undefined;
  if (callable.module !== 'torch.storage' || callable.name !== '_load_from_bytes') return undefined;
  return typeof bytes === 'object' && bytes?.kind === 'bytes' ? options.loadEmbedded?.(bytes.bytes) : undefined;
}

/** `torch.FloatTensor()` and `torch.cuda.FloatTensor()`: an empty tensor until BUILD hands over its state. */
function describeLegacyTensor(module: string, name: string, args: readonly PyValue[]): TensorValue | undefined {
  if (args.length > 0 || (module !== 'torch' && module !== 'torch.cuda')) return undefined;
  const dtype = name.endsWith('Tensor') ? findLegacyDtype(name) : undefined;
  if (dtype === undefined) return undefined;
  return {
    kind: 'tensor',
    type: 'torch.Tensor',
    layout: 'strided',
    dtype: dtype.name,
    shape: [0],
    stride: [1],
    device: module === 'torch.cuda' ? 'cuda' : 'cpu',
    requiresGrad: false,
  };
}

/**
 * State of a tensor: `(storage, offset, size, stride)` before torch 0.4, a dict of attributes since. Anything else is what
 * a subclass's `__setstate__` would get, and is kept under that name.
 */
function buildTensor(target: TensorValue, state: PyValue): void {
  const open: OpenTensor = target;
  const view = target.storage === undefined ? rebuildTensor(asSequence(state) ?? []) : undefined;
  if (view !== undefined) Object.assign(open, view, { dtype: target.dtype });
  else open.attrs = asAttributes(state) ?? { names: ['__setstate__'], values: [state] };
}

/** Sizes, strides and attributes are copied out of the arguments: they count against the pickle's budget. */
function spendArguments(call: PickleCall): void {
  const spendValue = (value: PyValue, depth: number): void => {
    if (typeof value === 'string') call.spend(value.length);
    if (typeof value !== 'object' || value === null) return;
    if (value.kind === 'dict') call.spend(value.keys.length);
    if (value.kind !== 'tuple' && value.kind !== 'list') return;
    call.spend(value.items.length);
    if (depth < ARGUMENT_DEPTH) for (const item of value.items) spendValue(item, depth + 1);
  };
  for (const arg of call.args) spendValue(arg, 0);
}

function reportMalformed(call: PickleCall, name: string, problems: ProblemList): void {
  problems.add(undefined, {
    code: 'tensor/malformed',
    severity: 'error',
    message: `A call of ${name} has arguments that torch does not write; it is shown as a call.`,
    at: { offset: call.offset },
    found: `${call.args.length} arguments`,
  });
}
