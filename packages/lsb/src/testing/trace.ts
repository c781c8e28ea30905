import fc from "fast-check";
import type { Balancer, BalancerState, PeriodMeans, PeriodRecord } from "../balancer.ts";
import { type PerTask, perTask } from "../per-task.ts";

/** A state as it comes back from a file. */
export const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** The records of a run whose periods have the given means, and the state after it. */
export function runPeriods(
  balancer: Balancer,
  tasks: readonly string[],
  periods: readonly PeriodMeans[],
): { readonly state: BalancerState; readonly records: readonly PeriodRecord[] } {
  let state = balancer.init(tasks);
  const records = periods.map((means) => {
    const step = balancer.observe(state, means);
    state = step.state;
    return step.record;
  });
  return { state, records };
}

/** Names that a careless object lookup would trip over are among them. */
const taskName = fc.oneof(
  fc.string({ minLength: 1, maxLength: 5 }),
  fc.constantFrom("depth", "constructor", "toString", "__proto__", "10", "9", "0"),
);

export const tasksArbitrary = fc.uniqueArray(taskName, { minLength: 1, maxLength: 12 });

/**
 * Values over 24 decades: each task has a scale of its own, and each of its means is within `spread` decades
 * of it.
 */
const meansArbitrary = (tasks: readonly string[], periods: number, spread: number) =>
  fc
    .tuple(...tasks.map(() => fc.double({ min: -12 + spread, max: 12 - spread, noNaN: true })))
    .chain((scales) =>
      fc.array(
        fc.tuple(
          ...scales.map((scale) => fc.double({ min: scale - spread, max: scale + spread, noNaN: true })),
        ),
        {
          minLength: periods,
          maxLength: periods,
        },
      ),
    )
    .map((rows) => rows.map((row) => perTask(tasks, (task) => 10 ** row[tasks.indexOf(task)]!)));

export interface Trace {
  readonly tasks: readonly string[];
  readonly priorities: PerTask;
  readonly beta: number;
  readonly periods: readonly PerTask[];
}

/** Runs of 2 to 6 periods with 1 to 12 tasks, any priorities, and a constant exponent from 0 to 3. */
export const traceArbitrary: fc.Arbitrary<Trace> = tasksArbitrary.chain((tasks) =>
  fc.record({
    tasks: fc.constant(tasks),
    priorities: fc
      .array(fc.double({ min: 0.01, max: 100, noNaN: true }), {
        minLength: tasks.length,
        maxLength: tasks.length,
      })
      .map((values) => perTask(tasks, (task) => values[tasks.indexOf(task)]!)),
    beta: fc.double({ min: 0, max: 3, noNaN: true }),
    periods: fc.integer({ min: 2, max: 6 }).chain((count) => meansArbitrary(tasks, count, 2)),
  }),
);

/** A beta that stays as it is. */
export const constant = (value: number) => ({ kind: "constant", value }) as const;
