import type { Contract } from "../../testing/contract.ts";
import { sampleLabels, uniform } from "../../testing/vectors.ts";
import { type DiceLossAttrs, diceLossOp } from "./dice-loss-op.ts";

const attrs: DiceLossAttrs = { ignoreIndex: -100, smooth: 1, squared: false, perImage: false };
const u8 = { labels: "u8" } as const;

export const contract: Contract<"logits" | "labels", DiceLossAttrs> = {
  op: diceLossOp,
  reference(
    { logits, labels },
    { logits: [N, C, H = 1, W = 1] },
    { ignoreIndex, smooth, squared, perImage },
  ) {
    const pixels = H * W;
    const power = (value: number) => (squared ? value ** 2 : value);
    const groups = Array.from({ length: perImage ? N : 1 }, () => ({
      overlap: new Float64Array(C),
      size: new Float64Array(C),
      labelled: 0,
    }));
    labels.forEach((label, i) => {
      if (label === ignoreIndex) return;
      const group = groups[perImage ? Math.floor(i / pixels) : 0]!;
      const at = (c: number) => Math.exp(logits[(Math.floor(i / pixels) * C + c) * pixels + (i % pixels)]!);
      const total = Array.from({ length: C }, (_, c) => at(c)).reduce((a, b) => a + b);
      for (let c = 0; c < C; c++) {
        const [q, t] = [at(c) / total, Number(label === c)];
        group.overlap[c]! += q * t;
        group.size[c]! += power(q) + power(t);
      }
      group.labelled++;
    });
    const losses = groups
      .filter(({ labelled }) => labelled > 0)
      .map(({ overlap, size }) => {
        const scores = overlap.map((value, c) => (2 * value + smooth) / (size[c]! + smooth));
        return 1 - scores.reduce((a, b) => a + b) / C;
      });
    return Float64Array.of(losses.reduce((a, b) => a + b, 0) / losses.length);
  },
  sample: {
    logits: (elements, seed) => uniform(elements, seed).map((value) => 3 * value),
    labels: sampleLabels,
  },
  cases: {
    "13 classes": [{ logits: [2, 13, 5, 7], labels: [2, 5, 7] }, attrs],
    "u8 labels": [{ logits: [2, 3, 5, 7], labels: [2, 5, 7] }, { ...attrs, ignoreIndex: 255 }, u8],
    "each image alone": [
      { logits: [3, 4, 3, 5], labels: [3, 3, 5] },
      { ...attrs, perImage: true },
    ],
    squares: [
      { logits: [2, 3, 5, 7], labels: [2, 5, 7] },
      { ...attrs, squared: true, smooth: 0.5 },
    ],
    "squares of each image": [
      { logits: [3, 4, 3, 5], labels: [3, 3, 5] },
      { ...attrs, squared: true, perImage: true, smooth: 1e-5 },
    ],
    "no smoothing": [
      { logits: [2, 3, 5, 7], labels: [2, 5, 7] },
      { ...attrs, smooth: 0 },
    ],
    "a class that is ignored": [
      { logits: [2, 3, 5, 7], labels: [2, 5, 7] },
      { ...attrs, ignoreIndex: 1 },
    ],
    "many pixels": [{ logits: [2, 2, 61, 67], labels: [2, 61, 67] }, { ...attrs, ignoreIndex: 255 }, u8],
    "rows without pixels": [{ logits: [9, 4], labels: [9] }, attrs],
  },
  errors: {
    "diceLoss: expected logits [N, C, H, W] and labels [N, H, W], or [N, C] and [N]; got logits [2, 3, 5, 7], labels [2, 7, 5]":
      [{ logits: [2, 3, 5, 7], labels: [2, 7, 5] }, attrs],
    "diceLoss: expected an integer ignoreIndex of 32 bits; got ignoreIndex 0.5": [
      { logits: [2, 3], labels: [2] },
      { ...attrs, ignoreIndex: 0.5 },
    ],
    "diceLoss: expected a finite smooth >= 0; got smooth -1": [
      { logits: [2, 3], labels: [2] },
      { ...attrs, smooth: -1 },
    ],
  },
  bench: {
    "NYUv2, half size": [
      { logits: [8, 13, 144, 192], labels: [8, 144, 192] },
      { ...attrs, ignoreIndex: 255 },
      u8,
    ],
  },
};
