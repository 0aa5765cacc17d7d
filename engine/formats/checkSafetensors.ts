import type { Finding } from '../../shared/finding.ts';
import { findDtype } from '../torch/dtypes.ts';
import { bytesOf, countElements } from '../torch/elementMath.ts';
import { findSafetensorsDtype } from './describeSafetensors.ts';
import type { SafetensorsTensor } from './safetensorsHeader.ts';

/**
 * The rules of the format: every tensor has exactly the bytes that its shape needs, and all together cover the data
 * without a hole, an overlap or a rest. `dataBytes` is what the file holds behind the header.
 */
export function checkLayout(tensors: readonly SafetensorsTensor[], dataBytes: number): Finding[] {
  const findings = tensors.flatMap((tensor) => [...checkSize(tensor), ...checkEnd(tensor, dataBytes)]);
  let covered = 0;
  for (const tensor of tensors.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (tensor.begin > covered) findings.push(unexplained(covered, tensor.begin - covered, tensor.name));
    if (tensor.begin < covered && tensor.end > tensor.begin) findings.push(overlap(tensor, covered));
    covered = Math.max(covered, tensor.end);
  }
  if (dataBytes > covered) findings.push(unexplained(covered, dataBytes - covered));
  return findings;
}

function checkSize(tensor: SafetensorsTensor): Finding[] {
  const at = { path: [tensor.name] };
  const dtype = findDtype(findSafetensorsDtype(tensor.dtype) ?? '');
  if (dtype === undefined) {
    return [
      {
        code: 'tensor/unknown-dtype',
        severity: 'error',
        message: 'The element type of a tensor is not known, so its values cannot be read.',
        at,
        expected: 'a dtype of safetensors, such as F32',
        found: tensor.dtype.slice(0, 40),
      },
    ];
  }
  const needed = bytesOf(countElements(tensor.shape), tensor.dtype === 'F4' ? 4 : dtype.bits);
  const given = tensor.end - tensor.begin;
  if (needed === given) return [];
  return [
    {
      code: needed > given ? 'storage/short' : 'storage/long',
      severity: 'error',
      message: `A tensor needs ${needed} bytes; its data_offsets give it ${given}.`,
      at,
      expected: `${needed} bytes`,
      found: `${given} bytes`,
    },
  ];
}

function checkEnd(tensor: SafetensorsTensor, dataBytes: number): Finding[] {
  if (tensor.end <= dataBytes) return [];
  return [
    {
      code: 'storage/short',
      severity: 'error',
      message: `A tensor ends ${tensor.end - dataBytes} bytes behind the end of the file.`,
      at: { path: [tensor.name] },
      expected: `${tensor.end} bytes of data`,
      found: `${dataBytes} bytes of data`,
    },
  ];
}

function overlap(tensor: SafetensorsTensor, covered: number): Finding {
  return {
    code: 'storage/overlap',
    severity: 'error',
    message: 'A tensor claims bytes that belong to another one.',
    at: { path: [tensor.name] },
    expected: `data from byte ${covered}`,
    found: `data from byte ${tensor.begin}`,
  };
}

function unexplained(from: number, bytes: number, before?: string): Finding {
  return {
    code: 'storage/unreferenced',
    severity: 'error',
    message: `${bytes} bytes of the data belong to no tensor${before === undefined ? '' : `, before ${before.slice(0, 100)}`}; safetensors refuses such a file.`,
    expected: 'data without holes',
    found: `${bytes} bytes from byte ${from} of the data`,
  };
}
