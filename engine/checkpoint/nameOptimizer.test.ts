import { describe, expect, it } from 'vitest';
import type { PyValue } from '../values/pyValue.ts';
import { nameOptimizer } from './nameOptimizer.ts';
import { findOptimizers } from './optimizers.ts';

function dict(entries: { readonly [key: string]: PyValue }): PyValue {
  return { kind: 'dict', type: 'builtins.dict', keys: Object.keys(entries), values: Object.values(entries) };
}

function list(...items: PyValue[]): PyValue {
  return { kind: 'list', type: 'builtins.list', items };
}

const adamW: PyValue = { kind: 'global', module: 'torch.optim.adamw', name: 'AdamW' };

function optimizer(keeps: readonly string[], options: { readonly [option: string]: PyValue } = {}): PyValue {
  const kept = dict(Object.fromEntries(keeps.map((key) => [key, 1])));
  const state: PyValue = { kind: 'dict', type: 'builtins.dict', keys: [0], values: [kept] };
  return dict({ state, param_groups: list(dict({ params: list(0), ...options })) });
}

/** The name of the first optimizer of a file. */
function nameIn(members: { readonly [key: string]: PyValue }, ...states: PyValue[]) {
  const root = dict({ ...members, optimizer_states: list(...states) });
  const optimizers = findOptimizers(root);
  const [first] = optimizers;
  return first && nameOptimizer(root, first, optimizers);
}

const MOMENTS = ['step', 'exp_avg', 'exp_avg_sq'];

describe('nameOptimizer', () => {
  it.each<[string, readonly string[], { readonly [option: string]: PyValue }, string | undefined]>([
    ['AdamW of torch 2.7 and newer', MOMENTS, { amsgrad: false, decoupled_weight_decay: true }, 'AdamW'],
    ['Adam of torch 2.7 and newer', MOMENTS, { amsgrad: false, decoupled_weight_decay: false }, 'Adam'],
    ['RAdam', MOMENTS, { decoupled_weight_decay: false }, 'RAdam'],
    ['either of them as older versions write it', MOMENTS, { amsgrad: false }, 'Adam family'],
    ['NAdam', [...MOMENTS, 'mu_product'], { decoupled_weight_decay: false }, 'NAdam'],
    ['SGD with momentum', ['momentum_buffer'], { nesterov: false, dampening: 0 }, 'SGD'],
    ['RMSprop with momentum', ['square_avg', 'momentum_buffer'], {}, 'RMSprop'],
    ['something that torch does not have', ['velocity'], {}, undefined],
  ])('infers %s from what is kept and written', (_, keeps, options, name) => {
    const found = nameIn({}, optimizer(keeps, options));
    expect(found?.name).toBe(name);
    expect(found?.basis).toBe(name && 'inferred');
  });

  it('says what an inference rests on', () => {
    const found = nameIn({}, optimizer(MOMENTS, { amsgrad: false, decoupled_weight_decay: true }));
    expect(found?.evidence).toBe('keeps exp_avg, exp_avg_sq; has the option amsgrad; decoupled_weight_decay is True');
  });

  it.each<[string, { readonly [key: string]: PyValue }, string]>([
    ['a hyper-parameter', { hyper_parameters: dict({ optimizer: 'AdamW' }) }, 'hyper_parameters.optimizer = AdamW'],
    [
      'a class path',
      { hyper_parameters: dict({ optimizer: dict({ class_path: 'torch.optim.AdamW' }) }) },
      'hyper_parameters.optimizer.class_path = torch.optim.AdamW',
    ],
    ['a setting of a part', { config: dict({ training: dict({ optim: 'AdamW' }) }) }, 'config.training.optim = AdamW'],
    ['a class', { hparams: dict({ optimizer_cls: adamW }) }, 'hparams.optimizer_cls = torch.optim.adamw.AdamW'],
    [
      'a partial call',
      {
        hyper_parameters: dict({
          optimizer: {
            kind: 'object',
            callable: { kind: 'global', module: 'functools', name: 'partial' },
            opcode: 'REDUCE',
            args: [adamW],
          },
        }),
      },
      'hyper_parameters.optimizer = torch.optim.adamw.AdamW',
    ],
  ])('takes the name that the file states: %s', (_, members, evidence) => {
    expect(nameIn(members, optimizer(MOMENTS))).toEqual({ name: 'AdamW', basis: 'stated', evidence });
  });

  it('does not take text that is no name', () => {
    const found = nameIn({ hyper_parameters: dict({ optimizer: 'see the docs!' }) }, optimizer(MOMENTS));
    expect(found?.basis).toBe('inferred');
  });

  it('does not guess which of several optimizers a setting means', () => {
    const found = nameIn({ hyper_parameters: dict({ optimizer: 'AdamW' }) }, optimizer(MOMENTS), optimizer(MOMENTS));
    expect(found).toMatchObject({ name: 'Adam family', basis: 'inferred' });
  });
});
