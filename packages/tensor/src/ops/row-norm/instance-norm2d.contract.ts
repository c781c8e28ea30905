import { type InstanceNorm2dAttrs, instanceNorm2dOp } from "./instance-norm2d.ts";
import { all, channelOf, contractOf, eps } from "./row-norm.contract.ts";

export const instanceNorm2dContract = contractOf<InstanceNorm2dAttrs>(
  instanceNorm2dOp,
  ([, , H, W]) => H! * W!,
  channelOf,
  {
    cases: {
      "weight and bias": [{ x: [2, 3, 5, 7], ...all(3) }, { eps }],
      "neither, a large eps": [{ x: [2, 3, 5, 7] }, { eps: 0.5 }],
      "two pixels": [{ x: [2, 1, 1, 2], ...all(1) }, { eps: 0.1 }],
      "several lanes of each plane": [{ x: [1, 2, 27, 41], ...all(2) }, { eps }],
    },
    errors: {
      "instanceNorm2d: expected x [N, C, H, W]; got x [3, 5, 7]": [{ x: [3, 5, 7] }, { eps }],
      "instanceNorm2d: expected more than 1 pixel; got x [2, 3, 1, 1]. Use a larger resolution": [
        { x: [2, 3, 1, 1] },
        { eps },
      ],
      "instanceNorm2d: expected bias [C] of the C channels of x; got x [2, 3, 5, 7], bias [6]": [
        { x: [2, 3, 5, 7], bias: [6] },
        { eps },
      ],
    },
    bench: { "64 channels": [{ x: [8, 64, 96, 128], ...all(64) }, { eps }] },
  },
);
