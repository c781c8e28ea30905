import { dirname } from "node:path";
import { z } from "zod";
import { type Assignment, assignmentsOf } from "../config/assignment.ts";
import { ConfigError } from "../config/config-error.ts";
import { didYouMean } from "../config/nearest.ts";
import { describeValue } from "../config/parse.ts";
import { readFields } from "../config/read-fields.ts";
import type { Selection } from "./selection.ts";

const fields = z.record(z.string(), z.unknown());

/** An experiment as a file describes it. */
const experimentSchema = z.strictObject({
  /** Fields of a run's configuration that all runs share. */
  config: fields.default({}),
  /** Each run is repeated with each: first weights, order and augmentation follow from it. */
  seeds: z
    .array(
      z
        .number()
        .int()
        .min(0)
        .max(2 ** 32 - 1),
    )
    .min(1)
    .default([0, 1, 2]),
  /** Whether a network for each task alone is trained too, which all others are compared with. */
  single: z.boolean().default(true),
  /** By what the results of a run are chosen from its evaluations: the last ones, or what is held out of its training. */
  selection: z.enum(["last", "held-out"]).default("last"),
  /** Evaluations at the end of a run that its results are the mean of; null: a tenth of them, at least one. */
  lastEvaluations: z.number().int().min(1).nullable().default(null),
  /** By a name of your own, fields of a run's configuration that make the method. */
  methods: z
    .record(z.string(), fields)
    .default({ equal: { balancer: { name: "equal" } }, lsb: { balancer: { name: "lsb" } } }),
});

export interface Experiment extends Selection {
  readonly shared: readonly Assignment[];
  readonly seeds: readonly number[];
  readonly single: boolean;
  readonly methods: readonly { readonly name: string; readonly fields: readonly Assignment[] }[];
}

/** Reads an experiment. @throws {ConfigError} if the file cannot be read, or a field of it is unknown or wrong. */
export function readExperiment(file: string): Experiment {
  const described = readFields(file);
  const parsed = experimentSchema.safeParse(described);
  if (!parsed.success) throw new ConfigError(`${file}: ${describe(parsed.error.issues[0]!, described)}`);
  const { config, methods, seeds, ...rest } = parsed.data;
  if (new Set(seeds).size < seeds.length)
    throw new ConfigError(`${file}: expected seeds that differ; got ${seeds.join(", ")}`);
  if (rest.selection === "held-out" && rest.lastEvaluations !== null)
    throw new ConfigError(
      `${file}: expected no lastEvaluations where selection is held-out, which chooses one; got ${rest.lastEvaluations}. ` +
        "Leave out one of the two",
    );
  const assignments = (value: unknown, source: string) =>
    assignmentsOf(value, [], { source, folder: dirname(file) });
  return {
    ...rest,
    seeds,
    shared: assignments(config, file),
    methods: Object.entries(methods).map(([name, own]) => ({
      name,
      fields: assignments(own, `${file}, method ${name}`),
    })),
  };
}

function describe(issue: z.core.$ZodIssue, described: unknown): string {
  if (issue.code === "unrecognized_keys") {
    const known = Object.keys(experimentSchema.shape);
    const [unknown = ""] = issue.keys;
    return `expected fields of ${known.join(", ")}; got ${unknown}.${didYouMean(unknown, known)}`;
  }
  return describeValue(issue, described);
}
