import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DataError } from "../data-error.ts";
import { refusal } from "../refusal.fixture.ts";
import { cut, jpg, picture, says } from "./damage.fixture.ts";
import { grey, newFolder, png, put, sampleFiles, tinyFolder } from "./folder.fixture.ts";
import { openFolder } from "./open-folder.ts";

describe("a folder that cannot be used is refused with the file, the place, and what to do", () => {
  it("says the parts apart, for programs", async () => {
    const dir = await tinyFolder();
    await put(dir, "train/label/a.png", png(grey(() => 9)));
    const error = await openFolder(dir).then((dataset) =>
      dataset.sample("train", 0).catch((thrown: unknown) => thrown),
    );
    expect(error).toBeInstanceOf(DataError);
    expect(error).toMatchObject({
      name: "DataError",
      subject: join(dir, "train/label/a.png"),
      position: "row 0, column 0",
      expected: "a class 0..2 or 255 (ignore)",
      got: "9",
      cure: "correct the label, or list its class under tasks.segmentation.classes",
    });
  });

  it("keeps what the decoder said as the cause", async () => {
    const dir = await tinyFolder();
    await cut("train/depth/a.png", 15)(dir);
    const error = await openFolder(dir).then((dataset) =>
      dataset.sample("train", 0).catch((thrown: unknown) => thrown),
    );
    expect(error).toHaveProperty("cause.message");
  });

  it("refuses a file that goes away after opening", async () => {
    const dir = await tinyFolder();
    const dataset = await openFolder(dir);
    await rm(join(dir, "train/depth/b.png"));
    const said = await refusal(() => dataset.sample("train", 1));
    expect(said.replaceAll(dir, "DIR")).toBe("DIR/train/depth/b.png: expected a file; got nothing there");
    expect((await dataset.sample("train", 0)).name).toBe("train/a");
  });

  it.each([0.2, 0.5, 0.9, 0.99])("refuses a JPEG of which %d is left", async (share) => {
    const dir = await newFolder();
    await says({ input: { folder: "image", format: "jpg" }, splits: { train: "train" } })(dir);
    for (const [kind, bytes] of Object.entries(sampleFiles(0)))
      if (kind !== "image") await put(dir, `train/${kind}/a.png`, bytes);
    const bytes = await jpg();
    await put(dir, "train/image/a.jpg", bytes.subarray(0, Math.floor(bytes.length * share)));
    const said = await refusal(async () => (await openFolder(dir)).sample("train", 0));
    expect(said.replaceAll(dir, "DIR")).toBe(`DIR/train/image/a.jpg: ${picture}`);
  });

  it.each([
    ["test", 0, 'tiny: expected a split of train, val; got "test"'],
    ["train", 3, "tiny: expected an index 0..2 of split train; got 3"],
    ["train", -1, "tiny: expected an index 0..2 of split train; got -1"],
    ["train", 0.5, "tiny: expected an index 0..2 of split train; got 0.5"],
  ])("refuses %s, %d", async (split, index, message) => {
    const dataset = await openFolder(await tinyFolder());
    expect(await refusal(() => dataset.sample(split, index))).toBe(message);
  });

  it.each([
    [{ size: { width: 0, height: 4 } }, "openFolder: expected width to be an integer >= 1; got 0"],
    [
      { size: { width: 4, height: Number.NaN } },
      "openFolder: expected height to be an integer >= 1; got NaN",
    ],
    [{ cacheBytes: -1 }, "openFolder: expected cacheBytes to be an integer >= 0; got -1"],
  ])("refuses the options %o", async (options, message) => {
    const dir = await tinyFolder();
    expect(await refusal(() => openFolder(dir, options))).toBe(message);
  });
});
