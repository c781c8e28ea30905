import type { EndEvent, EvalEvent, RunEvent } from "../events.ts";
import { formatMetric, metricLabel } from "../metrics/index.ts";
import { runRecord } from "../report/index.ts";
import { textTable } from "../text-table.ts";

/** The first and the last evaluation side by side, and how fast the run went. */
export function summary(events: readonly RunEvent[]): string {
  const { evals, end } = runRecord(events);
  const rows = table(evals);
  if (end)
    rows.push(
      `${end.steps} steps in ${end.seconds.toFixed(1)} s, ${end.imagesPerSecond.toFixed(1)} images/s, ${waiting(end)}` +
        `at most ${(end.peakBytes / 2 ** 20).toFixed(1)} MiB of tensors`,
    );
  return rows.join("\n");
}

const waiting = ({ waitingShare }: EndEvent): string =>
  waitingShare === undefined
    ? ""
    : `the device waited for data ${(100 * waitingShare).toFixed(1)} % of the time, `;

function table(evaluations: readonly EvalEvent[]): string[] {
  const [first, last] = [evaluations[0], evaluations.at(-1)];
  if (!first || !last) return [];
  const shown = first === last ? [last] : [first, last];
  const rows = Object.keys(last.losses).flatMap((task) => [
    [`${task}: loss`, ...shown.map(({ losses }) => formatMetric("loss", losses[task] ?? null))],
    ...Object.keys(last.metrics[task] ?? {}).map((name) => [
      `${task}: ${metricLabel(name)}`,
      ...shown.map(({ metrics }) => formatMetric(name, metrics[task]?.[name] ?? null)),
    ]),
  ]);
  const header = ["", ...(first === last ? ["value"] : ["before", "after"])];
  return textTable([header, ...rows], { numbers: true });
}
