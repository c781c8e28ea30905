import { join } from "node:path";
import type { TaskInfo } from "@equipoise/datasets";
import type { Assignment } from "../config/assignment.ts";
import { checkConfig } from "../config/check.ts";
import { ConfigError } from "../config/config-error.ts";
import { resolveAssignments } from "../config/load.ts";
import { parseConfig } from "../config/parse.ts";
import type { Config } from "../config/schema.ts";
import type { Experiment } from "./experiment.ts";

/** One run of an experiment. */
export interface Cell {
  /** The method, or `single`. */
  readonly method: string;
  /** The only task; null for all. */
  readonly task: string | null;
  readonly seed: number;
  readonly config: Config;
  /** Folder of the run below the experiment's. */
  readonly folder: string;
}

/** What baselines are called. */
export const single = "single";

/**
 * All runs of an experiment: single tasks first, then methods, each with every seed.
 *
 * @param tasks of the data
 * @throws {ConfigError} if a configuration cannot be, or two methods share the name of a folder.
 */
export function cellsOf(experiment: Experiment, tasks: readonly TaskInfo[], data: Config["data"]): Cell[] {
  const { shared, seeds, methods } = experiment;
  const rows = [
    ...(experiment.single
      ? tasks.map(({ name }) => ({ method: single, task: name, fields: alone(name) }))
      : []),
    ...methods.map(({ name, fields }) => ({ method: name, task: null, fields })),
  ];
  const folders = rows.map(({ method, task }) => fileName(task === null ? method : `${method}-${task}`));
  const twice = folders.find((folder, i) => folders.indexOf(folder) < i);
  if (twice !== undefined)
    throw new ConfigError(`methods: expected names that differ in letters or digits; got ${twice} twice`);
  return rows.flatMap(({ method, task, fields }, i) =>
    seeds.map((seed) => {
      const resolved = resolveAssignments([...shared, ...fields, seedOf(seed)]);
      checkConfig(resolved);
      const config = { ...resolved.config, data: { ...data, tasks: resolved.config.data.tasks } };
      return { method, task, seed, config, folder: join("runs", folders[i]!, `seed-${seed}`) };
    }),
  );
}

const seedOf = (seed: number): Assignment => ({
  path: ["train", "seed"],
  value: seed,
  source: `seed ${seed}`,
});

/** What makes a run that of one task: whatever is said of balance is said of several. */
function alone(task: string): Assignment[] {
  const { balancer } = parseConfig({ balancer: { name: "equal" } }, single);
  const source = `${single} ${task}`;
  return [
    { path: ["data", "tasks"], value: [task], source },
    { path: ["balancer"], value: balancer, source },
  ];
}

const fileName = (text: string): string => text.toLowerCase().replace(/[^a-z0-9.]+/g, "-");
