import { rate } from "../results/rate.ts";
import { type Column, digits } from "../results/table.ts";
import type { Contest } from "./contest.ts";
import type { Variant } from "./variants.ts";

export const contestColumns = (op: string, variants: readonly Variant[]): Column[] => [
  { title: `${op}, ms (GFLOP/s)`, cells: [] },
  { title: "pass", cells: [] },
  ...variants.map(({ name }) => ({ title: name })),
  { title: "chosen", cells: [] },
];

/** The fastest is bold; what plans as a variant to its left has no cell of its own. */
export function contestCells(
  { call, pass, flops, entries, chosen }: Contest,
  variants: readonly Variant[],
): string[] {
  const right = [...entries].filter(([, entry]) => entry.right);
  const [fastest] = right.reduce((a, b) => (b[1].ms < a[1].ms ? b : a));
  const cells = variants.map(({ name }) => {
    const entry = entries.get(name);
    if (!entry) return "";
    const text = `${digits(entry.ms)} (${digits(rate(flops, entry.ms))})`;
    if (!entry.right) return `${text} wrong`;
    return name === fastest ? `**${text}**` : text;
  });
  return [call, pass, ...cells, chosen];
}
