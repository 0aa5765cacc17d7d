import { PickleWriter } from './pickleWriter.ts';
import { writeTorchZip, type TorchRecord } from './torchZipWriter.ts';

/** Elements of each tensor: float32, so 64 bytes of zeros, one aligned block in the file. */
const SHAPE: readonly number[] = [4, 4];
const TENSOR_BYTES = 64;
/** Tensors of one transformer block, named as vision transformers name them. */
const BLOCK: readonly string[] = [
  'norm1.weight',
  'norm1.bias',
  'attn.qkv.weight',
  'attn.qkv.bias',
  'attn.proj.weight',
  'attn.proj.bias',
  'mlp.fc1.weight',
  'mlp.fc2.weight',
];
const BLOCKS_PER_STAGE = 48;

/**
 * Writes a Lightning checkpoint whose `state_dict` holds `count` small tensors: some 20 MB for 100,000. Every view has to
 * cope with this many rows.
 */
export async function writeManyTensors(path: string, count: number): Promise<void> {
  await writeTorchZip(path, listRecords(count));
}

/** The name of the tensor at `index`: `model.stages.3.blocks.17.attn.qkv.weight`. */
export function tensorName(index: number): string {
  const block = Math.floor(index / BLOCK.length);
  const stage = Math.floor(block / BLOCKS_PER_STAGE);
  return `model.stages.${stage}.blocks.${block % BLOCKS_PER_STAGE}.${BLOCK[index % BLOCK.length] ?? ''}`;
}

function* listRecords(count: number): Generator<TorchRecord> {
  yield { name: 'data.pkl', bytes: writePickle(count) };
  yield { name: '.format_version', bytes: Buffer.from('1') };
  yield { name: '.storage_alignment', bytes: Buffer.from('64') };
  yield { name: 'byteorder', bytes: Buffer.from('little') };
  const zeros = new Uint8Array(TENSOR_BYTES);
  for (let index = 0; index < count; index++) yield { name: `data/${index}`, bytes: zeros };
  yield { name: 'version', bytes: Buffer.from('3\n') };
  yield { name: '.data/serialization_id', bytes: Buffer.from('0'.repeat(40)) };
}

function writePickle(count: number): Uint8Array {
  const pickle = new PickleWriter();
  pickle.beginDict();
  pickle.text('epoch').int(39).setItem();
  pickle.text('global_step').int(9680).setItem();
  pickle.text('pytorch-lightning_version').text('2.6.6').setItem();
  pickle.text('state_dict').beginOrderedDict();
  for (let index = 0; index < count; index++) {
    pickle
      .text(tensorName(index))
      .tensor({ key: `${index}`, shape: SHAPE })
      .setItem();
  }
  pickle.setItem();
  return pickle.finish();
}
