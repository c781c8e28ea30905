import { join } from "node:path";
import { allInOrder } from "../all-in-order.ts";
import { DataError } from "../data-error.ts";
import type { Dataset } from "../dataset.ts";
import { emptyTarget } from "../empty-target.ts";
import { expectOneOf } from "../expect-one-of.ts";
import { type FileOptions, fileDataset } from "../files/file-dataset.ts";
import { imageAt } from "../files/image-at.ts";
import { foldersThere } from "../files/what-is-there.ts";
import { decodeImage } from "../folder/decode-picture.ts";
import { sizeOfPicture } from "../folder/expect-size.ts";
import { readBytes } from "../folder/read-file.ts";
import { resizeTarget } from "../resize/resize-target.ts";
import type { Intrinsics, Sample, Size, Target } from "../sample.ts";
import { readCamera } from "./camera.ts";
import type { CityscapesClasses } from "./classes.ts";
import { type CityImage, expectFiles, fileOf, listImages } from "./list-images.ts";
import { type CityscapesDepth, tree, treeTasks } from "./tasks.ts";

export interface CityscapesOptions extends FileOptions {
  /** Default 19. */
  readonly classes?: CityscapesClasses | undefined;
  /**
   * `disparity`, the default: a task `disparity` of the kind inverse depth, in pixels of the stored image. `metric`: a
   * task `depth` in metres, by the camera of each image.
   */
  readonly depth?: CityscapesDepth | undefined;
}

/**
 * Cityscapes as it is published: a tree `leftImg8bit/<split>/<city>/` with `gtFine`, `disparity` and `camera` beside it,
 * of which either of the first two may be left out. A split of which a folder holds nothing, such as the labels of
 * `test`, has empty targets.
 *
 * @throws {DataError} if a file cannot be used.
 * @see Cordts et al.: The Cityscapes Dataset for Semantic Urban Scene Understanding, CVPR 2016
 */
export async function openCityscapes(dir: string, options: CityscapesOptions = {}): Promise<Dataset> {
  const classes = expectOneOf("openCityscapes", "classes", options.classes, [7, 19]) ?? 19;
  const depth = expectOneOf("openCityscapes", "depth", options.depth, ["disparity", "metric"]) ?? "disparity";
  const splits = new Map<string, readonly CityImage[]>();
  for (const split of await foldersThere(join(dir, tree.image.name), ["train", "val", "test"]))
    splits.set(split, await listImages(dir, tree.image, split));
  const [start] = splits;
  if (start === undefined)
    throw new DataError(join(dir, tree.image.name), {
      expected: "folders train, val or test",
      got: "none of them",
      cure: "name the folder that leftImg8bit_trainvaltest.zip was unpacked in",
    });
  const [split, [first]] = start;
  const firstFile = fileOf(dir, tree.image, split, first!);
  const { width, height } = await decodeImage(firstFile, await readBytes(firstFile), undefined);
  const tasks = await treeTasks(dir, classes, depth);
  for (const task of tasks)
    for (const [split, images] of splits)
      if (task.splits.includes(split))
        for (const folder of task.folders) await expectFiles(dir, folder, split, images);

  const wanted = sizeOfPicture(firstFile, { width, height });
  const read = async (split: string, image: CityImage, size: Size): Promise<Sample> => {
    const file = fileOf(dir, tree.image, split, image);
    const [colours, ...targets] = await allInOrder([
      readBytes(file).then((bytes) => decodeImage(file, bytes, wanted)),
      ...tasks.map(async ({ info, splits, read }): Promise<[string, Target]> => {
        if (!splits.includes(split)) return [info.name, emptyTarget(info, size)];
        return [info.name, resizeTarget(await read(split, image, wanted), wanted, size)];
      }),
    ]);
    const name = `${split}/${image.stem}`;
    return {
      name,
      ...size,
      image: imageAt(colours.data, wanted, size),
      targets: Object.fromEntries(targets),
    };
  };
  const intrinsics = await intrinsicsOf(dir, split, first!);
  const reader = {
    name: "cityscapes",
    tasks: tasks.map(({ info }) => info),
    splits,
    size: { width, height },
    ...(intrinsics && { intrinsics }),
    read,
  };
  return fileDataset("openCityscapes", reader, options);
}

/** The camera of an image, which those of others hardly differ from; nothing where cameras were not downloaded. */
async function intrinsicsOf(dir: string, split: string, image: CityImage): Promise<Intrinsics | undefined> {
  const [there] = await foldersThere(join(dir, tree.camera.name), [split]);
  return there === undefined
    ? undefined
    : (await readCamera(fileOf(dir, tree.camera, split, image))).intrinsics;
}
