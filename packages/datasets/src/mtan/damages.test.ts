import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { newFolder, put } from "../folder/folder.fixture.ts";
import { testDamages } from "../fuzz.fixture.ts";
import type { Planes } from "../npy/to-planes.ts";
import { coloursOf, labelsOf, normalsOf, positiveOf, readPlanes } from "./read-arrays.ts";

const uses: Readonly<Record<string, readonly [planes: 1 | 3, use: (file: string, read: Planes) => unknown]>> =
  {
    image: [3, coloursOf],
    label: [1, (file, read) => labelsOf(file, read, 13)],
    depth: [1, (_, read) => positiveOf("depth", read)],
    normal: [3, (_, read) => normalsOf(read, [1, -1, -1])],
  };

for (const [folder, [planes, use]] of Object.entries(uses)) {
  let dir: string;
  testDamages(
    `MTAN's ${folder}`,
    async () => {
      dir = await newFolder();
      return readFile(new URL(`golden/nyuv2/train/${folder}/1.npy`, import.meta.url));
    },
    async (bytes) => {
      await put(dir, "1.npy", bytes);
      const file = join(dir, "1.npy");
      use(file, await readPlanes(file, planes, undefined));
    },
  );
}
