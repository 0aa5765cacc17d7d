interface WrittenTensor {
  /** Name of the storage record below `data/`. */
  readonly key: string;
  readonly shape: readonly number[];
}

/** Writes the few opcodes of protocol 2 that a checkpoint of float32 tensors needs. The calls follow the pickle's own order. */
export class PickleWriter {
  #bytes: Buffer = Buffer.alloc(1 << 20);
  #length = 0;
  readonly #globals = new Map<string, number>();

  constructor() {
    this.#put([0x80, 2]);
  }

  text(value: string): this {
    const bytes = Buffer.from(value);
    this.#put([0x58, ...u32(bytes.length)]);
    this.#put(bytes);
    return this;
  }

  int(value: number): this {
    this.#put([0x4a, ...u32(value)]);
    return this;
  }

  beginDict(): this {
    this.#put([0x7d]);
    return this;
  }

  beginOrderedDict(): this {
    this.#global('collections', 'OrderedDict');
    this.#put([0x29, 0x52]);
    return this;
  }

  /** Puts the value on top under the key below it into the dictionary below both. */
  setItem(): this {
    this.#put([0x73]);
    return this;
  }

  /** A contiguous float32 tensor on the CPU with a storage of its own. */
  tensor({ key, shape }: WrittenTensor): this {
    const elements = shape.reduce((product, size) => product * size, 1);
    this.#global('torch._utils', '_rebuild_tensor_v2');
    this.#put([0x28, 0x28]);
    this.text('storage');
    this.#global('torch', 'FloatStorage');
    this.text(key).text('cpu').int(elements);
    this.#put([0x74, 0x51]);
    this.int(0);
    this.#ints(shape);
    this.#ints(shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1)));
    this.#put([0x89]);
    this.beginOrderedDict();
    this.#put([0x74, 0x52]);
    return this;
  }

  finish(): Uint8Array {
    this.#put([0x2e]);
    return this.#bytes.subarray(0, this.#length);
  }

  #ints(values: readonly number[]): void {
    this.#put([0x28]);
    for (const value of values) this.int(value);
    this.#put([0x74]);
  }

  /** A global: written once, then fetched from the memo, as Python's pickler does. */
  #global(module: string, name: string): void {
    const full = `${module}\n${name}\n`;
    const memo = this.#globals.get(full);
    if (memo !== undefined) {
      this.#put([0x68, memo]);
      return;
    }
    this.#put(Buffer.from(`c${full}`));
    this.#put([0x71, this.#globals.size]);
    this.#globals.set(full, this.#globals.size);
  }

  #put(bytes: readonly number[] | Uint8Array): void {
    if (this.#length + bytes.length > this.#bytes.length) {
      this.#bytes = Buffer.concat([this.#bytes], this.#bytes.length * 2 + bytes.length);
    }
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }
}

function u32(value: number): readonly number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24];
}
