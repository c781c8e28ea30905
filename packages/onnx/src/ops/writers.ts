import { convolution } from "./convolution.ts";
import { elementwise } from "./elementwise.ts";
import { layout } from "./layout.ts";
import { normalization } from "./normalization.ts";
import type { OpWriters } from "./op-writer.ts";
import { pooling } from "./pooling.ts";
import { reduction } from "./reduction.ts";
import { resampling } from "./resampling.ts";

/** How every op that ONNX has words for is written, by the name of its record. */
export const writers: OpWriters = {
  ...convolution,
  ...normalization,
  ...pooling,
  ...resampling,
  ...elementwise,
  ...layout,
  ...reduction,
};
