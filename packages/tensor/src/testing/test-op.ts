import { describe, expect, test } from "vitest";
import type { KernelClass } from "../device/adapter.ts";
import type { Device } from "../device/device.ts";
import { type Dtype, isFloating } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import type { Call, Launch, Op } from "../op.ts";
import { size } from "../shape.ts";
import type { Case, Contract } from "./contract.ts";
import { derivative } from "./derivative.ts";
import { testDevice } from "./device.ts";
import { type Precision, precisions } from "./precision.ts";
import { runLaunches } from "./run-launches.ts";
import { sampleInputs } from "./sample-inputs.ts";
import { dot, norm, relativeError, uniform } from "./vectors.ts";

const classes: readonly KernelClass[] = ["plain", "software", "gpu"];

/**
 * Tests what an op owes: it agrees with its definition, its pullbacks are adjoint to it, and it refuses what it must; in half precision too
 * where op and adapter have it.
 */
export function testOp<I extends string, A, O extends string>(contract: Contract<I, A, O>): void {
  const { op, errors, tolerance = 1e-5 } = contract;

  describe(op.name, () => {
    for (const [name, example] of Object.entries<Case<I, A, O>>(contract.cases)) {
      const [shapes, attrs] = example;
      const sampled = sampleInputs(contract, example);
      const define = (values: Record<string, Float64Array>) =>
        contract.reference(values as never, shapes as never, attrs);

      test(`${name}: agrees with its definition`, async () => {
        const device = await testDevice();
        for (const precision of precisions(op, example, device)) {
          const inputs = precision.round(sampled);
          const expected = define(inputs);
          for (const call of distinctCalls(op, example, precision, device, op.forward)) {
            // A view's result is its input, under another shape.
            const y = op.view
              ? inputs[op.view]
              : (await runLaunches(device, call.dtypes, op.forward(call), inputs, ["y"]))["y"];
            expect(y!.length).toBe(size(op.shape(shapes, attrs)));
            expect(relativeError(y!, expected), `${call.adapter.kernels} ${precision.name}`).toBeLessThan(
              Math.max(tolerance, precision.tolerance),
            );
          }
        }
      });

      for (const key of op.inputs) {
        const pullback = op.backward[key];
        if (!pullback || !sampled[key] || !isFloating(typeOf(contract, example, key))) continue;
        // Both sides of ⟨v, J u⟩ = ⟨Jᵀ v, u⟩: the left by central differences of the definition, the right by kernels.
        test(`${name}: d${key} is adjoint to the definition`, async () => {
          const device = await testDevice();
          for (const precision of precisions(op, example, device)) {
            const inputs = precision.round(sampled);
            const v = precision.round({ y: uniform(size(op.shape(shapes, attrs)), 101) }).y;
            const plan = (c: Call<I, A, O>) => [...op.forward(c), ...pullback(c)];
            for (const call of distinctCalls(op, example, precision, device, plan)) {
              const launches = pullback(call);
              const made = await runLaunches(
                device,
                { ...call.dtypes, dy: op.dtype?.(call) ?? "f32" },
                launches.length > 0 ? [...op.forward(call), ...launches] : [],
                { ...inputs, dy: v },
                [`d${key}`],
              );
              const gradient = launches.length > 0 ? made[`d${key}`]! : v;
              for (const u of directions(gradient.length)) {
                const numeric = dot(v, derivative(define, inputs, key, u));
                // A random direction meets a share 1/√n of the gradient's length, one axis the length of one element.
                const scale = norm(gradient) * norm(u) || 1;
                expect(
                  Math.abs(dot(gradient, u) - numeric) / scale,
                  `${call.adapter.kernels} ${precision.name}`,
                ).toBeLessThan(Math.max(tolerance, precision.tolerance));
              }
            }
          }
        });
      }
    }

    for (const [message, [shapes, attrs]] of Object.entries<Case<I, A, O>>(errors)) {
      test(`refuses: ${message}`, () => {
        const refused = () => op.shape(shapes, attrs);
        expect(refused).toThrow(ShapeError);
        expect(refused).toThrow(expect.objectContaining({ message }));
      });
    }
  });
}

/** The element type of an input in a case. */
const typeOf = <I extends string, A, O extends string>(
  { op }: Contract<I, A, O>,
  [, , dtypes]: Case<I, A, O>,
  key: I | O,
): Dtype => dtypes?.[key] ?? op.dtypes?.[key]?.[0] ?? "f32";

/** The call as each class of adapter would get it, one for each distinct list of launches. */
function distinctCalls<I extends string, A, O extends string>(
  op: Op<I, A, O>,
  [shapes, attrs]: Case<I, A, O>,
  { dtypes }: Precision,
  device: Device,
  plan: (call: Call<I, A, O>) => readonly Launch[],
): Call<I, A, O>[] {
  const calls = new Map<string, Call<I, A, O>>();
  for (const kernels of classes) {
    const adapter = { ...device.profile, kernels };
    const call: Call<I, A, O> = { shapes, attrs, dtypes, y: op.shape(shapes, attrs), adapter };
    const key = JSON.stringify(plan(call));
    if (!calls.has(key)) calls.set(key, call);
  }
  return [...calls.values()];
}

function directions(n: number): Float64Array[] {
  const axis = (at: number) => new Float64Array(n).fill(1, at, at + 1);
  return [uniform(n, 102), axis(0), axis(n >> 1), axis(n - 1)];
}
