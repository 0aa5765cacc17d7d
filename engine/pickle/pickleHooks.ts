import type { Attributes, PyObject, PyValue } from '../values/pyValue.ts';

/** A call that a plain load would make. It is described here and never made. */
export interface PickleCall {
  readonly callable: PyValue;
  readonly args: readonly PyValue[];
  readonly kwargs: Attributes | undefined;
  readonly opcode: PyObject['opcode'];
  /** Offset of the opcode in the pickle, in bytes. */
  readonly offset: number;
  /**
   * To be told how many items (or bytes) are about to be copied out of the arguments. A pickle can name one long list a
   * million times; beyond a budget that follows the pickle's size this throws `pickle/limit`.
   */
  readonly spend: (items: number) => void;
}

/**
 * What a container knows about the names in its pickles. Hooks are pure descriptions of known constructors: they get inert
 * values and answer with inert values, or with undefined for what they do not know. They may throw an `InspectError`.
 */
export interface PickleHooks {
  /** A value that a global stands for (`torch.float32`); otherwise it becomes a `PyGlobal`. Asked once for each name. */
  readonly resolveGlobal?: (module: string, name: string) => PyValue | undefined;
  /** The value that a known call would return; otherwise the call becomes a `PyObject`. Asked before the known calls of plain Python. */
  readonly resolveCall?: (call: PickleCall) => PyValue | undefined;
  /** The value of a persistent id; otherwise it becomes a `PyPersistent`. */
  readonly resolvePersistent?: (id: PyValue, offset: number) => PyValue | undefined;
  /**
   * Applies the state of BUILD to a value in place, as the memo may hold it already. Answers whether it did; if not, the
   * state becomes attributes where the value can have any.
   */
  readonly resolveBuild?: (target: PyValue, state: PyValue, offset: number) => boolean;
}
