import { type Cell, single } from "../../compare/cells.ts";
import { compareMethods } from "../../compare/comparison.ts";
import { parseConfig } from "../../config/parse.ts";
import type { RunEvent } from "../../events.ts";
import { runRecord } from "../../report/run-record.ts";
import { fakeRun } from "../../report/testing/fake-run.ts";
import type { ComparedPicture, ComparedRun, Comparison } from "../comparison.ts";

export interface FakeComparison {
  readonly tasks: readonly string[];
  readonly methods: readonly string[];
  readonly seeds: readonly number[];
  readonly baseline?: boolean;
  readonly epochs?: number;
  /** What becomes of a run's log; null: the run fails. */
  readonly change?: (events: RunEvent[], cell: Cell) => RunEvent[] | null;
  readonly pictures?: readonly ComparedPicture[];
}

/** An experiment that looks like one: each method is a little better than the one before it. */
export function fakeComparison(options: FakeComparison): Comparison {
  const { tasks, methods, seeds, baseline = true, epochs = 4, change = (events) => events } = options;
  const config = parseConfig({ data: { width: 64, height: 48 }, train: { epochs } }, "fake");
  const rows = [
    ...(baseline ? tasks.map((task) => ({ method: single, task })) : []),
    ...methods.map((method) => ({ method, task: null })),
  ];
  const runs = rows.flatMap(({ method, task }) =>
    seeds.map((seed, i): ComparedRun => {
      const cell = { method, task, seed, config, folder: `runs/${method}/${seed}` };
      const better = 1 + 0.05 * (methods.indexOf(method) + 1) + 0.01 * seed;
      const events = change(
        of(task, worsened(fakeRun({ tasks, epochs, stepsPerEpoch: 20 }), 1 / better)),
        cell,
      );
      return {
        cell,
        record: events && runRecord(events),
        failure: events ? null : "exit code 3: error: no luck",
        pictures: events && i === 0 ? (options.pictures ?? []) : [],
      };
    }),
  );
  const results = runs.flatMap(({ cell, record }) =>
    record
      ? {
          cell,
          epochs: [epochs],
          metrics: record.evals.at(-1)!.metrics,
          stepMs: 41,
          peakBytes: 2 ** 20 * cell.method.length,
        }
      : [],
  );
  return {
    name: "lab",
    dataset: "rooms",
    size: { width: 64, height: 48 },
    shared: config,
    methods: methods.map((name) => ({ name, fields: [`balancer.name = "${name}"`] })),
    selection: "last",
    summaries: compareMethods(results),
    runs,
  };
}

/** What a log says of one task; null: of all. */
function of(task: string | null, events: readonly RunEvent[]): RunEvent[] {
  if (task === null) return [...events];
  const only = <T>(values: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => name === task));
  return events.map((event) => {
    if (event.event === "start") return { ...event, tasks: [task], classes: only(event.classes) };
    if (event.event === "eval") return { ...event, losses: only(event.losses), metrics: only(event.metrics) };
    if (event.event === "period") return { ...event, means: only(event.means), trained: only(event.trained) };
    return event;
  });
}

/** All losses and metrics times a factor. */
const worsened = (events: readonly RunEvent[], factor: number): RunEvent[] =>
  events.map((event) => {
    const times = (values: Readonly<Record<string, number | null>>) =>
      Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value && value * factor]));
    if (event.event === "eval")
      return {
        ...event,
        losses: times(event.losses),
        metrics: Object.fromEntries(Object.entries(event.metrics).map(([task, row]) => [task, times(row)])),
      };
    if (event.event !== "period") return event;
    return {
      ...event,
      means: Object.fromEntries(Object.entries(event.means).map(([task, mean]) => [task, mean * factor])),
    };
  });
