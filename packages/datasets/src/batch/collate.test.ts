import { describe, expect, it } from "vitest";
import { refusal } from "../refusal.fixture.ts";
import { countingSample, targetOf } from "../sample.fixture.ts";
import { collate } from "./collate.ts";

const [a, b] = [
  countingSample({ width: 3, height: 2 }, "test/a"),
  countingSample({ width: 3, height: 2 }, "test/b"),
];

describe("collate", () => {
  it("lays samples one after the other, and counts the pixels that have a target", () => {
    const batch = collate([a, b]);
    expect(batch).toMatchObject({ size: 2, width: 3, height: 2, names: ["test/a", "test/b"] });
    expect([...batch.image]).toEqual([...a.image, ...b.image]);
    expect([...targetOf(batch, "classes").labels]).toEqual([0, 1, 2, 255, 4, 5, 0, 1, 2, 255, 4, 5]);
    expect([...targetOf(batch, "depth").values]).toEqual([1, 2, 3, 0, 5, 6, 1, 2, 3, 0, 5, 6]);
    expect([...targetOf(batch, "depth").mask]).toEqual([1, 1, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1]);
    expect([...targetOf(batch, "normals").values]).toEqual(
      [a, b].flatMap((s) => [...targetOf(s, "normals").values]),
    );
    expect(batch.labelled).toEqual({ segmentation: 10, depth: 10, normals: 10 });
  });

  it("counts 0 where no pixel has a target", () => {
    const none = { ...a, targets: { s: { kind: "classes", labels: new Uint8Array(6).fill(255) } } } as const;
    expect(collate([none]).labelled).toEqual({ s: 0 });
  });

  it("shares no memory with its samples", () => {
    const batch = collate([a]);
    batch.image.fill(9);
    targetOf(batch, "classes").labels.fill(9);
    expect(a).toEqual(countingSample({ width: 3, height: 2 }, "test/a"));
  });

  it("refuses no samples, and samples that do not fit together", async () => {
    expect(await refusal(() => collate([]))).toBe("collate: expected at least one sample; got none");
    const wide = countingSample({ width: 4, height: 2 }, "test/c");
    const tasks = "(segmentation: classes, depth: depth, normals: normals)";
    expect(await refusal(() => collate([a, wide]))).toBe(
      `collate: expected samples of one shape, test/a is 3x2 ${tasks}; got test/c 4x2 ${tasks}`,
    );
    const lone = { ...b, targets: { depth: targetOf(b, "depth") } };
    expect(await refusal(() => collate([a, lone]))).toBe(
      `collate: expected samples of one shape, test/a is 3x2 ${tasks}; got test/b 3x2 (depth: depth)`,
    );
  });
});
