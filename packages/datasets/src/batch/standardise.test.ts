import { expect, it } from "vitest";
import { imagenet, standardise } from "./standardise.ts";

it("subtracts each channel's mean and divides by its deviation, in every image of a batch", () => {
  const values = Float32Array.from({ length: 2 * 3 * 4 }, (_, i) => i / 24);
  const wanted = Array.from(values, (value, i) => {
    const channel = Math.floor(i / 4) % 3;
    return Math.fround((value - imagenet.mean[channel]!) / imagenet.deviation[channel]!);
  });
  expect([...standardise(values, { width: 2, height: 2 }, imagenet)]).toEqual(wanted);
  expect([...values]).toEqual(wanted);
});
