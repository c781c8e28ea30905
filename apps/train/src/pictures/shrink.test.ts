import sharp from "sharp";
import { expect, test } from "vitest";
import { shrink } from "./shrink.ts";

/** A JPEG of red and blue stripes. */
const stripes = (width: number, height: number): Promise<Buffer> =>
  sharp(
    Uint8Array.from({ length: 3 * width * height }, (_, i) => (i % 3 === ((i / 30) & 2) ? 220 : 20)),
    { raw: { width, height, channels: 3 } },
  )
    .jpeg({ quality: 85, mozjpeg: true, chromaSubsampling: "4:4:4" })
    .toBuffer();

test("makes cells as wide as pages show them, in less than half of the bytes", async () => {
  const picture = await stripes(768, 384);
  const small = await shrink(picture, 3);
  expect(await sharp(small).metadata()).toMatchObject({ format: "webp", width: 576, height: 288 });
  expect(small.length).toBeLessThan(picture.length / 2);
});

test("leaves the size of cells that are no wider", async () => {
  expect(await sharp(await shrink(await stripes(300, 40), 2)).metadata()).toMatchObject({
    width: 300,
    height: 40,
  });
});
