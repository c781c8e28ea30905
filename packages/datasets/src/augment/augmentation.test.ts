import { describe, expect, it } from "vitest";
import { seeded } from "../random.ts";
import { refusal } from "../refusal.fixture.ts";
import { countingSample } from "../sample.fixture.ts";
import { augmentation } from "./augmentation.ts";
import { jitterColours } from "./colour-jitter.ts";
import { flipHorizontal } from "./flip.ts";
import { rotate } from "./rotate.ts";
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

  it("turns, then zooms, then mirrors, then changes colours", () => {
    const colour = { brightness: 0.3, hue: 0.1 };
    for (let seed = 0; seed < 20; seed++) {
      const random = seeded("x", seed);
      const x = [random.integer(1), random.integer(4)][1]!;
      const y = random.integer(3);
      random.chance(1);
      const turned = rotate(sample, random.uniform(-20, 20));
      const zoomed = flipHorizontal(scaleCrop(turned, { scale: 2, x, y }));
      expect(augmentation({ flip: 1, scales: [2], rotation: 20, colour })(sample, seeded("x", seed))).toEqual(
        jitterColours(zoomed, colour, random),
      );
    }
  });

  it("draws the same flips and windows with rotation and colours as without", () => {
    for (let seed = 0; seed < 20; seed++) {
      const places = [{ rotation: 1e-9 }, { colour: { brightness: 1e-9 } }, {}].map((more) => {
        const { labels } = augmentation(more)(sample, seeded("x", seed)).targets["segmentation"] as {
          labels: Uint8Array;
        };
        return labels.join();
      });
      expect(new Set(places).size).toBe(1);
    }
  });

  it.each([
    [{ flip: 2 }, "augmentation: expected flip to be a probability 0..1; got 2"],
    [{ flip: Number.NaN }, "augmentation: expected flip to be a probability 0..1; got NaN"],
    [{ rotation: 46 }, "augmentation: expected rotation to be degrees 0..45; got 46"],
    [{ rotation: -1 }, "augmentation: expected rotation to be degrees 0..45; got -1"],
    [{ colour: { contrast: -0.1 } }, "augmentation: expected colour.contrast to be a number >= 0; got -0.1"],
    [
      { colour: { brightness: Number.NaN } },
      "augmentation: expected colour.brightness to be a number >= 0; got NaN",
    ],
    [
      { colour: { saturation: Number.POSITIVE_INFINITY } },
      "augmentation: expected colour.saturation to be a number >= 0; got Infinity",
    ],
    [
      { colour: { hue: 0.6 } },
      "augmentation: expected colour.hue to be a share of the colour circle 0..0.5; got 0.6",
    ],
    [{ scales: [] }, "augmentation: expected scales to be numbers >= 1, at least one; got []"],
    [{ scales: [1, 0.5] }, "augmentation: expected scales to be numbers >= 1, at least one; got [1, 0.5]"],
  ])("refuses %o", async (options, message) => {
    expect(await refusal(() => augmentation(options))).toBe(message);
  });
});
