/** A column of a table. */
export interface Column {
  readonly title: string;
  /** Those that are known before anything is measured. */
  readonly cells?: readonly string[];
  /** Characters that others take at most; default those of a number. */
  readonly width?: number;
}

/** Characters that a number takes at most. */
const NUMBER_WIDTH = 8;

/** Prints a table row by row, as soon as each is there: in columns for a terminal, or in Markdown. */
export class Table {
  readonly #columns: readonly Column[];
  readonly #widths: readonly number[];
  readonly #markdown: boolean;

  constructor(columns: readonly Column[], { markdown }: { readonly markdown: boolean }) {
    this.#columns = columns;
    this.#widths = columns.map(({ title, cells, width = NUMBER_WIDTH }) =>
      Math.max(title.length, cells ? Math.max(...cells.map(({ length }) => length)) : width),
    );
    this.#markdown = markdown;
  }

  head(): string {
    const titles = this.row(this.#columns.map(({ title }) => title));
    if (!this.#markdown) return titles;
    return `${titles}|${this.#columns.map(({ cells }) => (cells ? " --- |" : " ---: |")).join("")}\n`;
  }

  row(cells: readonly string[]): string {
    if (this.#markdown) return `| ${cells.join(" | ")} |\n`;
    const padded = cells.map((cell, i) =>
      this.#columns[i]!.cells ? cell.padEnd(this.#widths[i]!) : cell.padStart(this.#widths[i]!),
    );
    return `${padded.join("  ").trimEnd()}\n`;
  }
}

/** Three digits that count, and no exponent. */
export function digits(value: number): string {
  if (value === 0) return "0";
  const decimals = 2 - Math.floor(Math.log10(Math.abs(value)));
  return value.toFixed(Math.max(0, Math.min(decimals, 4)));
}

export const percent = (share: number): string => `${digits(100 * share)} %`;
