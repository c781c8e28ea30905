import { type Chart, columns } from "./chart.ts";
import type { RunRecord } from "./run-record.ts";
import { taskLine } from "./task-colour.ts";

const base = { form: "lines", xLabel: "epoch", unit: "", marks: [], legend: "below" } as const;

/** Losses while training, of all tasks in one chart; then each task's, with those of the evaluations. */
export function lossCharts(tasks: readonly string[], record: RunRecord): Chart[] {
  const epochOf = epochs(record);
  return [
    trainingLoss(tasks, record, epochOf),
    ...tasks.map((task, index) => taskLoss(task, index, record, epochOf)),
  ];
}

/**
 * From steps to epochs: at the end of an epoch, as after an evaluation, their quotient is its length, before the end it
 * is less.
 */
export function epochs({ steps, periods, evals }: RunRecord): (step: number) => number {
  const length = Math.max(
    1,
    ...[...steps, ...periods, ...evals].map(({ epoch, step = 0 }) => step / Math.max(1, epoch)),
  );
  return (step) => step / length;
}

function trainingLoss(
  tasks: readonly string[],
  { steps }: RunRecord,
  epochOf: (step: number) => number,
): Chart {
  const { x, values } = columns(
    steps.map(({ step, losses, overall }) => ({
      x: epochOf(step),
      values: [...tasks.map((task) => losses[task]), overall],
    })),
    tasks.length + 1,
  );
  const lines = tasks.map((label, task) => taskLine(label, task, values[task]!));
  return {
    ...base,
    id: "loss",
    title: "Training loss",
    task: null,
    note: "Each task's loss on the training batches, unweighted, and the weighted sum that was trained.",
    empty: "No step has been logged yet.",
    x,
    series: [...lines, { label: "overall", hue: null, dash: 0, values: values.at(-1)! }],
  };
}

function taskLoss(
  task: string,
  index: number,
  { periods, evals: own, heldOut }: RunRecord,
  epochOf: (step: number) => number,
): Chart {
  const evals = [...own, ...heldOut];
  const splits = [...new Set(evals.map(({ split }) => split))];
  const { x, values } = columns(
    [
      ...periods.map(({ step, means }) => ({ x: epochOf(step), values: [means[task]] })),
      ...evals.map(({ epoch, split, losses }) => ({
        x: epoch,
        values: [null, ...splits.map((other) => (other === split ? losses[task] : null))],
      })),
    ],
    1 + splits.length,
  );
  return {
    ...base,
    id: `loss-${index}`,
    title: task,
    task: index,
    note: "Mean over a period of training, and over a split.",
    empty: "No period or evaluation has ended yet.",
    x,
    series: ["training", ...splits].map((label, variant) =>
      taskLine(label, index, values[variant]!, variant),
    ),
  };
}
