import type { NodeDetail } from '../../shared/engineApi.ts';
import { pythonRepr } from '../values/pythonRepr.ts';
import type { PyObject } from '../values/pyValue.ts';
import { callableName } from '../values/typeName.ts';

/** Arguments of a call that are shown, and characters of each. */
const MAX_ARGUMENTS = 50;
const MAX_ARGUMENT = 100;

/** A call that the pickle asks for, as Python would write it. It is never made. */
export function describeCall(object: PyObject): NonNullable<NodeDetail['call']> {
  const { args, kwargs } = object;
  const names = (kwargs?.names ?? []).slice(0, MAX_ARGUMENTS);
  return {
    callable: callableName(object),
    args: args.slice(0, MAX_ARGUMENTS).map((argument) => pythonRepr(argument, MAX_ARGUMENT)),
    kwargs: names.map((name, place) => `${name}=${pythonRepr(kwargs?.values[place] ?? null, MAX_ARGUMENT)}`),
  };
}
