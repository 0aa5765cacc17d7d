import { Download } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { toErrorData } from '../../shared/inspectError.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import { useActions, useHost } from '../store/appContext.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { planNpy, saveTensor, type NpyPlan, type TensorToSave } from './saveTensor.ts';

export interface SaveButtonProps {
  readonly file: ReadyFile;
  readonly tensor: TensorToSave;
}

/** Saves a tensor as a `.npy` file. What cannot be saved becomes the window's notice. */
export function SaveButton({ file, tensor }: SaveButtonProps): ReactElement {
  const actions = useActions();
  const host = useHost();
  const [isSaving, setSaving] = useState(false);
  const plan = planNpy(tensor.dtype);
  const save = async (): Promise<void> => {
    setSaving(true);
    try {
      await saveTensor(host, file, tensor);
    } catch (error) {
      actions().setNotice(toErrorData(error));
    }
    setSaving(false);
  };
  return (
    <Button
      size="small"
      icon={<Icon of={Download} size={13} />}
      title={describePlan(plan, tensor.dtype)}
      disabled={isSaving || plan.kind === 'refused'}
      onClick={() => void save()}
    >
      .npy
    </Button>
  );
}

function describePlan({ kind }: NpyPlan, dtype: string): string {
  if (kind === 'same') return 'Save the values as a NumPy file';
  if (kind === 'refused') return `numpy has no type for ${dtype}`;
  return `Save the values as a NumPy file, converted to float32: numpy has no type for ${dtype}`;
}
