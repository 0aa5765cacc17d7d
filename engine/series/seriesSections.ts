import type { TensorSection } from '../../shared/comparison.ts';
import { createSectionRule, type SectionPlace } from '../checkpoint/tensorSections.ts';
import { hasNorm } from '../compare/describeMatch.ts';
import type { Pacer } from '../pacer.ts';
import { paceSteps, stepThrough, type Steps } from '../steps.ts';
import { buildNamedTree, type NamedTree } from '../tree/namedTree.ts';
import type { NdarrayValue, TensorValue } from '../values/tensorValue.ts';
import type { Series, SeriesTensor } from './describeSeries.ts';

/** A tensor of a section, as its tree shows it. */
export interface SectionTensor extends SectionPlace {
  readonly series: SeriesTensor;
  /** Place of {@link series} among the tensors of the whole series. */
  readonly at: number;
  /** As the last file has it. */
  readonly value: TensorValue | NdarrayValue;
  /** Whether it is part of the norms of groups: counters and masks are not. */
  readonly isSummed: boolean;
}

/** One of the two trees of a series. */
export interface SeriesSection {
  readonly tensors: readonly SectionTensor[];
  readonly named: NamedTree;
}

export type SeriesSections = { readonly [Section in TensorSection]: SeriesSection };

/** Divides the tensors of a series, and gives each section its tree. */
export async function layOutSections(series: Series, pacer: Pacer): Promise<SeriesSections> {
  const all = await paceSteps(placeTensors(series), pacer);
  const layOut = async (section: TensorSection): Promise<SeriesSection> => {
    const tensors = all.filter((tensor) => tensor.section === section);
    return { tensors, named: await buildNamedTree(tensors, pacer) };
  };
  return { tensors: await layOut('tensors'), moments: await layOut('moments') };
}

function* placeTensors({ tensors, checkpoints }: Series): Steps<readonly SectionTensor[]> {
  const rules = checkpoints.map(({ facts }) => createSectionRule(facts));
  const placed: SectionTensor[] = [];
  yield* stepThrough(tensors, (series, at) => {
    const { path, values } = series;
    const value = values.findLast((one) => one !== undefined);
    if (value === undefined) return;
    const found = values.flatMap((one, file) => (one === undefined ? [] : (rules[file]?.({ path, value: one }) ?? [])));
    // A file that knows the parameter of a moment tells it for all.
    const [place] = [...found.filter((one) => one.path !== path), ...found.filter(isMoment), ...found];
    if (place === undefined) return;
    placed.push({ ...place, series, at, value, isSummed: hasNorm(value) && !place.isCounter });
  });
  return placed;
}

function isMoment({ section }: SectionPlace): boolean {
  return section === 'moments';
}
