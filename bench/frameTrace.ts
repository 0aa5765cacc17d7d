import type { CDPSession, Page } from '@playwright/test';

/** What a page did, frame by frame, while something moved on it. */
export interface Frames {
  /** Milliseconds from each frame to the next, as the page's own animation callbacks see them. */
  readonly intervals: readonly number[];
  /** Milliseconds of processor time that the page's main thread took for each frame. */
  readonly work: readonly number[];
}

/** An event of a Chromium trace; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Processor time of the thread, which a busy machine does not stretch. */
  readonly tdur?: number;
}

/** Every task of a thread, and the marks that the page makes. No more: tracing takes time of what it traces. */
const CATEGORIES = ['toplevel', 'blink.user_timing'];
const TASK = 'ThreadControllerImpl::RunTask';
/** Set by the page at the start of every frame. */
const MARK = 'bench-frame';

/** Counts frames and the main thread's work while `act` moves something on the page. */
export async function traceFrames(page: Page, act: () => Promise<void>): Promise<Frames> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    const received: readonly object[] = value;
    for (const event of received) if (isTimed(event)) events.push(event);
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: CATEGORIES, recordMode: 'recordAsMuchAsPossible' },
  });
  const stop = await page.evaluateHandle(markFrames, MARK);
  await act();
  await stop.evaluate((stopMarking) => stopMarking());
  await endTrace(session);
  await session.detach();
  return readFrames(events);
}

/** Marks every frame from now on. Runs in the page; the result ends it. */
function markFrames(mark: string): () => void {
  let isMarking = true;
  const onFrame = (): void => {
    if (!isMarking) return;
    performance.mark(mark);
    requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
  return () => {
    isMarking = false;
  };
}

/** Events without a time describe threads and processes. */
function isTimed(event: object): event is TraceEvent {
  return 'ts' in event && event.ts !== 0;
}

async function endTrace(session: CDPSession): Promise<void> {
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
}

/** Tasks of the thread that marked the frames, summed from mark to mark. */
function readFrames(events: readonly TraceEvent[]): Frames {
  const marks = events.filter(({ name }) => name === MARK).toSorted((one, other) => one.ts - other.ts);
  const [first] = marks;
  if (first === undefined) throw new Error('The trace holds no frames: this browser traces in another way.');
  const starts = marks.map(({ ts }) => ts);
  const work = new Float64Array(starts.length - 1);
  const tasks = events
    .filter(({ name, pid, tid }) => name === TASK && pid === first.pid && tid === first.tid)
    .map(({ ts, dur = 0, tdur = dur }) => ({ end: ts + dur, ms: tdur / 1000 }))
    .toSorted((one, other) => one.end - other.end);
  let frame = -1;
  for (const { end, ms } of tasks) {
    // A frame's own task starts before its mark: a task counts for the frame in which it ends.
    while ((starts[frame + 1] ?? Infinity) <= end) frame++;
    if (frame >= 0 && frame < work.length) work[frame] = (work[frame] ?? 0) + ms;
  }
  return { intervals: starts.slice(1).map((start, at) => (start - (starts[at] ?? 0)) / 1000), work: [...work] };
}
