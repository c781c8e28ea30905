/** Formats that pictures and maps are stored in, with the extensions of their files. */
export const extensions = {
  jpg: [".jpg", ".jpeg"],
  png: [".png"],
  webp: [".webp"],
  npy: [".npy"],
  npz: [".npz"],
} as const;

export type FileFormat = keyof typeof extensions;

/** What holds pictures. */
export const pictureFormats = ["jpg", "png", "webp", "npy", "npz"] as const satisfies readonly FileFormat[];

/** What holds numbers as they are: neither JPEG nor WebP does. */
export const mapFormats = ["png", "npy", "npz"] as const satisfies readonly FileFormat[];
