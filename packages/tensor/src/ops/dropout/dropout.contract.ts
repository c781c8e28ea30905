import type { Contract } from "../../testing/contract.ts";
import { integers } from "../../testing/vectors.ts";
import { type DropoutAttrs, dropout2dOp, dropoutOp } from "./dropout.ts";
import { philox } from "./philox.ts";

const half = { p: 0.5, stream: 0 };

const contractOf = (
  op: typeof dropoutOp,
  runOf: (x: readonly number[]) => number,
  rest: Pick<Contract<"x" | "seed", DropoutAttrs>, "cases" | "errors" | "bench">,
): Contract<"x" | "seed", DropoutAttrs> => ({
  op,
  reference({ x, seed }, shapes, { p, stream }) {
    const run = runOf(shapes.x);
    return x.map((value, i) => {
      const r = Math.floor(i / run);
      const word = philox([Math.floor(r / 4), 0, seed[1]!, stream], [seed[0]!, 0])[r % 4]!;
      return word / 2 ** 32 >= p ? value / (1 - p) : 0;
    });
  },
  sample: { seed: (elements, seed) => integers(elements, 2 ** 32, seed) },
  ...rest,
});

const dropoutContract = contractOf(dropoutOp, () => 1, {
  cases: {
    "an odd number of elements": [{ x: [3, 5, 7], seed: [2] }, half],
    "another stream": [
      { x: [3, 5, 7], seed: [2] },
      { p: 0.5, stream: 4_000_000_000 },
    ],
    "most are kept": [
      { x: [401], seed: [2] },
      { p: 0.1, stream: 1 },
    ],
    "most are dropped": [
      { x: [401], seed: [2] },
      { p: 0.9, stream: 1 },
    ],
    "all are kept": [
      { x: [13], seed: [2] },
      { p: 0, stream: 0 },
    ],
    "all are dropped": [
      { x: [13], seed: [2] },
      { p: 1, stream: 0 },
    ],
    "a scalar": [{ x: [], seed: [2] }, half],
  },
  errors: {
    "dropout: expected seed [2], a key and an offset; got seed [1]": [{ x: [3], seed: [1] }, half],
    "dropout: expected p from 0 to 1; got p 1.5": [
      { x: [3], seed: [2] },
      { p: 1.5, stream: 0 },
    ],
    "dropout: expected p from 0 to 1; got p -0.5": [
      { x: [3], seed: [2] },
      { p: -0.5, stream: 0 },
    ],
    "dropout: expected p from 0 to 1; got p NaN": [
      { x: [3], seed: [2] },
      { p: Number.NaN, stream: 0 },
    ],
    "dropout: expected stream an integer from 0 to 2^32 - 1; got stream -1": [
      { x: [3], seed: [2] },
      { p: 0.5, stream: -1 },
    ],
    "dropout: expected stream an integer from 0 to 2^32 - 1; got stream 4294967296": [
      { x: [3], seed: [2] },
      { p: 0.5, stream: 2 ** 32 },
    ],
  },
  bench: { "1M elements": [{ x: [1024, 1024], seed: [2] }, half] },
});

const dropout2dContract = contractOf(dropout2dOp, ([, , H, W]) => H! * W!, {
  cases: {
    "planes of an odd number of pixels": [{ x: [3, 7, 5, 3], seed: [2] }, half],
    "planes of fours": [
      { x: [2, 5, 2, 6], seed: [2] },
      { p: 0.3, stream: 7 },
    ],
    "planes of one pixel": [{ x: [5, 7, 1, 1], seed: [2] }, half],
    "planes of two and three pixels": [{ x: [5, 7, 1, 3], seed: [2] }, half],
  },
  errors: {
    "dropout2d: expected x [N, C, H, W]; got x [3, 5, 7]": [{ x: [3, 5, 7], seed: [2] }, half],
    "dropout2d: expected p from 0 to 1; got p 2": [
      { x: [1, 3, 5, 7], seed: [2] },
      { p: 2, stream: 0 },
    ],
  },
  bench: { "64 channels": [{ x: [8, 64, 96, 128], seed: [2] }, half] },
});

export const contracts = [dropoutContract, dropout2dContract];
