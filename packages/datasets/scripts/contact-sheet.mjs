// Draws the README's picture: pnpm --filter @equipoise/datasets build && node packages/datasets/scripts/contact-sheet.mjs
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { rooms } from "../dist/index.js";

const [width, height] = [192, 144];
const columns = 5;
const indexes = [9, 28, 31, 37, 10];
const dataset = rooms({ seed: 1, width, height, train: 100 });
const colours = [
  [222, 217, 205],
  [158, 125, 92],
  [245, 245, 250],
  [135, 200, 245],
  [247, 183, 77],
  [214, 90, 110],
  [88, 125, 214],
  [160, 90, 44],
  [80, 175, 105],
  [130, 85, 165],
  [235, 110, 200],
];

/** One byte of channel `c` of pixel `i`, for each row of the sheet. */
const rows = [
  ({ image }, i, c) => 255 * image[c * width * height + i],
  ({ targets }, i, c) => colours[targets.segmentation.labels[i]][c],
  ({ targets }, i) => 300 - 50 * targets.depth.values[i],
  ({ targets }, i, c) => 127.5 + 127.5 * targets.normals.values[c * width * height + i],
];

const sheet = Buffer.alloc(columns * width * rows.length * height * 3);
for (const [column, index] of indexes.entries()) {
  const sample = await dataset.sample("train", index);
  for (const [row, value] of rows.entries())
    for (let i = 0; i < width * height; i++)
      for (let c = 0; c < 3; c++) {
        const y = row * height + Math.floor(i / width);
        const x = column * width + (i % width);
        sheet[3 * (y * columns * width + x) + c] = Math.min(
          Math.max(Math.round(value(sample, i, c)), 0),
          255,
        );
      }
}
const raw = { width: columns * width, height: rows.length * height, channels: 3 };
await sharp(sheet, { raw })
  .jpeg({ quality: 88 })
  .toFile(fileURLToPath(new URL("../rooms.jpg", import.meta.url)));
