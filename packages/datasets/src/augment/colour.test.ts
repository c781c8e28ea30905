import { describe, expect, it } from "vitest";
import { brighten, contrast, saturate, turnHue } from "./colour.ts";
import { close, golden } from "./golden.fixture.ts";

const changes = new Map(Object.entries({ brighten, contrast, saturate, turnHue }));

describe("colours agree with torchvision", () => {
  it("in every function", () => {
    expect(new Set(golden.colours.map(({ name }) => name))).toEqual(new Set(changes.keys()));
  });

  it.each(golden.colours)("$name by $by", ({ name, by, image }) => {
    const got = Float32Array.from(golden.image);
    changes.get(name)!(got, by);
    close(got, image);
  });
});
