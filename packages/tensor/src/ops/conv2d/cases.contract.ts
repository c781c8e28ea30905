import type { Case } from "../../testing/contract.ts";
import type { Conv2dOptions } from "./geometry.ts";

/** Calls of conv2d, by what they are an example of. */
export type Conv2dCases = Readonly<Record<string, Case<"x" | "weight", Conv2dOptions, "bias">>>;
