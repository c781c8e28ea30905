import { describe, expect, it } from "vitest";
import { seeded } from "../random.ts";
import { refusal } from "../refusal.fixture.ts";
import { countingSample } from "../sample.fixture.ts";
import { augmentation } from "./augmentation.ts";
import { flipHorizontal } from "./flip.ts";
import { scaleCrop } from "./scale-crop.ts";

const sample = countingSample({ width: 6, height: 4 });

describe("augmentation", () => {
  it("gives the same pixels for the same stream, and others for others", () => {
    const augment = augmentation();
    expect(augment(sample, seeded("x", 3))).toEqual(augment(sample, seeded("x", 3)));
    const images = new Set(
      Array.from({ length: 60 }, (_, seed) => augment(sample, seeded("x", seed)).image.join()),
    );
    expect(images.size).toBeGreaterThan(20);
  });

  it("reaches every place of the window and both directions, and nothing else", () => {
    const places = [0, 1, 2, 3].flatMap((x) => [0, 1, 2].map((y) => scaleCrop(sample, { scale: 2, x, y })));
    const possible = new Set([...places, ...places.map(flipHorizontal)].map(({ image }) => image.join()));
    const augment = augmentation({ scales: [2] });
    const seen = new Set(
      Array.from({ length: 300 }, (_, seed) => augment(sample, seeded("x", seed)).image.join()),
    );
    expect(seen).toEqual(possible);
  });

  it("does nothing if asked for nothing", () => {
    expect(augmentation({ flip: 0, scales: [1] })(sample, seeded("x", 0))).toBe(sample);
  });

  it("always flips with probability 1", () => {
    expect(augmentation({ flip: 1, scales: [1] })(sample, seeded("x", 0))).toEqual(flipHorizontal(sample));
  });

  it("hands zoomNormals on", () => {
    const augment = augmentation({ flip: 0, scales: [4], zoomNormals: true });
    const one = countingSample({ width: 1, height: 1 });
    expect(augment(one, seeded("x", 0))).toEqual(scaleCrop(one, { scale: 4, x: 0, y: 0, zoomNormals: true }));
  });

  it.each([
    [{ flip: 2 }, "augmentation: expected flip to be a probability 0..1; got 2"],
    [{ flip: Number.NaN }, "augmentation: expected flip to be a probability 0..1; got NaN"],
    [{ scales: [] }, "augmentation: expected scales to be numbers >= 1, at least one; got []"],
    [{ scales: [1, 0.5] }, "augmentation: expected scales to be numbers >= 1, at least one; got [1, 0.5]"],
  ])("refuses %o", async (options, message) => {
    expect(await refusal(() => augmentation(options))).toBe(message);
  });
});
