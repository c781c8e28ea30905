import type { PeriodEvent } from "../events.ts";
import { wantedShares } from "../report/balance-charts.ts";
import { epochs } from "../report/loss-charts.ts";
import { lossScaleShares } from "../report/loss-scale-shares.ts";
import type { RunRecord } from "../report/run-record.ts";
import { type Comparison, tasksOf } from "./comparison.ts";
import type { Sample } from "./over-seeds.ts";

/** Something that a run has at many moments, for each task. */
export interface Quantity {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly unit: "" | "share";
  /** Whether it says anything of a task that is trained alone. */
  readonly ofSingle: boolean;
  readonly samplesOf: (record: RunRecord, task: string) => Sample[];
  readonly marksOf: (task: string) => readonly number[];
}

/** What the report of an experiment has curves of. */
export function quantitiesOf(comparison: Comparison): Quantity[] {
  const split = comparison.shared.eval.split;
  const shares = commonShares(comparison);
  return [
    {
      id: "evaluated-loss",
      title: `Loss on ${split}`,
      note: `Each task's loss, unweighted, over all images of ${split}.`,
      unit: "",
      ofSingle: true,
      samplesOf: ({ evals }, task) => evals.map(({ epoch, losses }) => ({ x: epoch, y: losses[task] })),
      marksOf: () => [],
    },
    {
      id: "training-loss",
      title: "Training loss",
      note: "Each task's loss, unweighted, its mean over a period, at the end of the period.",
      unit: "",
      ofSingle: true,
      samplesOf: byPeriod(({ means }, task) => means[task]),
      marksOf: () => [],
    },
    {
      id: "weight",
      title: "Weights",
      note: "The weight w of each task's loss in a period, at the end of the period.",
      unit: "",
      ofSingle: false,
      samplesOf: byPeriod(({ trained }, task) => trained[task]),
      marksOf: () => [],
    },
    {
      id: "share",
      title: "Loss scale shares",
      note: `Each task's loss scale w·L̄ over a period, as a share of the sum over the tasks, at the end of the period; below 0 where a weight is, and then of the sum of their sizes.${shares ? " Dashed: the wanted share." : ""}`,
      unit: "share",
      ofSingle: false,
      samplesOf: byPeriod((event, task) => {
        const tasks = Object.keys(event.means);
        return lossScaleShares(event, tasks)[tasks.indexOf(task)];
      }),
      marksOf: (task) => (shares ? [shares[task]!] : []),
    },
  ];
}

const byPeriod =
  (measure: (event: PeriodEvent, task: string) => number | undefined): Quantity["samplesOf"] =>
  (record, task) => {
    const epochOf = epochs(record);
    return record.periods.map((event) => ({ x: epochOf(event.step), y: measure(event, task) }));
  };

/** The shares that all methods want the tasks to have; null where they do not agree. */
function commonShares(comparison: Comparison): Readonly<Record<string, number>> | null {
  const tasks = tasksOf(comparison);
  const wanted = comparison.runs
    .filter(({ cell }) => cell.task === null)
    .map(({ cell }) => wantedShares(tasks, cell.config.balancer.priorities));
  const [first = null] = wanted;
  return first && wanted.every((shares) => shares.join() === first.join())
    ? Object.fromEntries(tasks.map((task, k) => [task, first[k]!]))
    : null;
}
