import { join } from "node:path";
import { DataError } from "../data-error.ts";
import type { TaskInfo } from "../dataset.ts";
import { foldersThere } from "../files/what-is-there.ts";
import type { WantedSize } from "../folder/expect-size.ts";
import type { Target } from "../sample.ts";
import { readCamera } from "./camera.ts";
import { type CityscapesClasses, cityscapesNames, classOfId } from "./classes.ts";
import { type CityImage, fileOf, type TreeFolder } from "./list-images.ts";
import { metricDepth, readDisparity, readLabels } from "./read-maps.ts";

/** The folders of the tree. */
export const tree = {
  image: { name: "leftImg8bit", ending: "_leftImg8bit.png" },
  labels: { name: "gtFine", ending: "_gtFine_labelIds.png" },
  disparity: { name: "disparity", ending: "_disparity.png" },
  camera: { name: "camera", ending: "_camera.json" },
} as const;

/** What depth is given as; see `CityscapesOptions`. */
export type CityscapesDepth = "disparity" | "metric";

/** A task of which files lie in the tree. */
export interface TreeTask {
  readonly info: TaskInfo;
  /** The folders that its files lie in, each with the splits that it has. */
  readonly folders: readonly TreeFolder[];
  /** The splits that have targets. */
  readonly splits: readonly string[];
  read(split: string, image: CityImage, wanted: WantedSize): Promise<Target>;
}

/**
 * The tasks of which there are files.
 *
 * @throws {DataError} if there are none.
 */
export async function treeTasks(
  dir: string,
  classes: CityscapesClasses,
  depth: CityscapesDepth,
): Promise<readonly TreeTask[]> {
  const tasks = [labelsTask(dir, classes), depth === "metric" ? metricTask(dir) : disparityTask(dir)];
  const found = await Promise.all(
    tasks.map(async (task) => ({
      ...task,
      splits: await foldersThere(join(dir, task.folders[0]!.name), ["train", "val", "test"]),
    })),
  );
  const there = found.filter(({ splits }) => splits.length > 0);
  if (there.length > 0) return there;
  throw new DataError(dir, {
    expected: `${tree.labels.name} or ${tree.disparity.name} beside ${tree.image.name}`,
    got: "neither",
    cure: "unpack gtFine_trainvaltest.zip or disparity_trainvaltest.zip there",
  });
}

type Task = Omit<TreeTask, "splits">;

function labelsTask(dir: string, classes: CityscapesClasses): Task {
  const names = cityscapesNames[classes];
  const table = classOfId(classes);
  return {
    info: { name: "segmentation", kind: "classes", channels: names.length, classes: names },
    folders: [tree.labels],
    read: (split, image, wanted) => readLabels(fileOf(dir, tree.labels, split, image), wanted, table),
  };
}

const disparityTask = (dir: string): Task => ({
  info: { name: "disparity", kind: "inverse-depth", channels: 1 },
  folders: [tree.disparity],
  read: (split, image, wanted) => readDisparity(fileOf(dir, tree.disparity, split, image), wanted),
});

const metricTask = (dir: string): Task => ({
  info: { name: "depth", kind: "depth", channels: 1 },
  folders: [tree.disparity, tree.camera],
  async read(split, image, wanted) {
    const { baseline, intrinsics } = await readCamera(fileOf(dir, tree.camera, split, image));
    const disparity = await readDisparity(fileOf(dir, tree.disparity, split, image), wanted);
    return metricDepth(disparity, baseline * intrinsics.fx);
  },
});
