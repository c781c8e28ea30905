import { Adam, AdamW, type MultiTaskNetwork, type Optimizer, parameters, Sgd } from "@equipoise/nn";
import type { Config } from "../config/schema.ts";

/** The optimiser of a configuration over a network's parameters. */
export function createOptimizer(config: Config["optimizer"], network: MultiTaskNetwork): Optimizer {
  const { name, weightDecay, momentum } = config;
  const trained = parameters(network);
  switch (name) {
    case "adam":
      return new Adam(trained, { weightDecay });
    case "adamw":
      return new AdamW(trained, { weightDecay });
    case "sgd":
      return new Sgd(trained, { weightDecay, momentum });
  }
}
