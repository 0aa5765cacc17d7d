/** Tensors and storages. They and the other values name each other, so all of them are declared in one file. */
export type { NdarrayValue, Quantization, StorageExtent, StorageValue, TensorValue } from './pyValue.ts';
