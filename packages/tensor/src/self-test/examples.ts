import { contract as batchNorm2d } from "../ops/batch-norm2d/batch-norm2d.contract.ts";
import { contract as conv2d } from "../ops/conv2d/conv2d.contract.ts";
import { contract as cosineLoss } from "../ops/cosine-loss/cosine-loss.contract.ts";
import { contract as crossEntropy2d } from "../ops/cross-entropy2d/cross-entropy2d.contract.ts";
import { contract as matmul } from "../ops/matmul/matmul.contract.ts";
import { contract as maxPool2d } from "../ops/max-pool2d/max-pool2d.contract.ts";
import { contracts as reductions } from "../ops/reduce/reduce.contract.ts";
import { contract as upsampleBilinear2d } from "../ops/upsample-bilinear2d/upsample-bilinear2d.contract.ts";
import type { Case, Contract } from "../testing/contract.ts";

/** A contract whose inputs and options are no longer told apart by type. */
export type AnyContract = Contract<string, unknown, string>;
export type AnyCase = Case<string, unknown, string>;

/** A case of a contract, by its name. */
export interface Example {
  readonly contract: AnyContract;
  readonly name: string;
}

const of = <I extends string, A, O extends string>(
  contract: Contract<I, A, O>,
  ...names: readonly string[]
): Example[] => names.map((name) => ({ contract: contract as unknown as AnyContract, name }));

/** Calls that meet the kernels a training step spends its time in, small enough to be defined in a moment. */
export const EXAMPLES: readonly Example[] = [
  ...of(matmul, "more than a tile along each axis", "a long sum in chunks"),
  ...of(conv2d, "a head of 13 classes", "halves with stride 2", "dilation 2", "depthwise 5x5"),
  ...of(conv2d, "18 channels to 21 with a 1x1 window"),
  ...of(batchNorm2d, "training over several lanes of each plane", "evaluation"),
  ...of(maxPool2d, "overlaps, with padding"),
  ...of(upsampleBilinear2d, "doubles", "7 x 5 to 13 x 17, corners aligned"),
  ...of(crossEntropy2d, "u8 labels"),
  ...of(cosineLoss, "a mask of one channel"),
  ...reductions.flatMap((contract) => of(contract, "a channel's sum over many pixels")),
];
