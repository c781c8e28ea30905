import { add, capture, type Device, relu, scope } from "@equipoise/tensor";
import type { Bench, KernelFacts } from "../bench.ts";
import type { Clock } from "../clock/clock.ts";
import type { Precision } from "./call.ts";
import { elementBytes, filled } from "./values.ts";

const ELEMENTS = 4 * 2 ** 20;

/** relu(a) + b over 4M elements: two ops in a row, where one pass over memory could do. */
export function chainBench(device: Device, clock: Clock, dtype: Precision): Bench {
  const label = { op: "relu(a) + b", case: "4M elements", dtype };
  return {
    kind: "kernel",
    labels: [
      { ...label, pass: "eager" },
      { ...label, pass: "captured" },
    ],
    async open(rows) {
      const [a, b] = [filled(device, [ELEMENTS], dtype), filled(device, [ELEMENTS], dtype)];
      const captured = await capture(device, () => add(relu(a), b));
      const facts = [2, captured.stats.dispatches].map((dispatches): KernelFacts => {
        const bytes = (2 * dispatches + 1) * ELEMENTS * elementBytes[dtype];
        return { kind: "kernel", flops: 2 * ELEMENTS, bytes, dispatches };
      });
      const works = [() => scope(() => void add(relu(a), b)), () => captured.run()];
      return {
        clock,
        facts: rows.map((i) => facts[i]!),
        works: rows.map((i) => works[i]!),
        close() {
          for (const item of [captured, a, b]) item.dispose();
        },
      };
    },
  };
}
