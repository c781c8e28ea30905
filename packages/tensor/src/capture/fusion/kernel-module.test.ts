import { describe, expect, test } from "vitest";
import { kernelModule, renamed } from "./kernel-module.ts";

describe("renamed", () => {
  const { declarations, names } = kernelModule(`
struct Params { size: u32 }
const LEAST: f32 = 1.0;
struct Range { LEAST: f32, scale : f32, @align(16) inner: Inner }
struct Inner { map: vec4f }
fn scale(LEAST: Range) -> f32 { return LEAST.scale * LEAST.inner.map.x; }
fn map(at: u32, v: vec4f) -> vec4f {
  var range: Range;
  return scale(range) * v + LEAST;
}
@compute @workgroup_size(64) fn main() {}
`);

  test("declarations and their uses, but no field of the same name, where declared or behind a dot", () => {
    expect(names).toEqual(["LEAST", "Range", "Inner", "scale", "map"]);
    expect(renamed(declarations, names, "_1")).toBe(`const LEAST_1: f32 = 1.0;
struct Range_1 { LEAST: f32, scale : f32, @align(16) inner: Inner_1 }
struct Inner_1 { map: vec4f }
fn scale_1(LEAST_1: Range_1) -> f32 { return LEAST_1.scale * LEAST_1.inner.map.x; }
fn map_1(at: u32, v: vec4f) -> vec4f {
  var range: Range_1;
  return scale_1(range) * v + LEAST_1;
}`);
  });

  test("nothing where there are no names", () => {
    expect(renamed("fn map() {}", [], "_1")).toBe("fn map() {}");
  });
});
