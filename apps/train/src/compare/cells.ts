import { join } from "node:path";
import { heldOutSplit, type TaskInfo } from "@equipoise/datasets";
import type { Assignment } from "../config/assignment.ts";
import { checkConfigs, valueAt } from "../config/check.ts";
import { ConfigError } from "../config/config-error.ts";
import { FIELDS } from "../config/fields.ts";
import { resolveAssignments } from "../config/load.ts";
import { parseConfig } from "../config/parse.ts";
import type { Config } from "../config/schema.ts";
import { checkPerTask } from "../training/check-per-task.ts";
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
 * @throws {ConfigError} if a configuration cannot be, methods cannot be compared, or two share the name of a folder.
 */
export function cellsOf(experiment: Experiment, tasks: readonly TaskInfo[], data: Config["data"]): Cell[] {
  const { shared, seeds, methods } = experiment;
  checkMethods(experiment);
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
  const described = rows.flatMap(({ fields, ...row }, i) =>
    seeds.map((seed) => ({ ...row, seed, folder: join("runs", folders[i]!, `seed-${seed}`), fields })),
  );
  const resolved = described.map(({ fields, seed }) =>
    resolveAssignments([...shared, ...fields, seedOf(seed)]),
  );
  checkConfigs(resolved);
  return described.map(({ method, task, seed, folder }, i) => {
    const own = resolved[i]!.config;
    const config = { ...own, data: { ...data, tasks: own.data.tasks } };
    checkPerTask(config, task === null ? tasks.map(({ name }) => name) : [task]);
    return { method, task, seed, config, folder };
  });
}

/**
 * @throws {ConfigError} if there is nothing to train, or to choose results by, or a method cannot be told from the
 *   baselines, or cannot be held against the others.
 */
function checkMethods({ shared, methods, selection, single: alone }: Experiment): void {
  if (methods.length === 0 && !alone)
    throw new ConfigError("methods: expected at least one where single tasks are not trained; got none");
  const common = resolveAssignments(shared).config;
  if (selection === "held-out") checkSelection(common);
  for (const { name, fields } of methods) {
    if (name === single)
      throw new ConfigError(`methods: expected another name than that of the single tasks; got ${name}`);
    const { config } = resolveAssignments([...shared, ...fields]);
    for (const { path } of FIELDS.values()) {
      const [expected, got] = [common, config].map((of) => JSON.stringify(valueAt(of, path)));
      if (expected !== got && alike.test(path))
        throw new ConfigError(
          `method ${name}: expected ${path} as all runs have it, ${expected}; got ${got}. ` +
            "Set it in config, or compare in an experiment of its own",
        );
    }
  }
}

/** @throws {ConfigError} if nothing is held out, or it is what is reported on. */
function checkSelection({ data, eval: evaluation }: Config): void {
  if (data.heldOut === 0)
    throw new ConfigError(
      "selection held-out: expected a share of the training images to choose by, data.heldOut; got 0. " +
        "Set it in config, for example config: { data: { heldOut: 0.1 } }",
    );
  if (evaluation.split === heldOutSplit)
    throw new ConfigError(
      `selection held-out: expected eval.split to be another split than that to choose by; got ${heldOutSplit}. ` +
        "Results are never chosen on what they are reported on",
    );
}

/** What methods have in common, so that runs of one seed begin alike, and see and are measured on the same images. */
const alike = /^(data|model|eval)\.|^train\.(epochs|batchSize)$/;

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
    { path: ["train", "lossFactors"], value: null, source },
  ];
}

const fileName = (text: string): string =>
  text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}.]+/gu, "-")
    .replace(/^\.+/, "-");
