/** The classes of a room, in label order. */
export const roomClasses = [
  "wall",
  "floor",
  "ceiling",
  "window",
  "picture",
  "bed",
  "sofa",
  "table",
  "chair",
  "shelf",
  "object",
] as const;

export type Label = (typeof roomClasses)[number];
