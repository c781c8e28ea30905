import { expect, it } from "vitest";
import { labelledPixels } from "./batch/collate.ts";
import { emptyTarget } from "./empty-target.ts";

const size = { width: 2, height: 1 };

it("has the shape of the task's targets, and no pixel with a value", () => {
  const classes = emptyTarget({ name: "s", kind: "classes", channels: 3, classes: ["a", "b", "c"] }, size);
  expect(classes).toEqual({ kind: "classes", labels: Uint8Array.of(255, 255) });
  const heat = emptyTarget({ name: "h", kind: "heatmap", channels: 2 }, size);
  expect(heat).toEqual({ kind: "heatmap", values: new Float32Array(4), mask: new Uint8Array(2) });
  expect([classes, heat].map(labelledPixels)).toEqual([0, 0]);
});
