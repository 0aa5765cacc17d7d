/** Work shorter than this is not worth a word. Milliseconds. */
const PATIENCE = 1000;
/** Milliseconds between two lines of progress. */
const REDRAW = 100;

export interface ProgressLine {
  update(done: number, total: number): void;
  end(): void;
}

/** Progress on stderr once a second has passed: a line that redraws itself on a terminal, one line otherwise. */
export function showProgress(what: string, stderr: NodeJS.WriteStream = process.stderr): ProgressLine {
  const started = performance.now();
  let drawn = -Infinity;
  return {
    update(done, total) {
      const now = performance.now();
      if (now - started < PATIENCE || now - drawn < REDRAW) return;
      const isFirst = drawn === -Infinity;
      drawn = now;
      const rate = done / (now - started) / 1e6;
      const text = `${what}: ${Math.floor((done / total) * 100)} % of ${(total / 1e9).toFixed(2)} GB, ${rate.toFixed(1)} GB/s`;
      if (stderr.isTTY) stderr.write(`\r\u001B[K${text}`);
      else if (isFirst) stderr.write(`${what} …\n`);
    },
    end() {
      if (stderr.isTTY && drawn !== -Infinity) stderr.write('\r\u001B[K');
    },
  };
}
