import { allInOrder } from "../all-in-order.ts";
import { DataError } from "../data-error.ts";
import type { DataFolder } from "./data-folder.ts";
import { decodePicture, type Picture } from "./decode-picture.ts";
import { pixelPosition } from "./decode-png.ts";
import { sizeOfManifest, sizeOfPicture, type WantedSize } from "./expect-size.ts";
import type { Frame } from "./frame.ts";
import type { FileTask } from "./kinds/file-task.ts";
import type { Manifest } from "./manifest.ts";
import type { FileRow } from "./match-files.ts";

/**
 * Reads and decodes the files of a sample, all of one size: the manifest's if it says one, else the picture's.
 *
 * @throws {DataError} naming the first file, in the order of the tasks, that cannot be used.
 */
export async function decodeRow(
  data: DataFolder,
  name: string,
  { files: [picture, ...maps] }: FileRow,
  { size, input }: Manifest,
  tasks: readonly FileTask[],
): Promise<Frame> {
  const readPicture = async (wanted: WantedSize | undefined) =>
    expectKnown(picture!, await decodePicture(picture!, await data.read(picture!), wanted, input, "input"));
  const readMaps = (wanted: WantedSize | Promise<WantedSize | undefined>) =>
    tasks.map(async (task, i) => {
      const file = maps[i];
      return file === undefined ? null : (await task.decode(file, await data.read(file), await wanted)).data;
    });
  if (size !== undefined) {
    const wanted = sizeOfManifest(size);
    const [{ data: image }, ...kept] = await allInOrder([readPicture(wanted), ...readMaps(wanted)]);
    return { name, ...size, image, maps: kept };
  }
  const reading = readPicture(undefined);
  // Without a picture maps may have any size: what else is wrong with them is of interest all the same.
  const its = reading.then((found) => sizeOfPicture(picture!, found)).catch(() => undefined);
  const [{ width, height, data: image }, ...kept] = await allInOrder([reading, ...readMaps(its)]);
  return { name, width, height, image, maps: kept };
}

/** The picture itself: a network cannot see what is not there. */
function expectKnown(file: string, picture: Picture): Picture {
  const unknown = picture.data instanceof Float32Array ? picture.data.findIndex(Number.isNaN) : -1;
  if (unknown < 0) return picture;
  throw new DataError(file, {
    position: pixelPosition(unknown % (picture.width * picture.height), picture),
    expected: "colours 0..1",
    got: "NaN",
    cure: "store a colour for every pixel: a network cannot see what is unknown",
  });
}
