import { readFileSync } from "node:fs";
import { expect } from "vitest";

interface Golden {
  readonly width: number;
  readonly height: number;
  readonly image: readonly number[];
  readonly colours: readonly { name: string; by: number; image: readonly number[] }[];
  readonly labels: readonly number[];
  readonly values: readonly number[];
  readonly mask: readonly number[];
  readonly turns: readonly {
    degrees: number;
    image: readonly number[];
    labels: readonly number[];
    mask: readonly number[];
    values: readonly number[];
    nearest: readonly number[];
  }[];
}

/** What torchvision makes of one image; golden/make.py wrote it. */
export const golden: Golden = JSON.parse(
  readFileSync(new URL("./golden/augment.json", import.meta.url), "utf8"),
);

/** Equal to what torchvision computes in 32 bits. */
export function close(got: ArrayLike<number>, wanted: readonly number[]): void {
  expect(got.length).toBe(wanted.length);
  for (let i = 0; i < wanted.length; i++) expect(Math.abs(got[i]! - wanted[i]!)).toBeLessThan(2e-6);
}
