import type { Dtype } from "@equipoise/tensor";
import type { Extent } from "./extent.ts";

/** A tensor of the graph. */
export interface Value {
  readonly name: string;
  readonly shape: readonly Extent[];
  readonly dtype: Dtype;
}
