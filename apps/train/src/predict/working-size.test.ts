import { expect, test } from "vitest";
import { type SizeChoice, workingSize } from "./working-size.ts";

const trained = { width: 384, height: 288 };

test.each<[SizeChoice, [number, number], [number, number]]>([
  ["fit", [640, 480], [384, 288]],
  ["fit", [4000, 3000], [384, 288]],
  ["fit", [3000, 4000], [288, 384]],
  ["fit", [1920, 1080], [443, 249]],
  ["fit", [64, 48], [384, 288]],
  ["fit", [1, 1], [333, 333]],
  ["fit", [400_000, 1], [210_325, 1]],
  ["train", [3000, 4000], [384, 288]],
  ["native", [4000, 3000], [4000, 3000]],
  [{ width: 32, height: 64 }, [4000, 3000], [32, 64]],
])("%o of %o", (choice, [width, height], [w, h]) => {
  expect(workingSize(choice, { width, height }, trained)).toEqual({ width: w, height: h });
});
