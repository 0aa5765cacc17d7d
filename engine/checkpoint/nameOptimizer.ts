import type { OptimizerName } from '../../shared/engineApi.ts';
import type { PyDict, PyObject, PyValue } from '../values/pyValue.ts';
import { asDict, fieldOf, itemsOf } from './dictFields.ts';
import type { Optimizer } from './optimizers.ts';

/** Members of the root in which training scripts keep their settings. */
const SETTINGS = ['hyper_parameters', 'hparams', 'hyperparameters', 'config', 'cfg', 'args'] as const;
/** Settings that name an optimizer, and what names it where they are dicts themselves. */
const NAMES = [
  'optimizer',
  'optim',
  'opt',
  'optimizer_name',
  'optimizer_type',
  'optimizer_class',
  'optimizer_cls',
] as const;
const INNER_NAMES = ['class_path', '_target_', 'name', 'type'] as const;
/** How deep in the settings a name may stand: `config.training.optimizer`. */
const DEPTH = 2;
const CLASS_NAME = /^[A-Za-z_][\w.]{0,100}$/u;

/**
 * What an optimizer is called: as the settings in the file state it, or inferred from what torch's optimizers keep and write. Undefined
 * where neither tells. A setting says which optimizer is meant only where the file has no other.
 */
export function nameOptimizer(
  root: PyValue,
  optimizer: Optimizer,
  optimizers: readonly Optimizer[],
): OptimizerName | undefined {
  return (optimizers.length === 1 ? findStated(root) : undefined) ?? inferName(optimizer);
}

function findStated(root: PyValue): OptimizerName | undefined {
  for (const key of SETTINGS) {
    const settings = fieldsOf(fieldOf(root, key));
    const found = settings && findInSettings(settings, key, DEPTH);
    if (found) return found;
  }
  return undefined;
}

function findInSettings(settings: Fields, path: string, depth: number): OptimizerName | undefined {
  for (const key of NAMES) {
    const value = settings.get(key);
    const inner = fieldsOf(value);
    const names: (readonly [string, PyValue | undefined])[] = [
      [`${path}.${key}`, value],
      ...INNER_NAMES.map((name) => [`${path}.${key}.${name}`, inner?.get(name)] as const),
    ];
    for (const [place, named] of names) {
      const text = classNameOf(named);
      if (text !== undefined) return { name: lastPart(text), basis: 'stated', evidence: `${place} = ${text}` };
    }
  }
  if (depth === 0) return undefined;
  for (const [key, value] of settings) {
    const inner = fieldsOf(value);
    const found = inner && findInSettings(inner, `${path}.${key}`, depth - 1);
    if (found) return found;
  }
  return undefined;
}

type Fields = ReadonlyMap<string, PyValue>;

/** Members of a dict by their str keys, or attributes of an object such as `argparse.Namespace`. */
function fieldsOf(value: PyValue | undefined): Fields | undefined {
  const dict = asDict(value);
  if (dict)
    return new Map(dict.keys.flatMap((key, at) => (typeof key === 'string' ? [[key, dict.values[at] ?? null]] : [])));
  const attrs = typeof value === 'object' && value?.kind === 'object' ? value.attrs : undefined;
  return attrs && new Map(attrs.names.map((name, at) => [name, attrs.values[at] ?? null]));
}

/** `AdamW`, the class `torch.optim.adamw.AdamW`, or a `functools.partial` of it. */
function classNameOf(value: PyValue | undefined): string | undefined {
  if (typeof value === 'string') return CLASS_NAME.test(value) ? value : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (value.kind === 'global') return `${value.module}.${value.name}`;
  return value.kind === 'object' ? classNameOf(partialOf(value)) : undefined;
}

function partialOf({ callable, args, state }: PyObject): PyValue | undefined {
  const isPartial = typeof callable === 'object' && callable?.kind === 'global' && callable.name === 'partial';
  return isPartial ? (args[0] ?? itemsOf(state)?.[0]) : undefined;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** What torch's optimizers keep for a parameter, and by which of their options they differ where they keep the same. */
interface Sign {
  readonly name: string;
  readonly keeps: readonly string[];
  /** Options that tell it apart, with their value where that matters. */
  readonly options?: readonly (readonly [option: string, value?: boolean])[];
}

/** The first that fits counts. Sources: `torch/optim/*.py` of torch 2.13; older ones write fewer options. */
const SIGNS: readonly Sign[] = [
  { name: 'NAdam', keeps: ['exp_avg', 'exp_avg_sq', 'mu_product'] },
  { name: 'AdamW', keeps: ['exp_avg', 'exp_avg_sq'], options: [['amsgrad'], ['decoupled_weight_decay', true]] },
  { name: 'Adam', keeps: ['exp_avg', 'exp_avg_sq'], options: [['amsgrad'], ['decoupled_weight_decay', false]] },
  { name: 'RAdam', keeps: ['exp_avg', 'exp_avg_sq'], options: [['decoupled_weight_decay']] },
  { name: 'Adam family', keeps: ['exp_avg', 'exp_avg_sq'] },
  { name: 'Adamax', keeps: ['exp_avg', 'exp_inf'] },
  { name: 'Adafactor', keeps: ['row_var', 'col_var'] },
  { name: 'Adafactor', keeps: ['exp_avg_sq_row', 'exp_avg_sq_col'] },
  { name: 'Adadelta', keeps: ['square_avg', 'acc_delta'] },
  { name: 'RMSprop', keeps: ['square_avg'] },
  { name: 'Rprop', keeps: ['prev', 'step_size'] },
  { name: 'ASGD', keeps: ['eta', 'mu', 'ax'] },
  { name: 'Adagrad', keeps: ['sum'], options: [['lr_decay']] },
  { name: 'SGD', keeps: ['momentum_buffer'], options: [['nesterov'], ['dampening']] },
];

function inferName({ groups }: Optimizer): OptimizerName | undefined {
  for (const { options, members } of groups) {
    const state = members.find((member) => member.state !== undefined)?.state;
    const sign = state && SIGNS.find((one) => fits(one, state, options));
    if (sign) return { name: sign.name, basis: 'inferred', evidence: describeSign(sign, options) };
  }
  return undefined;
}

function fits({ keeps, options = [] }: Sign, state: PyDict, written: PyDict): boolean {
  return (
    keeps.every((key) => state.keys.includes(key)) &&
    options.every(([option, value]) => {
      const found = fieldOf(written, option);
      return found !== undefined && (value === undefined || found === value);
    })
  );
}

/** `it keeps exp_avg and exp_avg_sq, decoupled_weight_decay is True`. */
function describeSign({ keeps, options = [] }: Sign, written: PyDict): string {
  const told = options.filter(([option]) => fieldOf(written, option) !== undefined);
  const settings = told.map(([option, value]) =>
    value === undefined ? `has the option ${option}` : `${option} is ${value ? 'True' : 'False'}`,
  );
  return [`keeps ${keeps.join(', ')}`, ...settings].join('; ');
}
