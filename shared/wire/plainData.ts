import type { CallContext, EngineApi } from '../engineApi.ts';

type Scalar = undefined | null | boolean | number | bigint | string | void;

type Bytes =
  | ArrayBuffer
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

/** `T` with everything that cannot cross a boundary replaced by `never`. */
type Plain<T> = T extends Scalar | Bytes
  ? T
  : T extends (...args: never) => unknown
    ? never
    : T extends readonly (infer Item)[]
      ? readonly Plain<Item>[]
      : T extends object
        ? { readonly [Key in keyof T]: Plain<T[Key]> }
        : never;

/** Whether values of this type survive body.ts: scalars, typed arrays, arrays and objects of such. */
export type IsPlain<T> = [T] extends [Plain<T>] ? true : false;

type Method = keyof EngineApi;
type ParamsOf<M extends Method> = Parameters<EngineApi[M]>[0];
type ResultOf<M extends Method> = Awaited<ReturnType<EngineApi[M]>>;
type UpdateOf<M extends Method> =
  Required<Parameters<EngineApi[M]>> extends [unknown, CallContext<infer Update>] ? Update : never;

type NotPlain = {
  [M in Method]: IsPlain<[ParamsOf<M>, UpdateOf<M>, ResultOf<M>]> extends true ? never : M;
}[Method];

/** Does not compile when a method's parameters, updates or result are not plain data; the error names the method. */
export const everyMethodIsPlain: [NotPlain] extends [never] ? true : NotPlain = true;
