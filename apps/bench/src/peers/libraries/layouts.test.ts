import { expect, test } from "vitest";
import { permute } from "./axes.ts";
import { interpolation, oneHot } from "./interpolation.ts";

test("axes move as numpy.transpose moves them", () => {
  const array = { shape: [1, 2, 3], data: Float32Array.of(0, 1, 2, 10, 11, 12) };
  expect(permute(array, [2, 0, 1])).toEqual({
    shape: [3, 1, 2],
    data: Float32Array.of(0, 10, 1, 11, 2, 12),
  });
  const image = { shape: [2, 3, 4, 5], data: Float32Array.from({ length: 120 }, (_, i) => i) };
  expect(permute(permute(image, [0, 2, 3, 1]), [0, 3, 1, 2])).toEqual(image);
  expect(permute(permute(image, [2, 3, 1, 0]), [3, 2, 0, 1])).toEqual(image);
});

test("an axis is interpolated between pixels' centres, as torch.nn.functional.interpolate does", () => {
  expect(interpolation(3)).toEqual({
    shape: [6, 3],
    data: Float32Array.of(1, 0, 0, 0.75, 0.25, 0, 0.25, 0.75, 0, 0, 0.75, 0.25, 0, 0.25, 0.75, 0, 0, 1),
  });
});

test("labels are ones among zeros", () => {
  expect(oneHot({ shape: [1, 2], data: Int32Array.of(2, 0) }, 3)).toEqual({
    shape: [1, 2, 3],
    data: Float32Array.of(0, 0, 1, 1, 0, 0),
  });
});
