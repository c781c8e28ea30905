import fc from "fast-check";
import { perTask } from "../per-task.ts";
import type { Step } from "./drive.ts";
import { tasksArbitrary } from "./trace.ts";

/** Periods of steps, as a trainer would see them. */
export interface Run {
  readonly tasks: readonly string[];
  readonly periods: readonly (readonly Step[])[];
}

const dimensions = 7;

/** One task's part in a step, before it is given its scale. */
const part = fc.record({
  loss: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
  /** In hundredths of a decade: falls that differ by rounding alone would be as good as noise to Adam. */
  fall: fc.integer({ min: -20, max: 10 }),
  direction: fc.array(fc.integer({ min: -20, max: 20 }), { minLength: dimensions, maxLength: dimensions }),
  missing: fc.integer({ min: 0, max: 4 }),
});

/**
 * Runs of 1 to 4 tasks, whose losses are up to 4 decades apart, with gradients to match that point in all
 * directions; with `labels: "some"`, a fifth of the labels are missing.
 */
export function runArbitrary(labels: "all" | "some"): fc.Arbitrary<Run> {
  const few = tasksArbitrary.map((tasks) => tasks.slice(0, 4));
  return few.chain((tasks) => {
    const size = { minLength: tasks.length, maxLength: tasks.length };
    const scales = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), size);
    const step = fc.array(part, size);
    const periods = fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 });
    return fc.tuple(scales, periods).map(([exponents, parts]) => ({
      tasks,
      periods: parts.map((steps) => steps.map((row) => stepOf(tasks, exponents, row, labels))),
    }));
  });
}

type Part = typeof part extends fc.Arbitrary<infer Value> ? Value : never;

function stepOf(
  tasks: readonly string[],
  exponents: readonly number[],
  row: readonly Part[],
  labels: "all" | "some",
): Step {
  const at = (task: string) => tasks.indexOf(task);
  const scale = (task: string) => 10 ** exponents[at(task)]!;
  const absent = (task: string) => labels === "some" && row[at(task)]!.missing === 0;
  const loss = (task: string) => scale(task) * 10 ** row[at(task)]!.loss;
  const labelled = tasks.filter((task) => !absent(task));
  return {
    losses: perTask(tasks, (task) => (absent(task) ? null : loss(task))),
    after: perTask(tasks, (task) => (absent(task) ? null : loss(task) * 10 ** (row[at(task)]!.fall / 100))),
    // The last coordinate is the task's own: no two gradients are along one line.
    gradients: perTask(labelled, (task) => [
      ...row[at(task)]!.direction.map((value) => (value * scale(task)) / 10),
      ...tasks.map((other) => (other === task ? scale(task) : 0)),
    ]),
  };
}

/** The run with one task's loss, and so its gradient, in another unit. */
export function inUnits({ tasks, periods }: Run, task: string, unit: number): Run {
  const times = (name: string) => (name === task ? unit : 1);
  const scaled = (losses: Step["losses"]) =>
    perTask(Object.keys(losses), (name) => (losses[name] === null ? null : losses[name]! * times(name)));
  return {
    tasks,
    periods: periods.map((steps) =>
      steps.map(({ losses, after = losses, gradients = {} }) => ({
        losses: scaled(losses),
        after: scaled(after),
        gradients: perTask(Object.keys(gradients), (name) => gradients[name]!.map((g) => g * times(name))),
      })),
    ),
  };
}

/** The run with the names of two tasks exchanged. */
export function renamed({ tasks, periods }: Run, one: string, other: string): Run {
  const name = (task: string) => (task === one ? other : task === other ? one : task);
  const rename = <T>(values: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(values).map(([task, value]) => [name(task), value]));
  return {
    tasks,
    periods: periods.map((steps) =>
      steps.map(({ losses, after = losses, gradients = {} }) => ({
        losses: rename(losses),
        after: rename(after),
        gradients: rename(gradients),
      })),
    ),
  };
}
