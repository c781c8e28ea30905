import type { Label } from "../bench.ts";
import type { KernelResult, Result, StepResult } from "./result.ts";
import { type Column, digits, percent, Table } from "./table.ts";

const MEBI = 2 ** 20;

/** The table for rows of a kind, made for the labels that are to come. */
export function tableOf(kind: Result["kind"], labels: readonly Label[], markdown: boolean): Table {
  const numbers =
    kind === "kernel"
      ? ["ms", "p90", "GFLOP/s", "GB/s", "of ceiling"]
      : ["ms", "p90", "host ms", "first ms", "dispatches", "submits", "peak MiB", "over least"];
  return new Table([...labelColumns(kind, labels), ...numbers.map((title) => ({ title }))], { markdown });
}

/** The columns that name what is measured. */
export function labelColumns(kind: Result["kind"], labels: readonly Label[]): Column[] {
  const titles = kind === "kernel" ? ["op", "call", "pass"] : ["network", "batch", "step"];
  const cells = labels.map(labelCells);
  return titles.map((title, i) => ({ title, cells: cells.map((row) => row[i]!) }));
}

export const labelCells = ({ op, case: call, pass, dtype }: Label): string[] => [
  op,
  dtype === "f16" ? `${call}, f16` : call,
  pass,
];

export const cellsOf = (result: Result): string[] => [
  ...labelCells(result),
  digits(result.ms),
  digits(result.p90Ms),
  ...(result.kind === "kernel" ? kernelCells(result) : stepCells(result)),
];

const kernelCells = ({ flops, gflopPerSecond, gbPerSecond, share, bound }: KernelResult): string[] => [
  flops > 0 ? digits(gflopPerSecond) : "–",
  digits(gbPerSecond),
  `${percent(share)} ${bound === "memory" ? "copy" : "FMA "}`,
];

const stepCells = ({ hostMs, firstMs, dispatches, submits, peakBytes, overLeast }: StepResult): string[] => [
  hostMs === null ? "–" : digits(hostMs),
  digits(firstMs),
  String(dispatches),
  String(submits),
  digits(peakBytes / MEBI),
  overLeast === null ? "–" : percent(overLeast),
];
