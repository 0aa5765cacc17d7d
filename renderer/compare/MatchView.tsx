import { useRef, useState, type ReactElement } from 'react';
import type { MatchDetail } from '../../shared/comparison.ts';
import { FactGrid } from '../detail/FactGrid.tsx';
import { FindingList } from '../detail/FindingList.tsx';
import { Section } from '../detail/Section.tsx';
import { hasChildren } from '../grid/treeModel.ts';
import type { PointedElement } from '../tensor/useSlicePicture.ts';
import type { ValueRange } from '../tensor/valueRange.ts';
import { useSize } from '../ui/useSize.ts';
import { DifferenceSection } from './DifferenceSection.tsx';
import { GroupSections } from './GroupSections.tsx';
import { MatchFooter } from './MatchFooter.tsx';
import { MatchHeader } from './MatchHeader.tsx';
import { listMatchFacts } from './matchFacts.ts';
import type { MatchContext } from './matchContext.ts';
import { MomentChanges } from './MomentChanges.tsx';
import { NewNan } from './NewNan.tsx';
import { PairHistogramSection, type PairScale } from './PairHistogramSection.tsx';
import { sideNames } from './pair.ts';
import { planMatch } from './planMatch.ts';

/** Pixels of a section's margins, and of its content before it is measured. */
const MARGIN = 24;
const USUAL_WIDTH = 352;

export interface MatchViewProps extends MatchContext {
  readonly match: MatchDetail;
}

/** One row of a comparison in full: a tensor on both sides, or a group of them. */
export function MatchView({ pair, overview, compared, match, onGoTo, onMoment }: MatchViewProps): ReactElement {
  const { section, tree } = compared;
  const { node, figures } = match;
  const isGroup = hasChildren(tree.index, node);
  const plan = planMatch(match, tree);
  const names = sideNames(overview);
  const [pointed, setPointed] = useState<{ readonly node: number; readonly at: PointedElement | undefined }>();
  const [lit, setLit] = useState<{ readonly node: number; readonly range: ValueRange }>();
  const [scale, setScale] = useState<PairScale>('linear');
  const frame = useRef<HTMLElement>(null);
  const width = (useSize(frame)?.width ?? USUAL_WIDTH + MARGIN) - MARGIN;
  const subject = { pair, section, node };
  const value = pointed?.node === node ? pointed.at?.value : undefined;
  return (
    <article ref={frame} aria-label={match.name}>
      <MatchHeader match={match} isGroup={isGroup} />
      {figures && <FactGrid facts={listMatchFacts(figures, isGroup)} />}
      {figures && figures.newNan > 0 && <NewNan figures={figures} />}
      {isGroup && <GroupSections match={match} compared={compared} onGoTo={onGoTo} />}
      {plan.hasHistograms && (
        <PairHistogramSection
          subject={subject}
          names={names}
          bytes={plan.bytes}
          scale={scale}
          onScale={setScale}
          value={value}
          onLit={(range) => setLit(range && { node, range })}
        />
      )}
      {plan.shape && figures?.maxAbs !== undefined && (
        <DifferenceSection
          key={node}
          subject={subject}
          match={match}
          shape={plan.shape}
          reach={figures.maxAbs}
          bytes={plan.bytes}
          width={width}
          lit={lit?.node === node ? lit.range : undefined}
          onPoint={(at) => setPointed({ node, at })}
        />
      )}
      {match.moments.length > 0 && <MomentChanges moments={match.moments} names={names} onMoment={onMoment} />}
      {match.findings.length > 0 && (
        <Section title="Findings">
          <FindingList findings={match.findings} />
        </Section>
      )}
      <MatchFooter pair={pair} match={match} />
    </article>
  );
}
