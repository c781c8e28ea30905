import { noGrad, type Shape, scope, tensor } from "@equipoise/tensor";
import { expect } from "vitest";
import { exportOnnx } from "../export-onnx.ts";
import type { Body } from "../traces.ts";
import { testDevice } from "./device.ts";
import { runOnnx } from "./onnxruntime.ts";

/** Numbers from -1 to 1, the same for the same seed. */
export function numbers(count: number, seed: number): Float32Array {
  let state = seed + 1;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/**
 * Holds what onnxruntime makes of a function's model to what the function itself makes, for batches of several sizes.
 *
 * @param inputs shapes without the batch
 * @returns the model
 */
export async function expectSame(
  inputs: Readonly<Record<string, Shape>>,
  body: Body,
  { digits = 1e-5, batches = [1, 4] as readonly number[] } = {},
): Promise<Uint8Array> {
  const device = await testDevice();
  const model = await exportOnnx(device, { inputs }, body);
  for (const batch of batches) {
    const fed = Object.fromEntries(
      Object.entries(inputs).map(([name, rest], i) => {
        const shape = [batch, ...rest];
        const data = numbers(
          shape.reduce((a, b) => a * b, 1),
          7 * batch + i,
        );
        return [name, { shape, data }];
      }),
    );
    const theirs = await runOnnx(model, fed);
    const ours = scope(() =>
      noGrad(() =>
        body(
          Object.fromEntries(
            Object.entries(fed).map(([name, { data, shape }]) => [name, tensor(device, data, shape)]),
          ),
        ),
      ),
    );
    for (const [name, y] of Object.entries(ours)) {
      expect(theirs[name]!.shape, `${name} of ${batch}`).toEqual(y.shape);
      expect(farthest(await y.read(), theirs[name]!.data), `${name} of ${batch}`).toBeLessThan(digits);
      y.dispose();
    }
  }
  return model;
}

/** The largest distance between two arrays, as a share of the largest value, or of 1. */
function farthest(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  let [most, scale] = [0, 1];
  for (let i = 0; i < ours.length; i++) {
    const distance = Math.abs(ours[i]! - theirs[i]!);
    if (Number.isNaN(distance)) return Number.POSITIVE_INFINITY;
    most = Math.max(most, distance);
    scale = Math.max(scale, Math.abs(ours[i]!));
  }
  return most / scale;
}
