/** Rows of a network's outputs, from `top` on: by task `[C, rows, W]`. They come from the top of an image down. */
export interface Band {
  readonly top: number;
  readonly rows: number;
  readonly outputs: Readonly<Record<string, Float32Array>>;
}
