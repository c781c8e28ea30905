import { describe, expect, it } from "vitest";
import { grey, pixels, png, size } from "../folder/folder.fixture.ts";
import { npyOf, npzOf } from "../npy/npy.fixture.ts";
import { initialised, labels, metres, photo, sky } from "./init.fixture.ts";

describe("initFolder", () => {
  it("finds folders of splits, with kinds in them, and says why it takes them for what", async () => {
    const files: Record<string, Uint8Array> = {};
    for (const [k, at] of ["training/#/a", "training/#/b", "validation/#/c"].entries()) {
      files[`${at.replace("#", "photo")}.png`] = photo(k);
      files[`${at.replace("#", "seg")}.png`] = labels(k);
      files[`${at.replace("#", "tof")}.png`] = metres(k);
    }
    files["training/sky/a.png"] = sky();
    const { manifest, lengths, lines, written } = await initialised(files);
    expect(manifest).toEqual({
      name: expect.any(String),
      size,
      splits: { train: "training", val: "validation" },
      input: { folder: "photo", format: "png" },
      tasks: {
        seg: {
          kind: "classes",
          ignore: 255,
          classes: ["class_0", "class_1", "class_2"],
          folder: "seg",
          format: "png",
        },
        sky: { kind: "mask", folder: "sky", format: "png", optional: true },
        tof: { kind: "depth", scale: 0.001, folder: "tof", format: "png" },
      },
    });
    expect(lengths).toEqual({ train: 2, val: 1 });
    expect(written).toEqual(["dataset.json"]);
    expect(lines).toEqual([
      "photo, png: RGB PNG of 8 bits, 3 of them: the input",
      "seg, png: grey PNG of 8 bits with 4 different values in 3 files: 3 classes, 255 for none; named by number: write their names under classes",
      'sky, png: grey PNG of 8 bits, 0 and 255 in 1 file: a mask, inside above 0; if those are classes, say "kind": "classes"; 2 pictures without one: optional',
      "tof, png: grey PNG of 16 bits with values 1500..3802: depth, of which 0 is unknown; in millimetres, I guess, which puts the middle at 2.7 metres: correct scale if that is not so",
      "train: 2 images in training",
      "val: 1 image in validation",
      "size: 6x4, that of 3 pictures looked at",
    ]);
  });

  it("takes lists that are there, arrays of one file, names of classes, and several sizes", async () => {
    const files: Record<string, string | Uint8Array> = {
      "train.txt": "s0\ns1\n",
      "val.txt": "arrays/s2.npz\n",
      "test.txt": "nowhere\n",
      "classes.txt": "road\ncar\n\ntree\n",
    };
    for (const k of [0, 1, 2])
      files[`arrays/s${k}.npz`] = npzOf({
        image: npyOf(
          Float32Array.from({ length: (4 + k) * 18 }, (_, i) => (i % 17) / 17),
          [4 + k, 6, 3],
        ),
        seg: npyOf(
          Int32Array.from({ length: (4 + k) * 6 }, (_, i) => (i % 4) - 1),
          [4 + k, 6],
        ),
      });
    const { manifest, lengths, lines } = await initialised(files);
    expect(manifest).toEqual({
      name: expect.any(String),
      resize: { width: 6, height: 5 },
      splits: { train: { list: "train.txt" }, val: { list: "val.txt" } },
      input: { folder: "arrays", format: "npz", key: "image" },
      tasks: {
        seg: {
          kind: "classes",
          ignore: -1,
          classes: ["road", "car", "tree"],
          folder: "arrays",
          format: "npz",
          key: "seg",
        },
      },
    });
    expect(lengths).toEqual({ train: 2, val: 1 });
    expect(lines).toContain("test.txt: a list of which 1 names are none of arrays's files: passed over");
    expect(lines).toContain("classes.txt: names of 3 classes");
  });

  it("passes over what no picture is called like, and what is of another size", async () => {
    const { manifest, lines } = await initialised({
      "image/a.png": photo(0),
      "mask/a.png": sky(),
      "depth/a_depth.png": metres(0),
      "labels/a.png": png(
        grey((i) => i % 3, 6),
        1,
        { width: 3, height: 2 },
      ),
      "broken/a.png": "no picture",
    });
    expect(manifest).toMatchObject({ tasks: { mask: { kind: "mask" } } });
    expect(lines).toEqual(
      expect.arrayContaining([
        "depth, png: no file has the name of a picture (depth/a_depth.png, where a picture is image/a.png): passed over; name them alike",
        "labels, png: of 3x2 pixels where the picture is of 6x4: passed over; export pictures and maps at one size",
        "broken, png: no file can be read; passed over",
      ]),
    );
  });

  it("turns normals as depth beside them says", async () => {
    const plane = Float32Array.from({ length: 3 * pixels }, (_, i) => [0.1, -0.4, 0.9][i % 3]!);
    const slope = Float32Array.from({ length: pixels }, (_, i) => 3 - 0.1 * Math.floor(i / 6));
    const { manifest, lines } = await initialised({
      "image/a.png": photo(0),
      "normal/a.npy": npyOf(plane, [4, 6, 3]),
      "depth/a.npy": npyOf(slope, [4, 6]),
    });
    expect(manifest).toMatchObject({
      tasks: { normal: { kind: "normals", scale: [1, 1, -1] }, depth: { kind: "depth" } },
    });
    expect(lines.at(-1)).toBe(
      "normal: turned by the scale [1,1,-1], so that normals go along with depth: x right, y down, z forward",
    );
  });
});
