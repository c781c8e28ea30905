import { DataError } from "../data-error.ts";
import { ignoredBy } from "../labels.ts";
import type { Known } from "../resize/known.ts";
import type { Sample, Target } from "../sample.ts";
import { type Turn, turnNearest, turnOf, turnSmoothly } from "./turn.ts";
import { unitNormals } from "./unit-normals.ts";

/**
 * Turns a sample about the centre of its image, counter-clockwise as it is seen, as torchvision's `rotate` does.
 *
 * The image is read bilinearly, and black outside. Labels, depths, masks and edges come from the nearest pixel, as the
 * mean of two surfaces is neither's depth; normals, heat maps and colours are averaged bilinearly over the known pixels,
 * where the nearest is one. What comes from outside the image is unknown.
 *
 * The camera turns about its optical axis, which the image's centre stands for: depth stays, and normals turn with the
 * image.
 *
 * @throws {DataError} if the angle is no number.
 */
export function rotate(sample: Sample, degrees: number): Sample {
  if (!Number.isFinite(degrees))
    throw new DataError("rotate", { expected: "degrees to be a finite number", got: String(degrees) });
  if (degrees === 0) return sample;
  const radians = (degrees * Math.PI) / 180;
  const turn = turnOf(sample, radians);
  const targets = Object.entries(sample.targets).map(([task, target]) => [
    task,
    turnTarget(target, turn, radians),
  ]);
  return { ...sample, image: turnSmoothly(sample.image, turn), targets: Object.fromEntries(targets) };
}

function turnTarget(target: Target, turn: Turn, radians: number): Target {
  const { kind } = target;
  switch (kind) {
    case "classes":
      return {
        kind,
        labels: turnNearest(target.labels, turn, target.labels.slice(), ignoredBy(target.labels)),
      };
    case "depth":
    case "inverse-depth":
    case "mask":
    case "edges":
      return { kind, ...copyNearest(target, turn) };
    case "heatmap":
    case "rgb":
      return { kind, ...averageKnown(target, turn) };
    case "normals":
      return { kind, ...unitNormals(turnVectors(averageKnown(target, turn), radians)) };
  }
}

const copyNearest = ({ values, mask }: Known, turn: Turn): Known => ({
  values: turnNearest(values, turn, values.slice(), 0),
  mask: turnNearest(mask, turn, mask.slice(), 0),
});

/** The mean of the known ones of each pixel's four, known where the nearest is. */
function averageKnown({ values, mask }: Known, turn: Turn): Known {
  const known = turnNearest(mask, turn, mask.slice(), 0);
  // Unknown values are 0 and add nothing to a sum.
  const sums = turnSmoothly(values, turn);
  const weights = turnSmoothly(mask, turn);
  for (let at = 0; at < sums.length; )
    for (let i = 0; i < known.length; i++, at++) sums[at] = known[i] === 1 ? sums[at]! / weights[i]! : 0;
  return { values: sums, mask: known };
}

/** Turns the x and y of vectors as the image is turned; y points down. */
function turnVectors({ values, mask }: Known, radians: number): Known {
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const n = mask.length;
  for (let i = 0; i < n; i++) {
    const [x, y] = [values[i]!, values[n + i]!];
    values[i] = cos * x + sin * y;
    values[n + i] = cos * y - sin * x;
  }
  return { values, mask };
}
