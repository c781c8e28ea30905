import type { AugmentationOptions } from "@equipoise/datasets";
import type { Config } from "../config/schema.ts";

/** The random changes of a configuration. */
export const augmentationOf = (augment: Config["augment"]): AugmentationOptions => ({
  flip: augment.flip ? 0.5 : 0,
  scales: augment.scaleCrop ? [1, 1.2, 1.5] : [1],
  zoomNormals: augment.zoomNormals,
  rotation: augment.rotation,
  colour: {
    brightness: augment.brightness,
    contrast: augment.contrast,
    saturation: augment.saturation,
    hue: augment.hue,
  },
});
