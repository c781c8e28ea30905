export { type Augment, type AugmentationOptions, augmentation } from "./augment/augmentation.ts";
export { type ColourJitter, jitterColours } from "./augment/colour-jitter.ts";
export { flipHorizontal } from "./augment/flip.ts";
export { rotate } from "./augment/rotate.ts";
export { type ScaleCrop, scaleCrop } from "./augment/scale-crop.ts";
export type { BatchOptions, EpochOptions } from "./batch/batch-reader.ts";
export { type Batches, batches } from "./batch/batches.ts";
export { type Batch, collate, labelledPixels } from "./batch/collate.ts";
export { epochOrder, type OrderOptions } from "./batch/order.ts";
export { type Channels, imagenet, standardise } from "./batch/standardise.ts";
export type { ChannelStatistics } from "./check/channel-statistics.ts";
export {
  type BrokenSample,
  type CheckOptions,
  checkDataset,
  type SizeCount,
  type SplitCheck,
} from "./check/check-dataset.ts";
export type { TaskStatistics } from "./check/task-statistics.ts";
export type { CityscapesClasses } from "./cityscapes/classes.ts";
export { type CityscapesOptions, openCityscapes } from "./cityscapes/open-cityscapes.ts";
export type { CityscapesDepth } from "./cityscapes/tasks.ts";
export { DataError, type DataErrorDetails } from "./data-error.ts";
export type { Dataset, LeftOut, TaskInfo } from "./dataset.ts";
export { type InitialisedFolder, initFolder } from "./draft/init-folder.ts";
export { emptyTarget } from "./empty-target.ts";
export { type FolderOptions, openFolder } from "./folder/open-folder.ts";
export { emptyLabels, IGNORE, ignoredBy, ignoreLabel, type Labels } from "./labels.ts";
export { createLoader, defaultWorkers, type Loader, type LoaderOptions } from "./loader/loader.ts";
export type { LoadOptions } from "./loader/messages.ts";
export type { MtanClasses } from "./mtan/layout.ts";
export { type MtanOptions, openMtan } from "./mtan/open-mtan.ts";
export { type NormalsOptions, normalsFromDepth } from "./normals/normals-from-depth.ts";
export { decodeNpy, type NpyArray } from "./npy/decode-npy.ts";
export { decodeNpz } from "./npy/decode-npz.ts";
export type { Numbers } from "./npy/number-type.ts";
export type { Nyuv2Classes } from "./nyuv2/classes.ts";
export { type Nyuv2Options, openNyuv2 } from "./nyuv2/open-nyuv2.ts";
export { openPacked, type PackedOptions } from "./packed/open-packed.ts";
export { type PackOptions, packDataset } from "./packed/pack-dataset.ts";
export { type Random, seeded } from "./random.ts";
export { resizeSample } from "./resize/resize-sample.ts";
export { type RoomsOptions, rooms } from "./rooms/rooms.ts";
export {
  type ClassesTarget,
  type DenseKind,
  type DenseTarget,
  denseChannels,
  type Intrinsics,
  type Sample,
  type Size,
  type Target,
} from "./sample.ts";
export { detectFormat } from "./source/detect-format.ts";
export { heldOutSplit } from "./source/hold-out.ts";
export {
  type DatasetFormat,
  type DatasetSource,
  datasetFormats,
  openDataset,
} from "./source/open-dataset.ts";
export { withoutSamples } from "./source/without-samples.ts";
