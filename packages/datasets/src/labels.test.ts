import { describe, expect, it } from "vitest";
import { flipHorizontal } from "./augment/flip.ts";
import { rotate } from "./augment/rotate.ts";
import { scaleCrop } from "./augment/scale-crop.ts";
import { collate } from "./batch/collate.ts";
import { emptyTarget } from "./empty-target.ts";
import { emptyLabels, ignoredBy, ignoreLabel } from "./labels.ts";
import { resizeSample } from "./resize/resize-sample.ts";
import { targetOf } from "./sample.fixture.ts";

describe("labels", () => {
  it("take a byte for up to 255 classes, two for more; the highest number is of no class", () => {
    for (const [classes, bytes, ignored] of [
      [1, 1, 255],
      [255, 1, 255],
      [256, 2, 65535],
      [894, 2, 65535],
    ] as const) {
      const labels = emptyLabels(3, classes);
      expect([...labels]).toEqual([ignored, ignored, ignored]);
      expect(labels.BYTES_PER_ELEMENT).toBe(bytes);
      expect([ignoreLabel(classes), ignoredBy(labels)]).toEqual([ignored, ignored]);
    }
  });

  it("stay whole whatever is done to a sample", () => {
    const labels = Uint16Array.of(255, 893, 65535, 300, 256, 2);
    const size = { width: 3, height: 2 };
    const sample = {
      ...{ name: "a", ...size, image: new Float32Array(18) },
      targets: { segmentation: { kind: "classes", labels } },
    } as const;
    const of = (changed: Parameters<typeof targetOf>[0]) => targetOf(changed, "classes").labels;
    expect(of(flipHorizontal(sample))).toEqual(Uint16Array.of(65535, 893, 255, 2, 256, 300));
    expect(of(resizeSample(sample, { width: 1, height: 2 }))).toEqual(Uint16Array.of(893, 256));
    expect(of(scaleCrop(sample, { scale: 2, x: 1, y: 0 }))).toEqual(new Uint16Array(6).fill(893));
    expect(of(rotate(sample, 180))).toEqual(Uint16Array.of(2, 256, 300, 65535, 893, 255));
    const batch = collate([sample, sample]);
    expect(of(batch)).toEqual(Uint16Array.of(...labels, ...labels));
    expect(batch.labelled).toEqual({ segmentation: 10 });
    const task = { name: "segmentation", kind: "classes", channels: 894, classes: [] } as const;
    expect(emptyTarget(task, size)).toEqual({ kind: "classes", labels: new Uint16Array(6).fill(65535) });
  });
});
