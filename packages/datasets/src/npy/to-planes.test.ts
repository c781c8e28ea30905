import { describe, expect, it } from "vitest";
import { refusal } from "../refusal.fixture.ts";
import { toPlanes } from "./to-planes.ts";

const array = (...shape: number[]) => ({
  shape,
  data: Uint8Array.from({ length: shape.reduce((product, side) => product * side, 1) }, (_, i) => i),
});

describe("toPlanes", () => {
  it("takes channels from behind or from before, and one from nowhere", () => {
    const planar = { width: 2, height: 1, data: Uint8Array.of(0, 3, 1, 4, 2, 5) };
    expect(toPlanes("a", array(1, 2, 3), 3, "HWC")).toEqual(planar);
    const before = { width: 3, height: 2, data: array(6).data };
    expect(toPlanes("a", array(1, 2, 3), 1, "CHW")).toEqual(before);
    expect(toPlanes("a", array(2, 3), 1, "CHW")).toEqual(before);
    expect(toPlanes("a", array(2, 3), 1, "HWC")).toEqual(before);
    expect(toPlanes("a", array(2, 3, 1), 1, "HWC")).toEqual(before);
  });

  it.each([
    [
      array(2, 3),
      3,
      "HWC",
      "a: expected the shape (height, width, 3); got (2, 3); save the array in that shape, or say how it lies (layout, channels)",
    ],
    [
      array(3, 3, 4),
      2,
      "CHW",
      "a: expected the shape (2, height, width); got (3, 3, 4); save the array in that shape, or say how it lies (layout, channels)",
    ],
    [
      array(2, 3, 3),
      1,
      "HWC",
      "a: expected the shape (height, width) or (height, width, 1); got (2, 3, 3); save the array in that shape, or say how it lies (layout, channels)",
    ],
    [
      array(5),
      1,
      "CHW",
      "a: expected the shape (height, width) or (1, height, width); got (5); save the array in that shape, or say how it lies (layout, channels)",
    ],
    [
      array(),
      1,
      "HWC",
      "a: expected the shape (height, width) or (height, width, 1); got (); save the array in that shape, or say how it lies (layout, channels)",
    ],
    [
      array(0, 3),
      1,
      "HWC",
      "a: expected the shape (height, width) or (height, width, 1); got (0, 3); save the array in that shape, or say how it lies (layout, channels)",
    ],
  ] as const)("refuses %o of %i planes in the layout %s", async (given, planes, layout, message) => {
    expect(await refusal(() => toPlanes("a", given, planes, layout))).toBe(message);
  });
});
