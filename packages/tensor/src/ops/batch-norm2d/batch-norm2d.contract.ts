import type { Contract } from "../../testing/contract.ts";
import { uniform } from "../../testing/vectors.ts";
import { batchNorm2dOp } from "./batch-norm2d.ts";
import type { BatchNorm2dAttrs, OptionalInput } from "./launches.ts";

const training = { training: true, momentum: 0.1, eps: 1e-5 };
const evaluation = { ...training, training: false };
const C3 = { weight: [3], bias: [3] };
const running = (C: number) => ({ runningMean: [C], runningVar: [C] });

export const contract: Contract<"x", BatchNorm2dAttrs, OptionalInput> = {
  op: batchNorm2dOp,
  reference({ x, weight, bias, runningMean, runningVar }, { x: [N, C, H, W] }, { training, eps }) {
    const channelOf = (i: number) => Math.floor(i / (H * W)) % C;
    const perChannel = N * H * W;
    const meanOf = (values: Float64Array) => {
      const mean = new Float64Array(C);
      for (const [i, value] of values.entries()) mean[channelOf(i)]! += value / perChannel;
      return mean;
    };
    const mean = training ? meanOf(x) : runningMean!;
    const centred = x.map((value, i) => value - mean[channelOf(i)]!);
    const variance = training ? meanOf(centred.map((value) => value * value)) : runningVar!;
    return centred.map((value, i) => {
      const c = channelOf(i);
      return (value / Math.sqrt(variance[c]! + eps)) * (weight?.[c] ?? 1) + (bias?.[c] ?? 0);
    });
  },
  sample: {
    // Channel c has the mean 100^c: 1, 100, 10,000 beside a deviation of about 1.
    x: (elements, seed, { shapes: { x } }) => {
      const [, C, H, W] = x as readonly [number, number, number, number];
      return uniform(elements, seed).map((value, i) =>
        Math.fround(2 * value + 100 ** Math.min(2, Math.floor(i / (H * W)) % C)),
      );
    },
    runningVar: (elements, seed) => uniform(elements, seed).map((value) => Math.fround(value + 1.1)),
  },
  cases: {
    training: [{ x: [2, 3, 5, 7], ...C3, ...running(3) }, training],
    "training without running statistics": [{ x: [2, 3, 5, 7], ...C3 }, training],
    "training without weight and bias": [{ x: [3, 2, 4, 4] }, training],
    "training with a bias alone and a large eps": [
      { x: [1, 2, 3, 5], bias: [2] },
      { ...training, eps: 0.5 },
    ],
    "training over several lanes of each plane": [{ x: [2, 2, 27, 41], weight: [2], bias: [2] }, training],
    "two pixels": [
      { x: [2, 1, 1, 1], weight: [1], bias: [1] },
      { ...training, eps: 0.1 },
    ],
    "more channels than pixels": [{ x: [4, 65, 1, 2], weight: [65], bias: [65] }, training],
    evaluation: [{ x: [2, 3, 5, 7], ...C3, ...running(3) }, evaluation],
    "evaluation without weight": [{ x: [2, 3, 27, 41], bias: [3], ...running(3) }, evaluation],
    "evaluation of one pixel": [{ x: [1, 1, 1, 1], ...running(1) }, evaluation],
  },
  errors: {
    "batchNorm2d: expected x [N, C, H, W]; got x [3, 5, 7]": [{ x: [3, 5, 7] }, training],
    "batchNorm2d: expected weight [C] of the C channels of x; got x [2, 3, 5, 7], weight [4]": [
      { x: [2, 3, 5, 7], weight: [4] },
      training,
    ],
    "batchNorm2d: expected bias [C] of the C channels of x; got x [2, 3, 5, 7], bias [1, 3]": [
      { x: [2, 3, 5, 7], bias: [1, 3] },
      training,
    ],
    "batchNorm2d: expected runningVar [C] of the C channels of x; got x [2, 3, 5, 7], runningVar [2]": [
      { x: [2, 3, 5, 7], runningMean: [3], runningVar: [2] },
      training,
    ],
    "batchNorm2d: expected runningMean and runningVar together; got runningVar [3]": [
      { x: [2, 3, 5, 7], runningVar: [3] },
      training,
    ],
    "batchNorm2d: expected runningMean and runningVar in evaluation; got training false. Pass both": [
      { x: [2, 3, 5, 7] },
      evaluation,
    ],
    "batchNorm2d: expected more than 1 value per channel in training; got x [1, 3, 1, 1]. Use a larger batch or resolution, or evaluation":
      [{ x: [1, 3, 1, 1] }, training],
  },
  bench: {
    training: [{ x: [8, 64, 96, 128], weight: [64], bias: [64], ...running(64) }, training],
    evaluation: [{ x: [8, 64, 96, 128], weight: [64], bias: [64], ...running(64) }, evaluation],
    "few channels": [{ x: [8, 16, 96, 128], weight: [16], bias: [16], ...running(16) }, training],
  },
};
