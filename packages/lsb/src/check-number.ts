import { ConfigError, LossError } from "./errors.ts";
import type { PerTask } from "./per-task.ts";

type Bound = "any" | "above 0" | "at least 0" | "at least 1" | "at least 3" | "below 1" | "whole";

const bounds: Readonly<Record<Bound, (value: number) => boolean>> = {
  any: () => true,
  "above 0": (value) => value > 0,
  "at least 0": (value) => value >= 0,
  "at least 1": (value) => value >= 1,
  "at least 3": (value) => value >= 3,
  "below 1": (value) => value < 1,
  whole: Number.isInteger,
};

/** @throws {ConfigError} unless the option `value` is finite and within the bound. */
export function checkNumber(balancer: string, name: string, value: number, bound: Bound, cure: string): void {
  if (!bounds[bound](value) || !Number.isFinite(value))
    throw new ConfigError(
      balancer,
      bound === "any" ? `${name} finite` : `${name} finite and ${bound}`,
      { [name]: value },
      cure,
    );
}

/** @throws {LossError} if a value has left the range of a double: it is 0, infinite or NaN. */
export function checkRange(
  balancer: string,
  name: string,
  period: number,
  values: PerTask,
  cure: string,
): void {
  for (const [task, value] of Object.entries(values))
    if (!(value > 0 && Number.isFinite(value)))
      throw new LossError(balancer, `a finite ${name} above 0`, { task, period, [name]: value }, cure);
}
