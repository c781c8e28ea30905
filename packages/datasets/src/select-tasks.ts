import { DataError } from "./data-error.ts";
import type { Dataset, TaskInfo } from "./dataset.ts";

/**
 * A data set with some of its tasks, in the order of their names here.
 *
 * @throws {DataError} if it has no such task, or one is named twice.
 */
export function selectTasks(dataset: Dataset, names: readonly string[]): Dataset {
  const refuse = (got: string) => {
    const known = dataset.tasks.map(({ name }) => name).join(", ");
    return new DataError(dataset.name, { expected: `tasks of ${known}, each once`, got });
  };
  if (names.length === 0) throw refuse("none");
  if (new Set(names).size < names.length) throw refuse(names.join(", "));
  const tasks = names.map((wanted): TaskInfo => {
    const found = dataset.tasks.find(({ name }) => name === wanted);
    if (!found) throw refuse(JSON.stringify(wanted));
    return found;
  });
  return {
    ...dataset,
    tasks,
    length: (split) => dataset.length(split),
    async sample(split, index) {
      const sample = await dataset.sample(split, index);
      return { ...sample, targets: Object.fromEntries(names.map((name) => [name, sample.targets[name]!])) };
    },
  };
}
