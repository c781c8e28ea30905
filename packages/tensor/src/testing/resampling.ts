import type { ResampleAttrs } from "../ops/resample/geometry.ts";
import { scaleFactors, type UpsampleTarget } from "../ops/resample/output-size.ts";
import type { Contract } from "./contract.ts";

const halfPixel = { coordinateMode: "half_pixel" } as const;
const corners = { coordinateMode: "align_corners" } as const;
const asymmetric = { coordinateMode: "asymmetric" } as const;

/** Along each axis, how many outputs there are of how many inputs, and the factor where one is given. */
export function axesOf(target: UpsampleTarget, inputs: readonly [height: number, width: number]) {
  const factors = scaleFactors(target);
  const axis = (i: 0 | 1) => {
    const factor = factors?.[i];
    const outputs = "size" in target ? target.size[i] : Math.floor(inputs[i] * factor!);
    return { inputs: inputs[i], outputs, factor };
  };
  return [axis(0), axis(1)] as const;
}

/** Where output `o` falls among the inputs of an axis, in inputs, as PyTorch and ONNX define it. */
export function positionOf(
  o: number,
  { inputs, outputs, factor }: ReturnType<typeof axesOf>[number],
  { coordinateMode }: ResampleAttrs,
): number {
  const r = factor ? 1 / factor : inputs / outputs;
  if (coordinateMode === "align_corners") return (o * (inputs - 1)) / Math.max(outputs - 1, 1);
  if (coordinateMode === "asymmetric") return o * r;
  return coordinateMode === "pytorch_half_pixel" && outputs === 1 ? 0 : (o + 0.5) * r - 0.5;
}

/** The calls that every op which interpolates between inputs is held to. */
export const upsamplingCases: Contract<"x", ResampleAttrs>["cases"] = {
  doubles: [{ x: [2, 3, 4, 5] }, { size: [8, 10], ...halfPixel }],
  "doubles, corners aligned": [{ x: [2, 3, 4, 5] }, { size: [8, 10], ...corners }],
  "7 x 5 to 13 x 17": [{ x: [1, 2, 7, 5] }, { size: [13, 17], ...halfPixel }],
  "7 x 5 to 13 x 17, corners aligned": [{ x: [1, 2, 7, 5] }, { size: [13, 17], ...corners }],
  "7 x 5 to 13 x 17, asymmetric": [{ x: [1, 2, 7, 5] }, { size: [13, 17], ...asymmetric }],
  "spreads one pixel": [{ x: [1, 4, 1, 1] }, { size: [9, 3], ...halfPixel }],
  "spreads one pixel, corners aligned": [{ x: [1, 4, 1, 1] }, { size: [9, 3], ...corners }],
  "spreads one pixel, asymmetric": [{ x: [1, 4, 1, 1] }, { size: [9, 3], ...asymmetric }],
  "leaves its input as is": [{ x: [1, 1, 5, 5] }, { size: [5, 5], ...halfPixel }],
  "leaves its input as is, corners aligned": [{ x: [1, 1, 5, 5] }, { size: [5, 5], ...corners }],
  shrinks: [{ x: [1, 2, 11, 23] }, { size: [4, 5], ...halfPixel }],
  "shrinks, corners aligned": [{ x: [1, 2, 11, 23] }, { size: [4, 5], ...corners }],
  "shrinks, asymmetric": [{ x: [1, 2, 11, 23] }, { size: [4, 5], ...asymmetric }],
  "skips more columns than it reads": [{ x: [1, 1, 2, 61] }, { size: [2, 5], ...halfPixel }],
  "to one row": [{ x: [1, 2, 6, 3] }, { size: [1, 7], ...halfPixel }],
  "to one row, corners aligned": [{ x: [1, 2, 6, 3] }, { size: [1, 7], ...corners }],
  "to one row of ONNX's half pixels": [
    { x: [1, 2, 6, 3] },
    { size: [1, 7], coordinateMode: "pytorch_half_pixel" },
  ],
  "to one pixel, corners aligned": [{ x: [2, 1, 5, 6] }, { size: [1, 1], ...corners }],
  "grows along one axis and shrinks along the other": [{ x: [1, 1, 3, 19] }, { size: [40, 8], ...halfPixel }],
  "by a factor that loses a part of a pixel": [{ x: [1, 2, 5, 7] }, { scaleFactor: 1.7, ...halfPixel }],
  "by a factor that adds no row": [{ x: [1, 2, 5, 9] }, { scaleFactor: 1.189, ...halfPixel }],
  "by a factor that adds no row, asymmetric": [{ x: [1, 2, 5, 9] }, { scaleFactor: 1.189, ...asymmetric }],
  "by factors above and below 1": [{ x: [1, 1, 5, 9] }, { scaleFactor: [2.3, 0.45], ...halfPixel }],
  "by factors above and below 1, asymmetric": [
    { x: [1, 1, 5, 9] },
    { scaleFactor: [2.3, 0.45], ...asymmetric },
  ],
  "by a factor, corners aligned": [{ x: [1, 1, 5, 9] }, { scaleFactor: 1.7, ...corners }],
  "rows longer than one invocation's run": [{ x: [1, 1, 2, 37] }, { size: [3, 150], ...halfPixel }],
};
