// The process of a library for tests, which goes by the first argument: fake-library.js BEHAVIOUR
import type { Library, Running } from "../library.ts";
import { serve } from "../serve.ts";

const [behaviour = ""] = process.argv.slice(2);

const factors: Readonly<Record<string, number>> = { wrong: 1.01, overflows: Number.POSITIVE_INFINITY };

/** The sum of `a`, and a parameter `p` that falls by that at each run. */
const library: Library = {
  version: "1.0",
  adapter: "fake adapter",
  remarks: behaviour === "right" ? { sum: "adds on its fingers" } : {},
  works: {
    sum({ a, p }): Running {
      const sum = [...a!.data].reduce((total, value) => total + value, 0) * (factors[behaviour] ?? 1);
      const parameter = p!.data.slice();
      return {
        run() {
          if (behaviour === "throws") throw new Error("out of fingers");
          parameter[0]! -= sum;
        },
        async finish() {
          if (behaviour === "dies") {
            console.error("TypeError: a finger broke\n    at hand (fake:1:1)");
            process.exit(3);
          }
          if (behaviour === "hangs") await new Promise((resolve) => setTimeout(resolve, 60_000));
        },
        async results() {
          console.log("chatter");
          process.stdout.write("0 errors\n[1]\n");
          return {
            y: { shape: [], data: Float32Array.of(sum) },
            p: { shape: [1], data: parameter },
          };
        },
        dispose() {},
      };
    },
  },
};

await serve(async () => {
  if (behaviour === "refuses") throw new Error("no fingers on this machine");
  return behaviour === "knows nothing" ? { ...library, works: {} } : library;
});
process.exit();
