import { DataError, type DenseKind, type Target } from "@equipoise/datasets";
import { expectKind, planeSize } from "./metric-accumulator.ts";

/** The truth of a batch where it is numbers, and how many pixels an image of it has. */
interface DenseTruth {
  readonly values: Float32Array;
  readonly mask: Uint8Array;
  /** H * W */
  readonly plane: number;
}

/** What the truth of a kind has to be. */
export interface DenseKindRule {
  /** Begins messages. */
  readonly name: string;
  readonly kind: DenseKind;
  readonly channels: number;
  /** Which values there may be where the mask is 1, and how a message names them; default any. */
  readonly accepts?: { readonly what: string; readonly value: (value: number) => boolean };
}

/** The truth that a prediction of `images` is held to. @throws {DataError} if both do not fit, or a value may not be. */
export function denseTruth(
  { name, kind, channels, accepts }: DenseKindRule,
  prediction: Float32Array,
  target: Target,
  images: number,
): DenseTruth {
  expectKind(name, target, kind);
  const { values, mask } = target;
  if (values.length !== channels * mask.length)
    throw new DataError(name, {
      expected: `a target of ${channels} x ${mask.length} values, as many pixels as its mask has`,
      got: `${values.length} values`,
    });
  const plane = planeSize(name, prediction, channels, mask.length, images);
  const wrong = accepts && values.find((value, i) => mask[i] !== 0 && !accepts.value(value));
  if (wrong !== undefined)
    throw new DataError(name, { expected: `${accepts?.what} where the mask is 1`, got: String(wrong) });
  return { values, mask, plane };
}
