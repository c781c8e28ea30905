import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { apply } from "../apply.ts";
import { gradients } from "../autograd/gradients.ts";
import { tensor } from "../create.ts";
import { arrayOf, type Dtype } from "../dtype.ts";
import type { Op } from "../op.ts";
import type { Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { testDevice } from "./device.ts";
import { relativeError } from "./vectors.ts";

interface Values {
  readonly shape: Shape;
  readonly data: readonly number[];
}

/** The content of a golden file, as `golden/golden.py` writes it. */
interface Golden<A> {
  readonly torch: string;
  readonly cases: readonly {
    readonly name: string;
    readonly attrs: A;
    readonly inputs: Readonly<Record<string, Values>>;
    readonly y: Values;
    readonly dy: Values;
    readonly gradients: Readonly<Record<string, Values>>;
  }[];
}

type Inputs = Readonly<Record<string, Tensor>>;

/** Holds an op, as users call it, or a function of ops, to PyTorch's values and gradients in a golden file. */
export function testGolden<I extends string, A, O extends string>(
  op: Op<I, A, O> | ((inputs: Inputs, attrs: A) => Tensor),
  file: URL,
  {
    tolerance = 1e-5,
    dtypes = {},
  }: { tolerance?: number; dtypes?: Readonly<Partial<Record<string, Dtype>>> } = {},
): void {
  const { cases, torch }: Golden<A> = JSON.parse(readFileSync(file, "utf8"));
  const call =
    typeof op === "function" ? op : (inputs: Inputs, attrs: A) => apply(op, inputs as never, attrs);
  describe(`${op.name} as in PyTorch ${torch}`, () => {
    for (const example of cases) {
      test(example.name, async () => {
        const device = await testDevice();
        const inputs: Record<string, Tensor> = {};
        for (const [name, { shape, data }] of Object.entries(example.inputs))
          inputs[name] = tensor(device, arrayOf[dtypes[name] ?? "f32"].from(data), shape, {
            requiresGrad: name in example.gradients,
          });
        const y = call(inputs, example.attrs);
        expect(y.shape).toEqual(example.y.shape);
        expect(relativeError(await y.read(), example.y.data)).toBeLessThan(tolerance);

        const names = Object.keys(example.gradients);
        if (names.length === 0) return;
        const dy = tensor(device, example.dy.data, y.shape);
        const made = gradients(
          y,
          names.map((name) => inputs[name]!),
          { dy },
        );
        for (const [i, name] of names.entries()) {
          const expected = example.gradients[name]!;
          expect(made[i]!.shape).toEqual(expected.shape);
          expect(relativeError(await made[i]!.read(), expected.data), `d${name}`).toBeLessThan(tolerance);
        }
        for (const used of [...Object.values(inputs), y, dy, ...made]) used.dispose();
      });
    }
  });
}
