import { type Device, noGrad, scope, tensor } from "@equipoise/tensor";
import fc from "fast-check";
import { expect } from "vitest";
import type { MultiTaskNetwork, NetworkTask } from "../models/network.ts";
import { values } from "./formula.ts";

/** The tasks of NYU Depth v2, as papers have them. */
export const nyuv2Tasks: readonly NetworkTask[] = [
  { name: "segmentation", channels: 13 },
  { name: "depth", channels: 1 },
  { name: "normals", channels: 3 },
];

export interface SizeOptions {
  /** Of the image; default 3. */
  readonly channels?: number;
  /** Random heights and widths from 1 to this, and how many of them. */
  readonly most: number;
  readonly runs: number;
  /** Heights and widths beside those. */
  readonly examples: [height: number, width: number][];
}

/** Holds a network to predictions of its input's size, whatever that is. */
export async function expectAnySize(
  device: Device,
  network: MultiTaskNetwork,
  tasks: readonly NetworkTask[],
  { channels: planes = 3, most, runs, examples }: SizeOptions,
): Promise<void> {
  const extent = fc.integer({ min: 1, max: most });
  const predicts = (h: number, w: number) =>
    scope(() =>
      noGrad(() => {
        const shape = [1, planes, h, w];
        const outputs = network.forward(tensor(device, values(1, shape), shape), "eval");
        expect(Object.keys(outputs)).toEqual(tasks.map(({ name }) => name));
        for (const { name, channels } of tasks) expect(outputs[name]!.shape).toEqual([1, channels, h, w]);
      }),
    );
  fc.assert(
    fc.property(extent, extent, (h, w) => {
      predicts(h, w);
    }),
    { numRuns: runs, examples },
  );
  await device.synchronize();
}
