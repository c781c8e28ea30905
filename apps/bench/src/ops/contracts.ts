import { readdirSync } from "node:fs";
import type { Dtype, Op, Shape } from "@equipoise/tensor";

/** The record of any op. */
export type AnyOp = Op<string, unknown, string>;
type Shapes = Readonly<Record<string, Shape>>;

/** What the benchmark reads of an op's contract. */
export interface Contract {
  readonly op: AnyOp;
  /** Calls to measure: shapes, attributes, and element types other than an input's first. */
  readonly bench: Readonly<
    Record<string, readonly [shapes: Shapes, attrs: unknown, dtypes?: Readonly<Record<string, Dtype>>]>
  >;
  /** Values of inputs that cannot be any number in [-1, 1). */
  readonly sample?: Readonly<Record<string, Sample>>;
}

type Sample = (
  elements: number,
  seed: number,
  call: { readonly shapes: Shapes; readonly attrs: unknown },
) => Float64Array;

/** The contracts of all ops, as the build has put them beside the command, in order of the ops' names. */
export async function loadContracts(): Promise<Contract[]> {
  const folder = new URL("./contracts/", import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const modules: object[] = await Promise.all(
    files
      .filter((path) => path.endsWith(".js"))
      .map((path) => import(new URL(path.replaceAll("\\", "/"), folder).href)),
  );
  const contracts = modules.flatMap((module) => Object.values(module).flat()).filter(isContract);
  return contracts.sort((a, b) => a.op.name.localeCompare(b.op.name));
}

const isContract = (value: unknown): value is Contract =>
  typeof value === "object" && value !== null && "op" in value && "bench" in value;
