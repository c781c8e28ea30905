/**
 * Rows of bytes from rows that each begin with the number of a filter; the rows are undone in place.
 *
 * @param filtered rows of `1 + stride` bytes
 * @param step bytes from one pixel to the next, at least 1
 * @returns `[rows, stride]`
 * @throws {Error} if a filter has no such number.
 * @see https://www.w3.org/TR/png-3/#9Filters
 */
export function unfilter(filtered: Uint8Array, rows: number, stride: number, step: number): Uint8Array {
  const out = new Uint8Array(rows * stride);
  let above: Uint8Array = new Uint8Array(stride);
  for (let row = 0; row < rows; row++) {
    const start = row * (stride + 1);
    const line = out.subarray(row * stride, (row + 1) * stride);
    line.set(filtered.subarray(start + 1, start + 1 + stride));
    undo(filtered[start]!, line, above, step);
    above = line;
  }
  return out;
}

function undo(filter: number, line: Uint8Array, above: Uint8Array, step: number): void {
  const { length } = line;
  const first = Math.min(step, length);
  switch (filter) {
    case 0:
      return;
    case 1:
      for (let i = step; i < length; i++) line[i] = line[i]! + line[i - step]!;
      return;
    case 2:
      for (let i = 0; i < length; i++) line[i] = line[i]! + above[i]!;
      return;
    case 3:
      for (let i = 0; i < first; i++) line[i] = line[i]! + (above[i]! >> 1);
      for (let i = step; i < length; i++) line[i] = line[i]! + ((line[i - step]! + above[i]!) >> 1);
      return;
    case 4:
      for (let i = 0; i < first; i++) line[i] = line[i]! + above[i]!;
      for (let i = step; i < length; i++)
        line[i] = line[i]! + paeth(line[i - step]!, above[i]!, above[i - step]!);
      return;
    default:
      throw new Error(`a filter ${filter}`);
  }
}

/** Of the pixels on the left, above and above on the left the one nearest to left + above - corner. */
function paeth(left: number, above: number, corner: number): number {
  const toLeft = Math.abs(above - corner);
  const toAbove = Math.abs(left - corner);
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
