/** Class indexes: bytes, or two bytes each for tasks of more than 255 classes. */
export type Labels = Uint8Array | Uint16Array;

/** Label of a pixel that belongs to no class, in a byte; losses and metrics leave it out. */
export const IGNORE = 255;

/** The label that stands for no class where there are so many: {@link IGNORE}, or the highest number of two bytes. */
export const ignoreLabel = (classes: number): number => (classes <= IGNORE ? IGNORE : 65535);

/** The label that stands for no class among these. */
export const ignoredBy = (labels: Labels): number =>
  ignoreLabel(labels instanceof Uint8Array ? 1 : Number.POSITIVE_INFINITY);

/** Labels for so many classes, of pixels that belong to none of them yet. */
export const emptyLabels = (pixels: number, classes: number): Labels =>
  (classes <= IGNORE ? new Uint8Array(pixels) : new Uint16Array(pixels)).fill(ignoreLabel(classes));

/** Room for other labels of the same width. */
export const labelsLike = (labels: Labels, pixels: number): Labels =>
  labels instanceof Uint8Array ? new Uint8Array(pixels) : new Uint16Array(pixels);
