import type { PyValue } from '../values/pyValue.ts';
import type { Quantization, TensorValue } from '../values/tensorValue.ts';
import { asNumber, asSequence, asTensor, asTorchText } from './callArguments.ts';
import { findDtype } from './dtypes.ts';
import { readView } from './rebuildStrided.ts';

/**
 * `_rebuild_qtensor(storage, offset, size, stride, params, requires_grad, hooks)`. Params are `(qscheme, scale, zero_point)`
 * or `(qscheme, scales, zero_points, axis)`, where scales are tensors (or lists, before torch 1.3).
 */
export function rebuildQuantized(args: readonly PyValue[]): TensorValue | undefined {
  const view = readView(args);
  const quantization = readQuantization(asSequence(args[4]));
  if (view === undefined || quantization === undefined) return undefined;
  return {
    kind: 'tensor',
    type: 'torch.Tensor',
    layout: 'strided',
    dtype: view.storage.dtype ?? 'unknown',
    shape: view.shape,
    stride: view.stride,
    storageOffset: view.storageOffset,
    storage: view.storage,
    device: view.storage.device,
    requiresGrad: args[5] === true,
    quantization,
  };
}

function readQuantization(params: readonly PyValue[] | undefined): Quantization | undefined {
  const scheme = asTorchText(params?.[0], 'qscheme');
  if (params === undefined || scheme === undefined) return undefined;
  if (scheme === 'per_tensor_affine' || scheme === 'per_tensor_symmetric') {
    const [scale, zeroPoint] = [asNumber(params[1]), asNumber(params[2])];
    return scale === undefined || zeroPoint === undefined ? undefined : { scheme, scale, zeroPoint };
  }
  return readPerChannel(scheme, params);
}

function readPerChannel(scheme: string, params: readonly PyValue[]): Quantization | undefined {
  const [scales, zeroPoints] = [asChannelFigures(params[1]), asChannelFigures(params[2])];
  const axis = asNumber(params[3]);
  if (scales === undefined || zeroPoints === undefined || axis === undefined) return undefined;
  if (scheme === 'per_channel_symmetric') return { scheme, scales, zeroPoints, axis };
  // torch writes per_channel_affine for both and decides by the type of the zero points when it loads.
  const float = 'kind' in zeroPoints && findDtype(zeroPoints.dtype)?.kind === 'float';
  if (float || scheme === 'per_channel_affine_float_qparams') {
    return { scheme: 'per_channel_affine_float_qparams', scales, zeroPoints, axis };
  }
  return scheme === 'per_channel_affine' ? { scheme, scales, zeroPoints, axis } : undefined;
}

function asChannelFigures(value: PyValue | undefined): TensorValue | readonly number[] | undefined {
  const tensor = asTensor(value);
  if (tensor !== undefined) return tensor;
  const figures = asSequence(value)?.map(asNumber);
  return figures?.every((figure) => figure !== undefined) === true ? figures : undefined;
}
