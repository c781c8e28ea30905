import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { perTask } from "../per-task.ts";
import { runPeriods, type Trace, throughJson, traceArbitrary } from "../testing/trace.ts";
import { lossScaleBalancing } from "./loss-scale-balancing.ts";

const balancerOf = ({ priorities, beta }: Trace) =>
  lossScaleBalancing({ priorities, beta: { kind: "constant", value: beta } });
const run = (trace: Trace) => runPeriods(balancerOf(trace), trace.tasks, trace.periods).records;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const sharesOf = ({ tasks, priorities }: Trace) =>
  perTask(tasks, (task) => priorities[task]! / sum(Object.values(priorities)));

function expectClose(value: number, expected: number) {
  expect(Math.abs(value / expected - 1)).toBeLessThan(1e-12);
}

function holds(law: (trace: Trace) => void) {
  fc.assert(fc.property(traceArbitrary, law));
}

describe("the laws of loss scale balancing", () => {
  test("continuity: sum_k w_k(t) Lbar_k(t-1) = Lbar(t-1)", () => {
    holds((trace) => {
      for (const { weights, means, overall } of run(trace))
        expectClose(sum(trace.tasks.map((task) => weights[task]! * means[task]!)), overall);
    });
  });

  test("shares: w_k(t) Lbar_k(t-1) / Lbar(t-1) = pi_k D_k / sum_j pi_j D_j", () => {
    holds((trace) => {
      const pi = sharesOf(trace);
      for (const { weights, means, overall, difficulty } of run(trace)) {
        const wanted = (task: string) => pi[task]! * (difficulty ? difficulty[task]! : 1);
        const total = sum(trace.tasks.map(wanted));
        for (const task of trace.tasks)
          expectClose((weights[task]! * means[task]!) / overall, wanted(task) / total);
      }
    });
  });

  test("shares: with beta = 0 each task has its priority", () => {
    holds((trace) => {
      const pi = sharesOf(trace);
      for (const { weights, means, overall } of run({ ...trace, beta: 0 }))
        for (const task of trace.tasks) expectClose((weights[task]! * means[task]!) / overall, pi[task]!);
    });
  });

  test("the difficulty is the task's ratio over the overall ratio, to the power beta", () => {
    holds((trace) => {
      const records = run(trace);
      expect(records[0]!.difficulty).toBeNull();
      for (const [i, { means, overall, difficulty }] of records.entries()) {
        const before = records[i - 1];
        if (!before) continue;
        for (const task of trace.tasks)
          expectClose(
            difficulty![task]!,
            (means[task]! / before.means[task]! / (overall / before.overall)) ** trace.beta,
          );
      }
    });
  });

  test("units: a task's loss in other units has its weight in those units, up to one factor for all tasks", () => {
    fc.assert(
      fc.property(
        traceArbitrary,
        fc.nat(),
        fc.double({ min: -6, max: 6, noNaN: true }),
        (trace, pick, exponent) => {
          const unit = 10 ** exponent;
          const chosen = trace.tasks[pick % trace.tasks.length]!;
          const inUnits = (task: string) => (task === chosen ? unit : 1);
          const other = {
            ...trace,
            periods: trace.periods.map((means) =>
              perTask(trace.tasks, (task) => means[task]! * inUnits(task)),
            ),
          };
          const [before, after] = [run(trace), run(other)];
          for (const [i, { weights, overall, difficulty }] of before.entries()) {
            const factor = after[i]!.overall / overall;
            for (const task of trace.tasks) {
              expectClose(after[i]!.weights[task]! * inUnits(task), weights[task]! * factor);
              if (difficulty) expectClose(after[i]!.difficulty![task]!, difficulty[task]!);
            }
          }
        },
      ),
    );
  });

  test("pace: Lbar(t-1) / Lbar(t-2) is the share-weighted mean of the tasks' ratios, which straddle it", () => {
    holds((trace) => {
      const records = run(trace);
      for (const [i, { means, overall, trained }] of records.entries()) {
        const before = records[i - 1];
        if (!before) continue;
        const pace = overall / before.overall;
        const ratios = trace.tasks.map((task) => means[task]! / before.means[task]!);
        const shares = trace.tasks.map((task) => (trained[task]! * before.means[task]!) / before.overall);
        expectClose(sum(ratios.map((ratio, k) => ratio * shares[k]!)), pace);
        expect(Math.min(...ratios) / pace).toBeLessThan(1 + 1e-12);
        expect(Math.max(...ratios) / pace).toBeGreaterThan(1 - 1e-12);
      }
    });
  });

  test("equal falls: D = 1 and the rule is that of the second period", () => {
    fc.assert(
      fc.property(traceArbitrary, fc.double({ min: -2, max: 2, noNaN: true }), (trace, exponent) => {
        const pi = sharesOf(trace);
        const last = trace.periods.at(-1)!;
        const fallen = perTask(trace.tasks, (task) => last[task]! * 10 ** exponent);
        const { weights, means, overall, difficulty } = run({
          ...trace,
          periods: [...trace.periods, fallen],
        }).at(-1)!;
        for (const task of trace.tasks) {
          expectClose(difficulty![task]!, 1);
          expectClose(weights[task]!, (pi[task]! * overall) / means[task]!);
        }
      }),
    );
  });

  test("no memory: beyond two periods, the past is in the overall loss alone", () => {
    holds((trace) => {
      const long = run(trace).at(-1)!;
      const short = run({ ...trace, periods: trace.periods.slice(-2) }).at(-1)!;
      for (const task of trace.tasks)
        expectClose(long.weights[task]! / long.overall, short.weights[task]! / short.overall);
    });
  });

  test("permutation: the order of the tasks changes no bit", () => {
    const shuffled = traceArbitrary.chain((trace) =>
      fc.tuple(fc.constant(trace), fc.shuffledSubarray([...trace.tasks], { minLength: trace.tasks.length })),
    );
    fc.assert(
      fc.property(shuffled, ([trace, tasks]) => {
        const periods = trace.periods.map((means) => perTask(tasks, (task) => means[task]!));
        expect(run({ ...trace, tasks, periods })).toEqual(run(trace));
      }),
    );
  });

  test("JSON: a run stored and read back after every period goes on bit for bit", () => {
    holds((trace) => {
      const balancer = balancerOf(trace);
      let state = balancer.init(trace.tasks);
      const records = trace.periods.map((means) => {
        expect(throughJson(state)).toStrictEqual(state);
        const step = balancer.observe(throughJson(state), throughJson(means));
        state = step.state;
        return throughJson(step.record);
      });
      expect(records).toStrictEqual(run(trace));
    });
  });
});
