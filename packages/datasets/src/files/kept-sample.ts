import type { Sample, Target } from "../sample.ts";

/** A sample as it is kept: the same numbers, the image in bytes where bytes hold them. */
export interface KeptSample extends Omit<Sample, "image"> {
  readonly image: Uint8Array | Float32Array;
}

/** @param round whether an image that bytes do not hold is rounded to them: 1/255 is the step of every picture */
export function keep(sample: Sample, round: boolean): KeptSample {
  const bytes = new Uint8Array(sample.image.length);
  for (let i = 0; i < bytes.length; i++) {
    const value = sample.image[i]!;
    bytes[i] = Math.round(255 * value);
    if (!round && Math.fround(bytes[i]! / 255) !== value) return sample;
  }
  return { ...sample, image: bytes };
}

/** The sample itself, in arrays of its own. */
export function unkeep(kept: KeptSample): Sample {
  const { image, targets } = kept;
  const copies = Object.entries(targets).map(([task, target]) => [task, copy(target)]);
  return { ...kept, image: unit(image), targets: Object.fromEntries(copies) };
}

/** What a sample takes in memory. */
export function keptBytes({ image, targets }: KeptSample): number {
  return Object.values(targets).reduce((sum, target) => sum + targetBytes(target), image.byteLength);
}

const targetBytes = (target: Target): number =>
  target.kind === "classes" ? target.labels.byteLength : target.values.byteLength + target.mask.byteLength;

const copy = (target: Target): Target =>
  target.kind === "classes"
    ? { ...target, labels: target.labels.slice() }
    : { ...target, values: target.values.slice(), mask: target.mask.slice() };

function unit(image: Uint8Array | Float32Array): Float32Array {
  if (image instanceof Float32Array) return image.slice();
  const values = new Float32Array(image.length);
  for (let i = 0; i < values.length; i++) values[i] = image[i]! / 255;
  return values;
}
