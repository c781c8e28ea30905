import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ConfigError } from "../config/config-error.ts";
import { configSchema } from "../config/schema.ts";
import { writeWhole } from "../run/write-whole.ts";
import type { Cell } from "./cells.ts";
import type { Experiment } from "./experiment.ts";

/** What an experiment is; one that was begun with an earlier version lacks fields that have their defaults. */
const schema = z.object({
  cells: z.array(
    z.object({
      method: z.string(),
      task: z.string().nullable(),
      seed: z.number(),
      config: configSchema,
      folder: z.string(),
    }),
  ),
  selection: z.enum(["last", "held-out"]).default("last"),
  lastEvaluations: z.number().nullable(),
});

/** Writes down what the experiment of a folder is. @throws {ConfigError} if the folder is that of another. */
export function keepDescription(root: string, cells: readonly Cell[], experiment: Experiment): void {
  const { selection, lastEvaluations } = experiment;
  const path = join(root, "experiment.json");
  const text = `${JSON.stringify(schema.parse({ cells, selection, lastEvaluations }), null, 2)}\n`;
  if (existsSync(path) && described(path) !== text)
    throw new ConfigError(
      `${path}: expected the experiment that was begun here; got another. Choose another folder with --out`,
    );
  writeWhole(path, text);
}

/** The description in a file, as it would be written today; null where it is none. */
function described(path: string): string | null {
  try {
    return `${JSON.stringify(schema.parse(JSON.parse(readFileSync(path, "utf8"))), null, 2)}\n`;
  } catch {
    return null;
  }
}
