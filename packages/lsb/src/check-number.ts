import { ConfigError, LossError } from "./errors.ts";
import type { PerTask } from "./per-task.ts";

/** @throws {ConfigError} unless the option `value` is finite and within the bound. */
export function checkNumber(
  balancer: string,
  name: string,
  value: number,
  bound: "above 0" | "at least 0" | "at least 3",
  cure: string,
): void {
  const fits = bound === "above 0" ? value > 0 : value >= (bound === "at least 3" ? 3 : 0);
  if (!fits || !Number.isFinite(value))
    throw new ConfigError(balancer, `${name} finite and ${bound}`, { [name]: value }, cure);
}

/** @throws {LossError} if a value has left the range of a double: it is 0, infinite or NaN. */
export function checkRange(balancer: string, name: string, period: number, values: PerTask): void {
  for (const [task, value] of Object.entries(values))
    if (!(value > 0 && Number.isFinite(value)))
      throw new LossError(balancer, `a finite ${name} above 0`, { task, period, [name]: value }, tooFar);
}

const tooFar = "Cap beta or set maxLogDifficulty, and bring the losses nearer to 1";
