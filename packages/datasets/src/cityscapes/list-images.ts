import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DataError } from "../data-error.ts";
import { unreadable } from "../folder/read-file.ts";

/** An image of the tree: the city that it was taken in, and the beginning of its files' names. */
export interface CityImage {
  readonly city: string;
  readonly stem: string;
}

/** A folder of the tree, and how its files' names end. */
export interface TreeFolder {
  readonly name: string;
  readonly ending: string;
}

/** `<folder>/<split>/<city>/<stem><ending>` */
export const fileOf = (dir: string, { name, ending }: TreeFolder, split: string, image: CityImage): string =>
  join(dir, name, split, image.city, `${image.stem}${ending}`);

/**
 * The images of a split, in order of their names; other files are passed over.
 *
 * @throws {DataError} if there are none.
 */
export async function listImages(
  dir: string,
  folder: TreeFolder,
  split: string,
): Promise<readonly CityImage[]> {
  const path = join(dir, folder.name, split);
  const images: CityImage[] = [];
  for (const city of await namesIn(path))
    for (const file of await namesIn(join(path, city)))
      if (file.endsWith(folder.ending)) images.push({ city, stem: file.slice(0, -folder.ending.length) });
  if (images.length > 0) return images;
  throw new DataError(path, {
    expected: `images <city>/<name>${folder.ending}`,
    got: "none",
    cure: "unpack the archive of these images there, or remove the folder of the split",
  });
}

/**
 * Refuses a split of which a folder holds no file for one of its images.
 *
 * @throws {DataError} that names some of those.
 */
export async function expectFiles(
  dir: string,
  folder: TreeFolder,
  split: string,
  images: readonly CityImage[],
): Promise<void> {
  const path = join(dir, folder.name, split);
  const there = new Set<string>();
  for (const city of new Set(images.map((image) => image.city)))
    for (const file of await namesIn(join(path, city))) there.add(join(city, file));
  const missing = images
    .map(({ city, stem }) => join(city, `${stem}${folder.ending}`))
    .filter((file) => !there.has(file));
  if (missing.length === 0) return;
  const some = missing.slice(0, 3).join(", ");
  throw new DataError(path, {
    expected: "a file for every image of leftImg8bit",
    got: `none named ${missing.length > 3 ? `${some} and ${missing.length - 3} more` : some}`,
    cure: "unpack the whole download, or remove the images",
  });
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith(".")).sort();
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOTDIR") return [];
    throw unreadable(folder, "a folder", cause, "unpack the whole download");
  }
}
