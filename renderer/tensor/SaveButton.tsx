import { Download, X } from 'lucide-react';
import { useRef, useState, type ReactElement } from 'react';
import { toErrorData } from '../../shared/inspectError.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import { useActions, useHost } from '../store/appContext.ts';
import { Button } from '../ui/Button.tsx';
import { formatBytes } from '../ui/format/formatBytes.ts';
import { Icon } from '../ui/Icon.tsx';
import { HeldSaveDialog } from './HeldSaveDialog.tsx';
import { planNpy, saveTensor, sizeOfNpy, type NpyPlan, type TensorToSave } from './saveTensor.ts';

/** Bytes that a page takes into its memory without a word, where its browser cannot write piece by piece. */
const HELD_BYTES: number = 256 * 2 ** 20;
/** Bytes after which a save shows how far it is: a shorter one is over before that could be read. */
const SHOWN_BYTES: number = 8 * 2 ** 20;

export interface SaveButtonProps {
  readonly file: ReadyFile;
  readonly tensor: TensorToSave;
}

/**
 * Saves a tensor as a `.npy` file; a long save shows how far it is and can be given up, and goes on when another row is selected.
 * Failures become the window's notice. Mount it with the node as its key.
 */
export function SaveButton({ file, tensor }: SaveButtonProps): ReactElement {
  const actions = useActions();
  const host = useHost();
  const abort = useRef<AbortController>(undefined);
  /** Bytes that are saved; undefined while nothing is. */
  const [done, setDone] = useState<number>();
  const [isWarning, setWarning] = useState(false);
  const plan = planNpy(tensor.dtype);
  const total = sizeOfNpy(tensor);
  const save = async (): Promise<void> => {
    const controller = new AbortController();
    abort.current = controller;
    setWarning(false);
    setDone(0);
    try {
      await saveTensor(host, file, tensor, { signal: controller.signal, onBytes: setDone });
    } catch (error) {
      if (!controller.signal.aborted) actions().setNotice(toErrorData(error));
    }
    setDone(undefined);
  };
  if (done !== undefined && done > SHOWN_BYTES) {
    const share = `${Math.floor((100 * done) / Math.max(total, done))} %`;
    return (
      <Button
        size="small"
        icon={<Icon of={X} size={13} />}
        title={`Saved ${formatBytes(done)} of ${formatBytes(total)}. Give it up`}
        aria-label={`Give up saving, ${share} done`}
        onClick={() => abort.current?.abort()}
      >
        {share}
      </Button>
    );
  }
  return (
    <>
      <Button
        size="small"
        icon={<Icon of={Download} size={13} />}
        title={describePlan(plan, tensor.dtype)}
        disabled={done !== undefined || plan.kind === 'refused'}
        onClick={() => {
          if (total > HELD_BYTES && !host.savesByPiece) setWarning(true);
          else void save();
        }}
      >
        .npy
      </Button>
      {isWarning && <HeldSaveDialog bytes={total} onSave={() => void save()} onClose={() => setWarning(false)} />}
    </>
  );
}

function describePlan({ kind }: NpyPlan, dtype: string): string {
  if (kind === 'same') return 'Save the values as a NumPy file';
  if (kind === 'refused') return `numpy has no type for ${dtype}`;
  return `Save the values as a NumPy file, converted to float32: numpy has no type for ${dtype}`;
}
