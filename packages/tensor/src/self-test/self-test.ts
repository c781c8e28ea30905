import { apply } from "../apply.ts";
import { gradients } from "../autograd/gradients.ts";
import { tensor } from "../create.ts";
import type { Device } from "../device/device.ts";
import { arrayOf, isFloating } from "../dtype.ts";
import { size } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { derivative } from "../testing/derivative.ts";
import { type Precision, precisions } from "../testing/precision.ts";
import { sampleInputs } from "../testing/sample-inputs.ts";
import { dot, norm, relativeError, uniform } from "../testing/vectors.ts";
import { type AnyCase, type AnyContract, EXAMPLES, type Example } from "./examples.ts";

/** What came out of one comparison of the device with a definition in float64. */
export interface SelfTestCheck {
  readonly op: string;
  /** What the call is an example of. */
  readonly example: string;
  /** `f16` on adapters that have it, beside `f32`. */
  readonly precision: "f32" | "f16";
  /** `y`, the op's result, or `dx`, the gradient of an input `x`. */
  readonly of: string;
  /** Relative to the size of the result; not a number where the result is none. */
  readonly error: number;
  readonly tolerance: number;
}

export interface SelfTestOptions {
  /** The example to test, by the name of its op; default all. */
  readonly op?: string;
}

/**
 * Compares what a device makes of a few calls, forward and backward, with their definitions in float64: products,
 * convolutions, normalisation, pooling, resizing, losses and sums. It takes a second, and the time to compile kernels.
 *
 * Gradients are held to the definition by the adjoint law, ⟨Jᵀ v, u⟩ = ⟨v, J u⟩.
 *
 * @throws {KernelError} if a kernel does not compile on the device.
 * @throws {DeviceError} if the device is lost, or its memory is too small.
 */
export async function selfTest(device: Device, { op }: SelfTestOptions = {}): Promise<SelfTestCheck[]> {
  const checks: SelfTestCheck[] = [];
  for (const example of EXAMPLES) {
    if (op !== undefined && example.contract.op.name !== op) continue;
    const call = caseOf(example);
    for (const precision of precisions(example.contract.op, call, device))
      checks.push(...(await check(device, example, call, precision)));
  }
  return checks;
}

async function check(
  device: Device,
  { contract, name }: Example,
  call: AnyCase,
  precision: Precision,
): Promise<SelfTestCheck[]> {
  const { op, tolerance = 1e-5 } = contract;
  const [shapes, attrs] = call;
  const values = precision.round(sampleInputs(contract, call));
  const define = (given: Readonly<Record<string, Float64Array>>) =>
    contract.reference(given, shapes as Parameters<AnyContract["reference"]>[1], attrs);
  const inputs = Object.fromEntries(
    Object.entries(values).map(([key, data]): [string, Tensor] => {
      const dtype = precision.dtypes[key]!;
      const requiresGrad = isFloating(dtype) && op.backward[key] !== undefined;
      return [key, tensor(device, arrayOf[dtype].from(data), shapes[key]!, { dtype, requiresGrad })];
    }),
  );
  const y = apply(op, inputs, attrs);
  const v = precision.round({ y: uniform(size(y.shape), 101) }).y;
  using dy = tensor(device, arrayOf[y.dtype].from(v), y.shape, { dtype: y.dtype });
  const targets = Object.entries(inputs).filter(([, input]) => input.requiresGrad);
  const made = gradients(
    y,
    targets.map(([, input]) => input),
    { dy },
  );

  const common = { op: op.name, example: name, precision: precision.name };
  const told = { ...common, tolerance: Math.max(tolerance, precision.tolerance) };
  const checks: SelfTestCheck[] = [
    { ...told, of: "y", error: relativeError(Float64Array.from(await y.read()), define(values)) },
  ];
  for (const [i, [key]] of targets.entries()) {
    const gradient = Float64Array.from(await made[i]!.read());
    checks.push({
      ...told,
      of: `d${key}`,
      error: adjointError(gradient, v, (u) => derivative(define, values, key, u)),
    });
  }
  for (const used of [...Object.values(inputs), y, ...made]) used.dispose();
  return checks;
}

/** How far a gradient Jᵀ v is from ⟨Jᵀ v, u⟩ = ⟨v, J u⟩, along itself, where it meets all of it, and along another way. */
function adjointError(
  gradient: Float64Array,
  v: Float64Array,
  forward: (u: Float64Array) => Float64Array,
): number {
  const length = norm(gradient) || 1;
  const directions = [gradient.map((value) => value / length), uniform(gradient.length, 102)];
  const errors = directions.map(
    (u) => Math.abs(dot(gradient, u) - dot(v, forward(u))) / length / (norm(u) || 1),
  );
  return Math.max(...errors);
}

function caseOf({ contract, name }: Example): AnyCase {
  const call = contract.cases[name];
  if (!call) throw new TypeError(`selfTest: expected a case of ${contract.op.name}; got ${name}`);
  return call;
}
