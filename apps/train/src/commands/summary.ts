import type { EndEvent, EvalEvent, RunEvent } from "../events.ts";

/** The first and the last evaluation side by side, and how fast the run went. */
export function summary(events: readonly RunEvent[]): string {
  const evaluations = events.filter((event): event is EvalEvent => event.event === "eval");
  const end = events.find((event) => event.event === "end");
  const rows = table(evaluations);
  if (end?.event === "end")
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
  const header = first === last ? row("", "", "value") : row("", "", "before", "after");
  const values = (task: string, name: string, of: (event: EvalEvent) => number | null | undefined) =>
    row(task, name, ...(first === last ? [last] : [first, last]).map((event) => shown(of(event))));
  return [
    header,
    ...Object.keys(last.losses).flatMap((task) => [
      values(task, "loss", (event) => event.losses[task]),
      ...Object.keys(last.metrics[task] ?? {}).map((name) =>
        values(task, name, (event) => event.metrics[task]?.[name]),
      ),
    ]),
  ];
}

const row = (task: string, name: string, ...values: readonly string[]): string =>
  [task.padEnd(14), name.padEnd(14), ...values.map((value) => value.padStart(9))].join(" ");

const shown = (value: number | null | undefined): string =>
  typeof value === "number" ? value.toFixed(4) : "-";
