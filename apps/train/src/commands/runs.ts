import { existsSync } from "node:fs";
import { ConfigError } from "../config/config-error.ts";
import { formatMetric, metricLabel } from "../metrics/index.ts";
import { listRuns } from "../run/list-runs.ts";
import type { RunSummary } from "../run/run-summary.ts";
import { textTable } from "../text-table.ts";
import { typedPath } from "./typed-path.ts";

/** Options of `runs`, as typed. */
export interface RunsOptions {
  readonly json?: boolean;
}

/** Lists the runs below a folder. @throws {ConfigError} if there is no such folder, or no run in it. */
export function runs(path: string, { json }: RunsOptions): void {
  const folder = typedPath(path);
  const found = existsSync(folder) ? listRuns(folder) : [];
  if (found.length === 0)
    throw new ConfigError(
      `${folder}: expected a folder with runs below it; found none. Train one first, or name another folder`,
    );
  process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : runsTable(found));
}

/** A line for each run, with the first metric of each of its tasks; then what cannot be read. */
export function runsTable(found: readonly RunSummary[]): string {
  const shown = [
    ...new Map(
      found.flatMap(mainMetrics).map(({ task, metric }) => [`${task} ${metric}`, { task, metric }]),
    ).values(),
  ];
  const header = shown.map(({ task, metric }) => `${task}: ${metricLabel(metric)}`);
  const rows = found.map(({ name, state, facts }) => {
    if (!facts) return [name, state];
    const { data, network, balancer, epochs, evaluation } = facts;
    const values = shown.map(({ task, metric }) => {
      const value = evaluation?.metrics[task]?.[metric];
      return value === undefined ? "" : formatMetric(metric, value);
    });
    return [name, state, data, network, balancer, `${epochs.done} of ${epochs.planned}`, ...values];
  });
  const problems = found.flatMap(({ problem }) => problem ?? []);
  const table = textTable([["run", "state", "data", "network", "balancer", "epochs", ...header], ...rows]);
  return [...table, ...problems].map((line) => `${line}\n`).join("");
}

/** The first metric of each task is the one that people compare by. */
const mainMetrics = ({ facts }: RunSummary): { task: string; metric: string }[] =>
  Object.entries(facts?.evaluation?.metrics ?? {}).flatMap(([task, metrics]) =>
    Object.keys(metrics)
      .slice(0, 1)
      .map((metric) => ({ task, metric })),
  );
