import type { Target } from "@equipoise/datasets";
import sharp from "sharp";
import { expect, it } from "vitest";
import { classColour } from "./class-colour.ts";
import { BACKGROUND, UNKNOWN } from "./colour.ts";
import { ContactSheet } from "./contact-sheet.ts";
import { depthColour } from "./value-colour.ts";

const image = (red: number) => Float32Array.of(red, red, 0, 0, 0, 0);
const targets = (label: number): Target[] => [
  { kind: "classes", labels: Uint8Array.of(label, 255) },
  { kind: "depth", values: Float32Array.of(2, 4), mask: Uint8Array.of(1, 1) },
];

it("lays each image beside its targets, and as many images in a row as there is room for", async () => {
  const sheet = new ContactSheet({ width: 2, height: 1 });
  for (const i of [0, 1, 2]) await sheet.add(image(i / 2), targets(i));
  const { data, info } = await sharp(await sheet.png())
    .raw()
    .toBuffer({ resolveWithObject: true });
  // Pixels are enlarged to 96x96; two images of three pictures are side by side.
  expect([info.width, info.height, info.channels]).toEqual([
    12 + 2 * (3 * 192 + 2 * 4 + 12),
    12 + 2 * (96 + 12),
    3,
  ]);
  const at = (x: number, y: number) => [
    ...data.subarray(3 * (y * info.width + x), 3 * (y * info.width + x) + 3),
  ];
  const first = (i: number) => ({
    x: 12 + (i % 2) * (3 * 192 + 2 * 4 + 12),
    y: 12 + Math.floor(i / 2) * 108,
  });
  for (const i of [0, 1, 2]) {
    const { x, y } = first(i);
    expect(at(x, y)).toEqual([Math.round(127.5 * i), 0, 0]);
    expect([at(x + 196, y), at(x + 196 + 191, y + 95)]).toEqual([classColour(i), UNKNOWN]);
    expect([at(x + 392, y), at(x + 392 + 191, y)]).toEqual(
      [2, 4].map((metres) => depthColour(metres, { low: 2, high: 4 })),
    );
    expect(at(x + 194, y)).toEqual(BACKGROUND);
  }
  expect(at(first(1).x + 50, first(2).y + 50)).toEqual(BACKGROUND);
  expect(sheet.images).toBe(3);
});
