import { describe, expect, it } from "vitest";
import { nearestName } from "./nearest-name.ts";

describe("nearestName", () => {
  it.each([
    ["scal", "scale"],
    ["Scale", "scale"],
    ["foldr", "folder"],
    ["intrinsic", "intrinsics"],
    ["licence", undefined],
    ["", undefined],
  ])("%s -> %s", (name, wanted) => {
    expect(nearestName(name, ["folder", "format", "scale", "invalid", "intrinsics"])).toBe(wanted);
  });
});
