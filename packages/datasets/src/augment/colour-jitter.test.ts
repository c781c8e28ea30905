import { describe, expect, it } from "vitest";
import { seeded } from "../random.ts";
import { countingSample } from "../sample.fixture.ts";
import type { Sample } from "../sample.ts";
import { brighten, contrast, saturate, turnHue } from "./colour.ts";
import { jitterColours } from "./colour-jitter.ts";

const sample = countingSample({ width: 5, height: 4 });

/** A picture of one colour, whose changes tell their factors. */
const plain = (r: number, g: number, b: number): Sample => ({
  name: "plain/0",
  width: 1,
  height: 1,
  image: Float32Array.of(r, g, b),
  targets: {},
});

describe("jitterColours", () => {
  it("changes the image alone, and leaves its input as it was", () => {
    const jitter = { brightness: 0.4, contrast: 0.4, saturation: 0.4, hue: 0.2 };
    const out = jitterColours(sample, jitter, seeded("x", 1));
    expect(out.image).not.toEqual(sample.image);
    expect({ ...out, image: null }).toEqual({ ...sample, image: null });
    expect(sample).toEqual(countingSample({ width: 5, height: 4 }));
  });

  it("draws nothing if asked for nothing", () => {
    const random = seeded("x", 1);
    expect(jitterColours(sample, { brightness: 0, hue: 0 }, random)).toBe(sample);
    expect(random.uniform()).toBe(seeded("x", 1).uniform());
  });

  it("draws factors from all of their range", () => {
    const factors = Array.from({ length: 400 }, (_, seed) => {
      const { image } = jitterColours(plain(0.25, 0.25, 0.25), { brightness: 0.6 }, seeded("x", seed));
      return image[0]! / 0.25;
    });
    expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.4);
    expect(Math.min(...factors)).toBeLessThan(0.42);
    expect(Math.max(...factors)).toBeLessThanOrEqual(1.6);
    expect(Math.max(...factors)).toBeGreaterThan(1.58);
    // Below 0 a factor would turn dark and bright round.
    const two = { ...plain(0, 0, 0), width: 2, image: Float32Array.of(0.4, 0.6, 0.4, 0.6, 0.4, 0.6) };
    for (let seed = 0; seed < 50; seed++) {
      const { image } = jitterColours(two, { contrast: 3 }, seeded("x", seed));
      expect(image[1]! - image[0]!).toBeGreaterThanOrEqual(0);
    }
  });

  it("turns hues to both sides", () => {
    // A red that is turned gains green to the one side, blue to the other: six times the turn.
    const turns = Array.from({ length: 400 }, (_, seed) => {
      const { image } = jitterColours(plain(1, 0, 0), { hue: 0.1 }, seeded("x", seed));
      return (image[1]! - image[2]!) / 6;
    });
    expect([Math.min(...turns), Math.max(...turns)].map((turn) => Math.round(turn * 100))).toEqual([-10, 10]);
  });

  it("applies every change once, in every order", () => {
    const jitter = { brightness: 0.9, contrast: 0.9, saturation: 0.9, hue: 0.4 };
    const ranges = [
      [brighten, 0.1, 1.9],
      [contrast, 0.1, 1.9],
      [saturate, 0.1, 1.9],
      [turnHue, -0.4, 0.4],
    ] as const;
    const orders = new Set<string>();
    for (let seed = 0; seed < 200; seed++) {
      const random = seeded("x", seed);
      const left = [...ranges];
      const order: string[] = [];
      const image = sample.image.slice();
      while (left.length > 0) {
        const [[change, low, high]] = left.splice(random.integer(left.length), 1) as [
          (typeof ranges)[number],
        ];
        change(image, random.uniform(low, high));
        order.push(change.name);
      }
      orders.add(order.join());
      expect(jitterColours(sample, jitter, seeded("x", seed)).image).toEqual(image);
    }
    expect(orders.size).toBe(24);
  });
});
