import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { tensor } from "../../create.ts";
import type { Shape } from "../../shape.ts";
import { testDevice } from "../../testing/device.ts";
import { relativeError } from "../../testing/vectors.ts";
import { clipGradNorm, gradNorm } from "./index.ts";

interface Values {
  readonly shape: Shape;
  readonly data: readonly string[];
}

interface Golden {
  readonly torch: string;
  readonly cases: readonly {
    readonly name: string;
    readonly maxNorm: number;
    readonly largest: boolean;
    readonly gradients: readonly Values[];
    readonly norm: string;
    readonly clipped: readonly Values[];
  }[];
}

const { POSITIVE_INFINITY: infinity } = Number;
const device = await testDevice();

/** Python writes inf for Infinity. */
const numberOf = (text: string): number => Number(text.replace("inf", "Infinity"));

const { torch, cases }: Golden = JSON.parse(
  readFileSync(new URL("./grad-norm.golden.json", import.meta.url), "utf8"),
);

describe(`clipGradNorm as in PyTorch ${torch}`, () => {
  for (const { name, maxNorm, largest, gradients: given, norm, clipped } of cases)
    test(name, async () => {
      const tensors = given.map(({ shape, data }) => tensor(device, data.map(numberOf), shape));
      const options = largest ? { normType: infinity } : {};
      for (const made of [gradNorm(tensors, options), clipGradNorm(tensors, maxNorm, options)]) {
        expect(made.shape).toEqual([]);
        const [value, expected] = [await made.item(), numberOf(norm)];
        if (Number.isFinite(expected)) expect(relativeError([value], [expected])).toBeLessThan(1e-6);
        else expect(value).toBe(expected);
        made.dispose();
      }
      for (const [i, x] of tensors.entries()) {
        const values = [...(await x.read())];
        for (const [k, text] of clipped[i]!.data.entries()) {
          const expected = numberOf(text);
          if (Number.isNaN(expected)) expect(values[k]).toBeNaN();
          else expect(Math.abs(values[k]! - expected)).toBeLessThanOrEqual(1e-6 * Math.abs(expected));
        }
        x.dispose();
      }
    });
});
