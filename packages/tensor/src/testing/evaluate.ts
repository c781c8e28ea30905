import { gradients } from "../autograd/gradients.ts";
import { tensor } from "../create.ts";
import type { TypedArray } from "../dtype.ts";
import type { Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { testDevice } from "./device.ts";

/** Elements and shape of an input: numbers ask for a gradient, a typed array is a constant. */
export type Given = readonly [data: readonly number[] | TypedArray, shape: Shape];

export interface Evaluated {
  readonly y: readonly number[];
  readonly shape: Shape;
  /** By the name of the input. */
  readonly gradients: Readonly<Record<string, readonly number[]>>;
}

/**
 * The elements of a function's result, and the gradients of those inputs that are given as numbers; zeros without
 * their sign.
 *
 * @param dy the cotangent of the result; default ones
 */
export async function evaluate<Name extends string>(
  f: (inputs: Readonly<Record<Name, Tensor>>) => Tensor,
  given: Readonly<Record<Name, Given>>,
  dy?: readonly number[],
): Promise<Evaluated> {
  const device = await testDevice();
  const entries = Object.entries<Given>(given).map(([name, [data, shape]]) => {
    const requiresGrad = !ArrayBuffer.isView(data);
    return [name, tensor(device, data, shape, { requiresGrad })] as const;
  });
  const y = f(Object.fromEntries(entries) as Record<Name, Tensor>);
  const targets = entries.filter(([, x]) => x.requiresGrad);
  const cotangent = tensor(device, dy ?? new Float32Array(y.size).fill(1), y.shape);
  const made = gradients(
    y,
    targets.map(([, x]) => x),
    { dy: cotangent },
  );
  const unsigned = async (x: Tensor) => Array.from(await x.read(), (value) => value + 0);
  const result = {
    y: await unsigned(y),
    shape: y.shape,
    gradients: Object.fromEntries(
      await Promise.all(targets.map(async ([name], i) => [name, await unsigned(made[i]!)] as const)),
    ),
  };
  for (const used of [...entries.map(([, x]) => x), y, cotangent, ...made]) used.dispose();
  return result;
}

/** Values and derivatives of an elementwise function of one tensor; zeros without their sign. */
export async function evaluateAt(f: (x: Tensor) => Tensor, at: readonly number[]) {
  const { y, gradients } = await evaluate<"x">(({ x }) => f(x), { x: [at, [at.length]] });
  return { y, dx: gradients["x"]! };
}
