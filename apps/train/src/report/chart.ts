type Values = readonly (number | null)[];

/** A line of a chart. */
export interface Series {
  readonly label: string;
  /** What the style of the page calls its colour; `null` for ink. */
  readonly hue: string | null;
  /** Which dashes it has; 0: none. */
  readonly dash: number;
  readonly values: Values;
  /** Between what the values lie that those of the line are the mean of. */
  readonly band?: { readonly low: Values; readonly high: Values } | undefined;
}

/** What the page draws: the data and how to read them. */
export interface Chart {
  readonly id: string;
  readonly title: string;
  /** The task that it is about, by index. */
  readonly task: number | null;
  readonly note: string;
  /** Said in place of the chart if it has no values. */
  readonly empty: string;
  /** `stack`: shares of a whole, one column for each x. */
  readonly form: "lines" | "stack";
  readonly xLabel: "epoch" | "period";
  /** `share` is 0..1 and shown in per cent. */
  readonly unit: string;
  /** Values to mark by dashed lines. */
  readonly marks: readonly number[];
  /** Where its lines are named: below it, or once for all charts of the page. */
  readonly legend: "below" | "page";
  readonly x: readonly number[];
  readonly series: readonly Series[];
}

/** A point of a chart: the values of all its series at one x. */
export interface Point {
  readonly x: number;
  readonly values: readonly (number | null | undefined)[];
}

/** More points than this are averaged in groups: the page shows no more, and stays small. */
const MOST_POINTS = 1200;

/** The columns of some points, which may lack values; two at the same x are one. */
export function columns(points: readonly Point[], series: number, most = MOST_POINTS) {
  const merged = new Map<number, (number | null)[]>();
  for (const { x, values } of points) {
    const row = merged.get(x) ?? Array<number | null>(series).fill(null);
    merged.set(
      x,
      row.map((before, k) => finite(values[k]) ?? before),
    );
  }
  const rows = [...merged].sort(([a], [b]) => a - b).map(([x, values]) => ({ x, values }));
  const size = Math.ceil(rows.length / most);
  const groups = Array.from({ length: Math.ceil(rows.length / size) || 0 }, (_, g) =>
    rows.slice(g * size, (g + 1) * size),
  );
  return {
    x: groups.map((group) => mean(group.map((row) => row.x))!),
    values: Array.from({ length: series }, (_, k) =>
      groups.map((group) => mean(group.map((row) => row.values[k]!))),
    ),
  };
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  return Number((known.reduce((sum, value) => sum + value, 0) / known.length).toPrecision(6));
}

/** A number, or `null` for anything else: a name may be one that every object inherits. */
export const finite = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;

/** Whether there is anything to draw. */
export const isEmpty = ({ series }: Chart): boolean =>
  series.every(({ values }) => values.every((value) => value === null));
