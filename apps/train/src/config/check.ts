import { originOf } from "./assignment.ts";
import { ConfigError } from "./config-error.ts";
import { FIELDS, type Field } from "./fields.ts";
import type { Resolved } from "./load.ts";
import type { Config } from "./schema.ts";

/** @throws {ConfigError} if fields that depend on each other do not fit. */
export const checkConfig = (resolved: Resolved): void => checkConfigs([resolved]);

/** The same of several, in one of which what is typed is to have an effect. */
export function checkConfigs(all: readonly Resolved[]): void {
  for (const resolved of all) checkFit(resolved);
  for (const field of FIELDS.values()) {
    const [unused] = all.map(({ config }) => whyUnused(field, config));
    if (!unused || all.some(({ config }) => !whyUnused(field, config))) continue;
    const origin = all.map(({ given }) => originOf(field.path, given)).find((found) => found);
    // A file may hold everything, as that of a run does; what is typed is meant to have an effect.
    if (origin?.source.startsWith("--") && origin.value !== field.default)
      throw new ConfigError(
        `${origin.source}: expected a field that has an effect; ${field.path} has one where ${unused.field} is ` +
          `${unused.values.map(String).join(" or ")}; got ${unused.got}`,
      );
  }
}

function checkFit({ config, preset, given }: Resolved): void {
  if (preset?.needsData && config.data.dir === null)
    throw new ConfigError(
      `preset ${preset.name}: expected a folder of data; got none. Name it, for example --data DIR`,
    );
  if (config.balancer.name === "fixed" && !config.balancer.weights)
    throw new ConfigError(
      `${originOf("balancer.name", given)?.source}: expected balancer.weights for the balancer fixed; got none. ` +
        "Give one per task, for example --set balancer.weights.depth=2",
    );
  if (config.model.name.startsWith("resnet-deeplab") && config.train.batchSize < 2)
    throw new ConfigError(
      `${originOf("train.batchSize", given)?.source}: expected batches of at least 2 images for ${config.model.name}, ` +
        `which normalises over whole images; got ${config.train.batchSize}`,
    );
  const { dir, format } = config.data;
  if (dir === null && format !== "auto" && format !== "rooms")
    throw new ConfigError(
      `${originOf("data.format", given)?.source}: expected data.dir for the format ${format}; got none. ` +
        "Name the folder, for example with --data DIR",
    );
  if (dir !== null && format === "rooms")
    throw new ConfigError(
      `${originOf("data.dir", given)?.source}: expected no data.dir for the format rooms, which needs no files; ` +
        `got ${JSON.stringify(dir)}. Set data.format=auto for what the folder holds`,
    );
}

/** What keeps a field from having an effect. */
export interface Unused {
  readonly field: string;
  readonly values: readonly unknown[];
  readonly got: unknown;
}

/** The first condition of a field that a configuration does not meet; `null` where it meets them all. */
export function whyUnused({ only }: Field, config: Config): Unused | null {
  for (const [field, values] of Object.entries(only)) {
    const got = valueAt(config, field);
    if (!values.some((value) => value === got)) return { field, values, got };
  }
  return null;
}

/** The value of a field, by its path. */
export const valueAt = (config: Config, path: string): unknown =>
  path.split(".").reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], config);
