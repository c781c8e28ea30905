import { join } from "node:path";
import { allInOrder } from "../all-in-order.ts";
import type { Dataset, TaskInfo } from "../dataset.ts";
import { type FileOptions, fileDataset } from "../files/file-dataset.ts";
import { foldersThere } from "../files/what-is-there.ts";
import { sizeOfPicture } from "../folder/expect-size.ts";
import { resizeSample } from "../resize/resize-sample.ts";
import type { Sample, Size, Target } from "../sample.ts";
import { type AxisSigns, axisSigns } from "./axis-signs.ts";
import { layoutOf, type MtanClasses } from "./layout.ts";
import { numbersIn } from "./numbered-files.ts";
import { coloursOf, labelsOf, normalsOf, positiveOf, readPlanes } from "./read-arrays.ts";

export interface MtanOptions extends FileOptions {
  /** Of Cityscapes 7 (the default where there is a `label_7`) or 19; of NYUv2 13. */
  readonly classes?: MtanClasses | undefined;
}

/**
 * NYUv2 or Cityscapes as the authors of MTAN pass it around, and most code for several tasks reads it: files
 * `{train,val}/{image,label,depth,normal}/N.npy` of arrays `[H, W, channels]`, of any type of number.
 *
 * Labels of -1 are of no class, depths of 0 and normals (0, 0, 0) unknown. What is called depth in Cityscapes is inverse
 * depth (the disparity's 16 bits as 0..1), a task `disparity` here. Normals come in the camera's frame: which way their
 * axes point is told from the depth of the first images.
 *
 * @throws {DataError} if a file cannot be used.
 * @see Liu, Johns, Davison: End-to-End Multi-Task Learning with Attention, CVPR 2019
 */
export async function openMtan(dir: string, options: MtanOptions = {}): Promise<Dataset> {
  const { name, labels, classes } = await layoutOf(dir, options.classes);
  const hasNormals = name === "nyuv2";
  const folders = ["image", labels, "depth", ...(hasNormals ? ["normal"] : [])];
  const splits = new Map<string, readonly { readonly number: number }[]>();
  for (const split of ["train", ...(await foldersThere(dir, ["val", "test"]))]) {
    const numbers = await numbersIn(folders.map((folder) => join(dir, split, folder)));
    splits.set(
      split,
      numbers.map((number) => ({ number })),
    );
  }
  const first = join(dir, "train", "image", `${splits.get("train")![0]!.number}.npy`);
  const { width, height } = await readPlanes(first, 3, undefined);
  const wanted = sizeOfPicture(first, { width, height });

  const read = async (split: string, number: number, signs: AxisSigns): Promise<Sample> => {
    const file = (folder: string) => join(dir, split, folder, `${number}.npy`);
    const [image, segmentation, depth, normals] = await allInOrder([
      readPlanes(file("image"), 3, wanted),
      readPlanes(file(labels), 1, wanted),
      readPlanes(file("depth"), 1, wanted),
      hasNormals ? readPlanes(file("normal"), 3, wanted) : undefined,
    ]);
    const targets: Record<string, Target> = {
      segmentation: { kind: "classes", labels: labelsOf(file(labels), segmentation, classes.length) },
      ...(normals
        ? { depth: positiveOf("depth", depth), normals: normalsOf(normals, signs) }
        : { disparity: positiveOf("inverse-depth", depth) }),
    };
    return { name: `${split}/${number}`, width, height, image: coloursOf(file("image"), image), targets };
  };
  const signs = hasNormals
    ? await signsOf(splits.get("train")!, (number) => read("train", number, asStored))
    : asStored;
  const segmentation: TaskInfo = { name: "segmentation", kind: "classes", channels: classes.length, classes };
  const reader = {
    name,
    tasks: [segmentation, ...(hasNormals ? nyuv2Tasks : cityscapesTasks)],
    splits,
    size: { width, height },
    notes: noteOf(signs),
    read: async (split: string, { number }: { readonly number: number }, size: Size) =>
      resizeSample(await read(split, number, signs), size),
  };
  return fileDataset("openMtan", reader, options);
}

const nyuv2Tasks: readonly TaskInfo[] = [
  { name: "depth", kind: "depth", channels: 1 },
  { name: "normals", kind: "normals", channels: 3 },
];
const cityscapesTasks: readonly TaskInfo[] = [{ name: "disparity", kind: "inverse-depth", channels: 1 }];

const asStored: AxisSigns = [1, 1, 1];

/** Told from the first three images. */
async function signsOf(
  rows: readonly { readonly number: number }[],
  read: (number: number) => Promise<Sample>,
): Promise<AxisSigns> {
  const samples = await allInOrder(rows.slice(0, 3).map(({ number }) => read(number)));
  return axisSigns(samples);
}

function noteOf(signs: AxisSigns): string[] {
  const turned = ["x", "y", "z"].filter((_, axis) => signs[axis] === -1).join(", ");
  if (turned === "") return [];
  return [
    `normals are stored with ${turned} the other way, as their depth tells: turned to x right, y down, z forward`,
  ];
}
