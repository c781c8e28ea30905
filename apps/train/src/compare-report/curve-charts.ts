import { single } from "../compare/cells.ts";
import { type Chart, columns, isEmpty, type Series } from "../report/chart.ts";
import { type Comparison, type Method, methodsOf, recordsOf, tasksOf } from "./comparison.ts";
import { type Quantity, quantitiesOf } from "./curve-quantities.ts";
import { overSeeds } from "./over-seeds.ts";

/** Charts of one quantity, one for each task, with a line for each method. */
export interface CurveGroup {
  readonly title: string;
  readonly note: string;
  readonly charts: readonly Chart[];
}

/** More points than this of one line are averaged in groups: the page has many lines. */
const MOST_POINTS = 120;

/** The curves over training, by quantity. */
export const curveGroups = (comparison: Comparison): CurveGroup[] =>
  quantitiesOf(comparison).map((quantity) => ({
    title: quantity.title,
    note: quantity.note,
    charts: tasksOf(comparison).map((task, index) => curveChart(comparison, quantity, task, index)),
  }));

function curveChart(comparison: Comparison, quantity: Quantity, task: string, index: number): Chart {
  const methods = methodsOf(comparison).filter(({ name }) => quantity.ofSingle || name !== single);
  const points = methods.map(({ name }) => {
    const records = recordsOf(comparison, name, task);
    return overSeeds(records.map((record) => quantity.samplesOf(record, task)));
  });
  const { x, values } = columns(
    points.flatMap((spreads, k) =>
      spreads.map(({ x, mean, low, high }) => ({ x, values: spread(methods.length, k, [mean, low, high]) })),
    ),
    3 * methods.length,
    MOST_POINTS,
  );
  const series = methods.map((method, k): Series => {
    const [mean, low, high] = values.slice(3 * k, 3 * k + 3);
    return {
      label: method.name,
      hue: method.hue,
      dash: method.dash,
      values: mean!,
      ...(recordsOf(comparison, method.name, task).length > 1 && { band: { low: low!, high: high! } }),
    };
  });
  const chart = {
    id: `${quantity.id}-${index}`,
    title: task,
    task: null,
    note: "",
    empty: "No run has logged it.",
    form: "lines",
    xLabel: "epoch",
    unit: quantity.unit,
    marks: quantity.marksOf(task),
    legend: "page",
    x,
    series,
  } as const;
  return isEmpty(chart) ? chart : { ...chart, note: lacking(comparison, methods, series, task) };
}

/** The values of one of some methods, among nothing of the others. */
const spread = (methods: number, k: number, values: readonly number[]): (number | null)[] =>
  Array.from({ length: 3 * methods }, (_, i) => values[i - 3 * k] ?? null);

/** Which methods have runs, and yet no line. */
function lacking(
  comparison: Comparison,
  methods: readonly Method[],
  series: readonly Series[],
  task: string,
): string {
  const names = methods
    .filter((_, k) => series[k]!.values.every((value) => value === null))
    .map(({ name }) => name)
    .filter((name) => recordsOf(comparison, name, task).length > 0);
  return names.length === 0 ? "" : `Not in the logs of ${names.join(", ")}.`;
}
