import { ConfigError } from "./errors.ts";

/** @throws {ConfigError} if there is no task, or two of one name. */
export function checkTasks(thing: string, tasks: readonly string[]): void {
  if (tasks.length === 0 || new Set(tasks).size < tasks.length)
    throw new ConfigError(
      thing,
      "at least one task, each name once",
      { tasks },
      "Name every loss of the run",
    );
}

/**
 * @param what says whose names these are, for the message.
 * @throws {ConfigError} if `given` does not have exactly the names in `tasks`.
 */
export function checkNames(thing: string, what: string, tasks: readonly string[], given: object): void {
  const names = Object.keys(given);
  if (names.length === tasks.length && tasks.every((task) => Object.hasOwn(given, task))) return;
  throw new ConfigError(
    thing,
    `${what} for each task and no other name`,
    { tasks, names },
    "Use the same names",
  );
}
