/**
 * The solution of `A x = b`, by elimination with the largest pivot first; null where `A` is singular to the
 * last digits. For systems of a few unknowns, their rows of about one size.
 */
export function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] | null {
  const rows = a.map((row, i) => [...row, b[i]!]);
  const n = rows.length;
  const largest = Math.max(...a.flat().map(Math.abs));
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let i = column + 1; i < n; i++)
      if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const top = rows[column]!;
    if (Math.abs(top[column]!) <= 1e-13 * largest) return null;
    for (let i = column + 1; i < n; i++) {
      const row = rows[i]!;
      const factor = row[column]! / top[column]!;
      for (let j = column; j <= n; j++) row[j]! -= factor * top[j]!;
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    const row = rows[i]!;
    const known = x.reduce((sum, value, j) => (j > i ? sum + row[j]! * value : sum), 0);
    x[i] = (row[n]! - known) / row[i]!;
  }
  return x;
}
