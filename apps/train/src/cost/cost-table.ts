import { median } from "../median.ts";
import type { StepTime } from "./alternate.ts";
import { medianInterval } from "./median-interval.ts";

/** Rows of what each contender's step takes, and how much more that is than the first one's in the same rounds. */
export function costTable(names: readonly string[], times: readonly (readonly StepTime[])[]): string[][] {
  const [first = []] = times;
  const row = (name: string, of: readonly StepTime[]): string[] => [
    name,
    median(of.map(({ clock }) => clock))!.toFixed(2),
    more(of, first, "clock"),
    median(of.map(({ processor }) => processor))!.toFixed(2),
    more(of, first, "processor"),
  ];
  const header = ["method", "ms a step", `beside ${names[0]}`, "processor ms", `beside ${names[0]}`];
  return [header, ...names.map((name, i) => row(name, times[i]!))];
}

/** The median over rounds of what is added, and its 95 % interval. */
function more(of: readonly StepTime[], first: readonly StepTime[], what: keyof StepTime): string {
  if (of === first) return "";
  const shares = of.map((time, round) => time[what] / first[round]![what] - 1);
  const percent = (share: number) => `${share < 0 ? "" : "+"}${(100 * share).toFixed(1)}`;
  const interval = medianInterval(shares)?.map(percent).join(" to ") ?? "?";
  return `${percent(median(shares)!)} (${interval}) %`;
}
