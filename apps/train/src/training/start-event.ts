import type { Dataset } from "@equipoise/datasets";
import type { MultiTaskNetwork } from "@equipoise/nn";
import type { Device } from "@equipoise/tensor";
import type { Config } from "../config/schema.ts";
import type { StartEvent } from "../events.ts";
import { parameterCount } from "./network.ts";

/** What a run is: the first line of its log. */
export function startEvent(
  config: Config,
  dataset: Dataset,
  device: Device,
  network: MultiTaskNetwork,
): StartEvent {
  const { description, vendor, architecture, kernels, subgroup, f16 } = device.profile;
  return {
    event: "start",
    tasks: dataset.tasks.map(({ name }) => name),
    classes: Object.fromEntries(
      dataset.tasks.filter((task) => task.kind === "classes").map(({ name, classes }) => [name, classes]),
    ),
    images: Object.fromEntries(dataset.splits.map((split) => [split, dataset.length(split)])),
    config,
    adapter: { description, vendor, architecture, kernels, subgroup, f16 },
    parameters: parameterCount(network),
  };
}
