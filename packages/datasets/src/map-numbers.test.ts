import { expect, it } from "vitest";
import { mapNumbers } from "./map-numbers.ts";

it("gives what Float32Array.from does", () => {
  const values = Uint16Array.from({ length: 300 }, (_, i) => (i * 977) % 65536);
  const f = (value: number) => Math.sin(value) / 3;
  expect(mapNumbers(values, f)).toEqual(Float32Array.from(values, f));
  expect(mapNumbers([], f)).toEqual(new Float32Array(0));
});
