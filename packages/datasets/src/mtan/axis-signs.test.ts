import { expect, it } from "vitest";
import { rooms } from "../rooms/rooms.ts";
import { targetOf } from "../sample.fixture.ts";
import type { Sample } from "../sample.ts";
import { axisSigns } from "./axis-signs.ts";

const dataset = rooms({ seed: 2, width: 96, height: 72, train: 3 });

it("tells all eight ways that axes can point in, from three rooms", async () => {
  const samples = await Promise.all([0, 1, 2].map((i) => dataset.sample("train", i)));
  for (const x of [1, -1])
    for (const y of [1, -1])
      for (const z of [1, -1]) {
        const turn = (sample: Sample): Sample => {
          const normals = targetOf(sample, "normals");
          const n = normals.mask.length;
          const values = normals.values.map((value, i) => value * [x, y, z][Math.floor(i / n)]!);
          return { ...sample, targets: { ...sample.targets, normals: { ...normals, values } } };
        };
        expect(axisSigns(samples.map(turn))).toEqual([x, y, z]);
      }
});

it("leaves an axis as it is where depth tells nothing", async () => {
  const sample = await dataset.sample("train", 0);
  const depth = targetOf(sample, "depth");
  const unknown = { ...depth, mask: depth.mask.map(() => 0) };
  expect(axisSigns([{ ...sample, targets: { ...sample.targets, depth: unknown } }])).toEqual([1, 1, 1]);
});
