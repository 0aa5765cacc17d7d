import type { ReadyFile } from '../app/viewProps.ts';
import { useQuestion, type Answer } from '../store/useQuestion.ts';
import { createTreeModel, type TreeModel } from '../grid/treeModel.ts';

/** Trees of open files: a file that is looked at again shows its tree at once. A reload is another `ReadyFile`. */
const models = new WeakMap<ReadyFile, Promise<TreeModel>>();

/** The tree of an open file. */
export function useTreeModel(file: ReadyFile): Answer<TreeModel> {
  return useQuestion(`${file.id}#${file.generation}`, () => {
    const known = models.get(file);
    if (known) return known;
    const model = file.engine.treeIndex({ file: file.id }).then(createTreeModel);
    models.set(file, model);
    // A question that failed may be asked again.
    model.catch(() => models.delete(file));
    return model;
  });
}
