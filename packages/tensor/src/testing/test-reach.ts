import { describe, expect, test } from "vitest";
import type { KernelClass } from "../device/adapter.ts";
import type { Device } from "../device/device.ts";
import type { Call, Launch, Op } from "../op.ts";
import { type Shape, size } from "../shape.ts";
import type { Case } from "./contract.ts";
import { testDevice } from "./device.ts";
import { type Precision, precisions } from "./precision.ts";
import { runLaunches } from "./run-launches.ts";

/**
 * Tests of sums of products that a NaN or an infinity, at the first, the middle or the last place of an input or of
 * `dy`, reaches what it reaches through the plain kernels, and no more, through those of the other classes of adapters.
 *
 * @param spoilt names of the tensors that are not finite somewhere; all else is 1
 */
export function testReach<I extends string, A, O extends string>(
  op: Op<I, A, O>,
  spoilt: readonly string[],
  examples: Readonly<Record<string, Case<I, A, O>>>,
): void {
  describe(`${op.name}: what is not finite reaches what sees it`, () => {
    for (const [name, example] of Object.entries<Case<I, A, O>>(examples))
      test.each<KernelClass>(["software", "gpu"])(`${name}, %s`, async (kernels) => {
        const device = await testDevice();
        for (const precision of precisions(op, example, device)) {
          const dtypes = { ...precision.dtypes, dy: precision.name };
          const [plain, fast] = (["plain", kernels] as const).map((kernels) =>
            passesOf(op, example, precision, { ...device.profile, kernels }),
          );
          for (const [result, launches] of fast!)
            for (const tensor of spoilt.filter((key) => launches.some(({ reads }) => reads.includes(key))))
              for (const inputs of spoiltAt(op, example, tensor)) {
                const run = async (launches: readonly Launch[]) =>
                  (await runLaunches(device, dtypes, launches, inputs, [result]))[result];
                const expected = await run(plain!.get(result)!);
                expect(await run(launches), `${result} of ${tensor}, ${precision.name}`).toEqual(expected);
              }
        }
      });
  });
}

/** Launches of each pass, by what it makes. */
function passesOf<I extends string, A, O extends string>(
  op: Op<I, A, O>,
  [shapes, attrs]: Case<I, A, O>,
  { dtypes }: Precision,
  adapter: Device["profile"],
): Map<string, readonly Launch[]> {
  const call: Call<I, A, O> = { shapes, attrs, dtypes, y: op.shape(shapes, attrs), adapter };
  const passes = new Map([["y", op.forward(call)]]);
  for (const key of op.inputs)
    if (key in shapes && op.backward[key]) passes.set(`d${key}`, op.backward[key](call));
  return passes;
}

/** Ones, and one value that is not finite: each such value at each place. */
function spoiltAt<I extends string, A, O extends string>(
  op: Op<I, A, O>,
  [shapes, attrs]: Case<I, A, O>,
  tensor: string,
): Record<string, Float64Array>[] {
  const all: Record<string, Shape> = { ...shapes, dy: op.shape(shapes, attrs) };
  const elements = size(all[tensor]!);
  return [0, elements >> 1, elements - 1].flatMap((place) =>
    [Number.NaN, Number.POSITIVE_INFINITY].map((value) => {
      const ones = Object.entries(all).map(
        ([key, shape]) => [key, new Float64Array(size(shape)).fill(1)] as const,
      );
      const inputs: Record<string, Float64Array> = Object.fromEntries(ones);
      inputs[tensor]![place] = value;
      return inputs;
    }),
  );
}
