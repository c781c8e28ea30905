/**
 * Rows as the lines of a table, in columns as wide as their widest cell and two blanks apart.
 *
 * @param numbers right-aligns all columns but the first
 */
export function textTable(rows: readonly (readonly string[])[], { numbers = false } = {}): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, k) =>
    Math.max(0, ...rows.map((row) => row[k]?.length ?? 0)),
  );
  const padded = (cell: string, k: number) =>
    numbers && k > 0 ? cell.padStart(widths[k]!) : cell.padEnd(widths[k]!);
  return rows.map((row) => row.map(padded).join("  ").trimEnd());
}
