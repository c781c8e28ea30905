/** One value per task, by the task's name. */
export type PerTask<T = number> = Readonly<Record<string, T>>;

/** `{ [task]: value(task) }`. */
export function perTask<T>(tasks: readonly string[], value: (task: string) => T): PerTask<T> {
  return Object.fromEntries(tasks.map((task) => [task, value(task)]));
}

/** The task's own value; a task may be called "constructor", so what an object inherits does not count. */
export function ownValue<T>(values: PerTask<T>, task: string): T | undefined {
  return Object.hasOwn(values, task) ? values[task] : undefined;
}

/** `sum_k term(k)`, the same bits for every order of the tasks: the terms are added from the smallest up. */
export function sumOver(tasks: readonly string[], term: (task: string) => number): number {
  return tasks
    .map(term)
    .sort((a, b) => a - b)
    .reduce((sum, value) => sum + value, 0);
}
