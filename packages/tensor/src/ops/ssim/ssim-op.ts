import { ranked } from "../../apply.ts";
import { ShapeError } from "../../errors.ts";
import { linear } from "../../grid.ts";
import { type Call, float, type Launch, type Op } from "../../op.ts";
import type { Shape } from "../../shape.ts";
import { checkMasked, maskedInputs, maskedReads, maskFlag } from "../loss/mask.ts";
import { checkReduction, lossLaunches, type Reduction, reductionOf } from "../loss/reduction.ts";
import backwardRows from "./backward-rows.wgsl";
import backwardWindows from "./backward-windows.wgsl";
import { MOST_TAPS, windowOf } from "./gaussian.ts";
import rows from "./rows.wgsl";
import windows from "./windows.wgsl";

export interface SsimAttrs {
  readonly dataRange: number;
  readonly windowSize: number;
  readonly sigma: number;
  readonly k1: number;
  readonly k2: number;
  readonly reduction: Reduction;
}

type SsimCall = Call<"x" | "target", SsimAttrs, "mask">;
export type SsimOp = Op<"x" | "target", SsimAttrs, "mask">;

/** The op of the similarity of windows, or of what it lacks to be 1. */
function makeOp(name: string, loss: boolean): SsimOp {
  return {
    name,
    ...maskedInputs,
    shape({ x, target, mask }, attrs) {
      const [N, C, H, W] = ranked(name, "x", x, "N, C, H, W", 4);
      checkMasked(name, x, target, mask);
      checkReduction(name, attrs.reduction);
      for (const key of ["dataRange", "sigma", "k1", "k2"] as const)
        if (!(attrs[key] > 0)) throw new ShapeError(name, `${key} > 0`, { [key]: attrs[key] });
      const { windowSize } = attrs;
      if (!Number.isInteger(windowSize) || windowSize < 1 || windowSize > MOST_TAPS)
        throw new ShapeError(name, `windowSize an integer from 1 to ${MOST_TAPS}`, { windowSize });
      if (windowSize > Math.min(H, W))
        throw new ShapeError(name, "images no smaller than the window", { x, windowSize });
      return attrs.reduction === "none" ? [N, C, H - windowSize + 1, W - windowSize + 1] : [];
    },
    forward(call) {
      const { x, mask } = call.shapes;
      const { taps, planes, H, places, heights, window } = geometryOf(call);
      const { dataRange, k1, k2, reduction } = call.attrs;
      return [
        {
          code: rows,
          reads: maskedReads(mask),
          writes: { means: { shape: [planes, H, places, 2] }, spreads: { shape: [planes, H, places, 4] } },
          params: { ...window, taps, size: planes * H * places, places, ...imageOf(x) },
          constants: maskFlag(mask),
          grid: linear(planes * H * places),
        },
        ...lossLaunches(
          {
            code: windows,
            items: planes * heights * places,
            reads: ["means", "spreads"],
            writes: {
              windowMeans: { shape: [planes, heights, places, 2] },
              slopes: { shape: [planes, heights, places, 4] },
            },
            params: {
              ...window,
              taps,
              size: planes * heights * places,
              places,
              heights,
              c1: float((k1 * dataRange) ** 2),
              c2: float((k2 * dataRange) ** 2),
            },
            constants: { ...maskFlag(mask), LOSS: Number(loss) },
          },
          call,
          reduction,
        ),
      ];
    },
    backward: { x: (call) => gradientOf("x", call), target: (call) => gradientOf("target", call) },
    flops({ shapes: { x }, attrs: { windowSize } }) {
      const [N, C, H, W] = x as readonly [number, number, number, number];
      return 26 * windowSize * N * C * H * W;
    },
  };
}

function gradientOf(input: "x" | "target", call: SsimCall): Launch[] {
  const { x, mask } = call.shapes;
  const { taps, planes, H, W, places, heights, window } = geometryOf(call);
  const { reads, constants } = reductionOf(call.attrs.reduction);
  const variant = { TARGET: Number(input === "target"), ...maskFlag(mask) };
  const rowSlopes = `rowSlopesOf${input}`;
  return [
    {
      code: backwardWindows,
      reads: [...reads, "means", "windowMeans", "slopes"],
      writes: { [rowSlopes]: { shape: [planes, H, places, 4] } },
      params: { ...window, taps, size: planes * H * places, places, heights },
      constants: { ...variant, ...constants },
      grid: linear(planes * H * places),
    },
    {
      code: backwardRows,
      reads: [...maskedReads(mask), rowSlopes, "means"],
      writes: { [`d${input}`]: { shape: x } },
      params: { ...window, taps, size: planes * H * W, places, ...imageOf(x) },
      constants: variant,
      grid: linear(planes * H * W),
    },
  ];
}

function geometryOf({ shapes: { x }, attrs: { windowSize: taps, sigma } }: SsimCall) {
  const [N, C, H, W] = x as readonly [number, number, number, number];
  return {
    taps,
    planes: N * C,
    H,
    W,
    places: W - taps + 1,
    heights: H - taps + 1,
    window: windowOf(taps, sigma),
  };
}

const imageOf = ([, channels, height, width]: Shape) => ({
  width: width!,
  channels: channels!,
  height: height!,
});

export const ssimOp = makeOp("ssim", false);
export const ssimLossOp = makeOp("ssimLoss", true);
