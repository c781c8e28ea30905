import { type Tensor, tensor } from "@equipoise/tensor";
import { expect, test } from "vitest";
import { testDevice } from "../testing/device.ts";
import { GramMatrix } from "./gram.ts";

const device = await testDevice();

/** Numbers of both signs without a pattern. */
const numbers = (seed: number, size: number) =>
  Float32Array.from({ length: size }, (_, i) => Math.sin(12.9898 * (seed * 7919 + i + 1)) * 3 - 0.5);

test.each([
  [1, [1]],
  [2, [1023, 1025, 3]],
  [3, [5, 70_000, 64]],
  [5, [2, 2]],
])("%i gradients in pieces of %j have the products of their vectors", async (tasks, sizes) => {
  const values = Array.from({ length: tasks }, (_, k) => sizes.map((size, i) => numbers(10 * k + i, size)));
  const tensors: Tensor[][] = values.map((pieces) =>
    pieces.map((piece) => tensor(device, piece, [piece.length])),
  );
  const gram = new GramMatrix(device, tasks, sizes);
  for (let again = 0; again < 2; again++) gram.measure(tensors);
  const got = await gram.result.read();
  for (let j = 0; j < tasks; j++)
    for (let k = 0; k < tasks; k++) {
      let product = 0;
      let magnitude = 0;
      for (const [i, piece] of values[j]!.entries())
        for (const [at, a] of piece.entries()) {
          product += a * values[k]![i]![at]!;
          magnitude += Math.abs(a * values[k]![i]![at]!);
        }
      expect(Math.abs(got[j * tasks + k]! - product)).toBeLessThan(2e-7 * magnitude);
      expect(got[j * tasks + k]).toBe(got[k * tasks + j]);
    }
});
