import type { Size } from "@equipoise/datasets";
import type { Band } from "./band.ts";

/** One row of outputs: by task `[C, W]`, overwritten by the next. */
export interface Row {
  readonly y: number;
  readonly outputs: Readonly<Record<string, Float32Array>>;
}

/** Where outputs fall between inputs along an axis. */
interface Places {
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** Of `after`, 0..1. */
  readonly share: Float32Array;
}

/** Output `o` of `O` lies at `(o + ½) I / O − ½` among `I` inputs, but not beyond the first and last. */
function placesOf(inputs: number, outputs: number): Places {
  const at = Float64Array.from({ length: outputs }, (_, o) =>
    Math.min(Math.max(((o + 0.5) * inputs) / outputs - 0.5, 0), inputs - 1),
  );
  const before = Int32Array.from(at, Math.floor);
  return {
    before,
    after: before.map((place) => Math.min(place + 1, inputs - 1)),
    share: Float32Array.from(at, (place, o) => place - before[o]!),
  };
}

/**
 * Rows of a network's outputs brought to another size by bilinear interpolation, one by one: an image as large as one
 * likes is never held with all its channels.
 */
export async function* resampleRows(bands: AsyncIterable<Band>, from: Size, to: Size): AsyncGenerator<Row> {
  const down = placesOf(from.height, to.height);
  const across = placesOf(from.width, to.width);
  const rows: Record<string, Float32Array> = {};
  /** The last row of the band before. */
  let last: Readonly<Record<string, Float32Array>> = {};
  let y = 0;
  for await (const { top, rows: count, outputs } of bands) {
    const rowOf = (task: string, channel: number, row: number): Float32Array => {
      const start = (channel * count + row - top) * from.width;
      return row < top
        ? last[task]!.subarray(channel * from.width, (channel + 1) * from.width)
        : outputs[task]!.subarray(start, start + from.width);
    };
    for (; y < to.height && down.after[y]! < top + count; y++) {
      for (const [task, { length }] of Object.entries(outputs)) {
        const channels = length / (count * from.width);
        const row = (rows[task] ??= new Float32Array(channels * to.width));
        for (let c = 0; c < channels; c++) {
          const [upper, lower] = [rowOf(task, c, down.before[y]!), rowOf(task, c, down.after[y]!)];
          interpolate(upper, lower, down.share[y]!, across, row.subarray(c * to.width, (c + 1) * to.width));
        }
      }
      yield { y, outputs: rows };
    }
    last = lastRows(outputs, count, from.width);
  }
}

function interpolate(
  upper: Float32Array,
  lower: Float32Array,
  share: number,
  { before, after, share: shares }: Places,
  into: Float32Array,
): void {
  for (let x = 0; x < into.length; x++) {
    const [left, right, t] = [before[x]!, after[x]!, shares[x]!];
    into[x] = mix(mix(upper[left]!, upper[right]!, t), mix(lower[left]!, lower[right]!, t), share);
  }
}

/** What has no share is left out, were it not a number. */
const mix = (a: number, b: number, share: number): number => (share === 0 ? a : a + (b - a) * share);

function lastRows(outputs: Band["outputs"], count: number, width: number): Record<string, Float32Array> {
  return Object.fromEntries(
    Object.entries(outputs).map(([task, output]) => {
      const channels = output.length / (count * width);
      const row = new Float32Array(channels * width);
      for (let c = 0; c < channels; c++) {
        const end = (c + 1) * count * width;
        row.set(output.subarray(end - width, end), c * width);
      }
      return [task, row];
    }),
  );
}
