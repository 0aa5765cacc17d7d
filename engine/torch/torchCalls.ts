import type { PyGlobal, PyValue } from '../values/pyValue.ts';
import { asSequence } from './callArguments.ts';
import { arrayFromBuffer, describeScalar, reconstructArray } from './numpyCalls.ts';
import { rebuildJagged, rebuildNested } from './rebuildNested.ts';
import {
  constructParameter,
  describeUninitialized,
  rebuildFromCpu,
  rebuildFromNumpy,
  rebuildFromType,
  rebuildParameter,
} from './rebuildParameter.ts';
import { rebuildQuantized } from './rebuildQuantized.ts';
import { rebuildSparse, rebuildSparseCsr } from './rebuildSparse.ts';
import { rebuildMeta, rebuildTensor, rebuildTypedView, rebuildWrapper } from './rebuildStrided.ts';
import { describeDevice, describeLayout, describeSize } from './torchConstants.ts';

/** Describes what a call would return, from its positional arguments; undefined when they are not what torch writes. */
type Description = (args: readonly PyValue[]) => PyValue | undefined;

/** Functions of `torch._utils`, and others of the same meaning, by full name. */
const TENSOR_CALLS: ReadonlyMap<string, Description> = new Map<string, Description>([
  ['torch._utils._rebuild_tensor', rebuildTensor],
  ['torch._utils._rebuild_tensor_v2', rebuildTensor],
  ['torch._utils._rebuild_tensor_v3', rebuildTypedView],
  ['torch._utils._rebuild_qtensor', rebuildQuantized],
  ['torch._utils._rebuild_parameter', rebuildParameter],
  ['torch._utils._rebuild_parameter_with_state', rebuildParameter],
  ['torch._utils._rebuild_sparse_tensor', rebuildSparse],
  ['torch._utils._rebuild_sparse_csr_tensor', rebuildSparseCsr],
  ['torch._utils._rebuild_nested_tensor', rebuildNested],
  ['torch.nested._internal.nested_tensor._rebuild_njt', rebuildJagged],
  ['torch.nested._internal.nested_tensor.NestedTensor', rebuildJagged],
  ['torch._utils._rebuild_meta_tensor_no_storage', rebuildMeta],
  ['torch._utils._rebuild_wrapper_subclass', rebuildWrapper],
  ['torch._utils._rebuild_device_tensor_from_numpy', rebuildFromNumpy],
  ['torch._utils._rebuild_xla_tensor', rebuildFromNumpy],
  ['torch._utils._rebuild_device_tensor_from_cpu_tensor', rebuildFromCpu],
  ['torch._tensor._rebuild_from_type_v2', (args) => rebuildFromType(args, describeTorchCall)],
  ['torch._tensor._rebuild_from_type', (args) => rebuildFromType(args, describeTorchCall)],
  ['torch.tensor._rebuild_from_type', (args) => rebuildFromType(args, describeTorchCall)],
  ['torch.nn.parameter.Parameter', constructParameter],
  ...['torch.nn.parameter.UninitializedParameter', 'torch.nn.parameter.UninitializedBuffer'].map(
    (name): [string, Description] => [name, (args) => describeUninitialized(name, args)],
  ),
]);

const OTHER_CALLS: ReadonlyMap<string, Description> = new Map<string, Description>([
  ['torch.Size', describeSize],
  ['torch.device', describeDevice],
  ['torch.serialization._get_layout', describeLayout],
  // TorchScript tags containers with their static type; the first argument is the container itself.
  ['torch.jit._pickle.restore_type_tag', (args) => args[0]],
  ...['build_intlist', 'build_doublelist', 'build_boollist', 'build_tensorlist'].map((name): [string, Description] => [
    `torch.jit._pickle.${name}`,
    (args) => (asSequence(args[0]) === undefined ? undefined : args[0]),
  ]),
  ...['numpy.core.multiarray', 'numpy._core.multiarray'].flatMap((module): [string, Description][] => [
    [`${module}._reconstruct`, reconstructArray],
    [`${module}.scalar`, describeScalar],
  ]),
  ...['numpy.core.numeric', 'numpy._core.numeric'].map((module): [string, Description] => [
    `${module}._frombuffer`,
    arrayFromBuffer,
  ]),
]);

/** Whether a call would return a tensor, so that failing to describe it is worth a finding. */
export function isTensorCall(callable: PyValue): boolean {
  const name = nameOf(callable);
  return name !== undefined && TENSOR_CALLS.has(name);
}

/** What a known call of torch or numpy would return. Undefined for every other call, which stays a call. */
export function describeTorchCall(callable: PyValue, args: readonly PyValue[]): PyValue | undefined {
  const name = nameOf(callable);
  if (name === undefined) return undefined;
  return (TENSOR_CALLS.get(name) ?? OTHER_CALLS.get(name))?.(args);
}

function nameOf(callable: PyValue): string | undefined {
  return isGlobal(callable) ? `${callable.module}.${callable.name}` : undefined;
}

function isGlobal(value: PyValue): value is PyGlobal {
  return typeof value === 'object' && value?.kind === 'global';
}
