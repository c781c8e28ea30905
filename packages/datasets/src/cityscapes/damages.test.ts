import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { newFolder, put } from "../folder/folder.fixture.ts";
import { testDamages } from "../fuzz.fixture.ts";
import { readCamera } from "./camera.ts";
import { classOfId } from "./classes.ts";
import { readDisparity, readLabels } from "./read-maps.ts";

const wanted = { width: 8, height: 4, said: "the size of the picture", cure: "take another" };
const files: readonly [folder: string, ending: string, read: (file: string) => Promise<unknown>][] = [
  ["gtFine", "gtFine_labelIds.png", (file) => readLabels(file, wanted, classOfId(19))],
  ["disparity", "disparity.png", (file) => readDisparity(file, wanted)],
  ["camera", "camera.json", readCamera],
];

for (const [folder, ending, read] of files) {
  let dir: string;
  testDamages(
    `${ending} of Cityscapes`,
    async () => {
      dir = await newFolder();
      const path = `golden/tree/${folder}/train/aachen/aachen_000000_000019_${ending}`;
      return readFile(new URL(path, import.meta.url));
    },
    async (bytes) => {
      await put(dir, ending, bytes);
      await read(join(dir, ending));
    },
  );
}
