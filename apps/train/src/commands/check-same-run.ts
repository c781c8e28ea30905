import type { Dataset } from "@equipoise/datasets";
import type { Device } from "@equipoise/tensor";
import { ConfigError } from "../config/config-error.ts";
import type { RunEvent } from "../events.ts";

/**
 * Compares what a run goes on with to what it began with.
 *
 * @param say told of what changes its last digits alone
 * @throws {ConfigError} if the data are others.
 */
export function checkSameRun(
  events: readonly RunEvent[],
  dataset: Dataset,
  device: Device,
  say: (line: string) => void,
): void {
  const [start] = events;
  if (start?.event !== "start")
    throw new ConfigError("events.jsonl: expected the event start first; got a log of something else");
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

const describe = (tasks: readonly string[], images: Readonly<Record<string, number>>): string =>
  `${Object.entries(images)
    .map(([split, count]) => `${count} images of ${split}`)
    .join(", ")} with ${tasks.join(", ")}`;
