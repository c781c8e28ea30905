import type { Dataset } from "@equipoise/datasets";
import type { Device } from "@equipoise/tensor";
import { valueAt } from "../config/check.ts";
import { ConfigError } from "../config/config-error.ts";
import { FIELDS } from "../config/fields.ts";
import { parseConfig } from "../config/parse.ts";
import type { Config } from "../config/schema.ts";
import type { RunEvent } from "../events.ts";

/**
 * Compares what a run goes on with to what it began with.
 *
 * @param say told of what changes its last digits alone
 * @throws {ConfigError} if the data are others, or the configuration is.
 */
export function checkSameRun(
  events: readonly RunEvent[],
  config: Config,
  dataset: Dataset,
  device: Device,
  say: (line: string) => void,
): void {
  const [start] = events;
  if (start?.event !== "start")
    throw new ConfigError("events.jsonl: expected the event start first; got a log of something else");
  checkSameConfig(parseConfig(start.config, "events.jsonl"), config);
  const then = describe(start.tasks, start.images);
  const now = describe(
    dataset.tasks.map(({ name }) => name),
    Object.fromEntries(dataset.splits.map((split) => [split, dataset.length(split)])),
  );
  if (then !== now)
    throw new ConfigError(
      `${dataset.name}: expected the data that the run began with, ${then}; got ${now}. Restore them, or start anew`,
    );
  const { description } = device.profile;
  if (start.adapter["description"] !== description)
    say(
      `the run began on ${start.adapter["description"]}: from here on its last digits are those of another adapter`,
    );
}

/** What a run may go on with otherwise: where its files lie, and what is said of it. */
const free = /^(checkpoint|eval)\.|^(data\.(dir|workers)|model\.weights|train\.(onNan|logEvery))$/;

/** @throws {ConfigError} naming the first field that the steps to come depend on and that has changed. */
function checkSameConfig(then: Config, now: Config): void {
  for (const { path } of FIELDS.values()) {
    const [before, value] = [then, now].map((config) => JSON.stringify(valueAt(config, path)));
    if (before !== value && !free.test(path))
      throw new ConfigError(
        `config.json: expected ${path} as the run began with, ${before}; got ${value}. Put it back, or start anew`,
      );
  }
}

const describe = (tasks: readonly string[], images: Readonly<Record<string, number>>): string =>
  `${Object.entries(images)
    .map(([split, count]) => `${count} images of ${split}`)
    .join(", ")} with ${tasks.join(", ")}`;
