import { Download } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { toErrorData } from '../../shared/inspectError.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import { useActions, useHost } from '../store/appContext.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { saveTensor } from './saveTensor.ts';

export interface SaveButtonProps {
  readonly file: ReadyFile;
  readonly node: number;
  /** The tensor's name, for the file's. */
  readonly name: string;
}

/** Saves a tensor as a `.npy` file. What cannot be saved becomes the window's notice. */
export function SaveButton({ file, node, name }: SaveButtonProps): ReactElement {
  const actions = useActions();
  const host = useHost();
  const [isSaving, setSaving] = useState(false);
  const save = async (): Promise<void> => {
    setSaving(true);
    try {
      await saveTensor(host, file, node, name);
    } catch (error) {
      actions().setNotice(toErrorData(error));
    }
    setSaving(false);
  };
  return (
    <Button
      size="small"
      icon={<Icon of={Download} size={13} />}
      title="Save the values as a NumPy file"
      disabled={isSaving}
      onClick={() => void save()}
    >
      .npy
    </Button>
  );
}
