import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import type { Axis } from "./axis.ts";

/** One axis of `[outer, inputs, inner]` that becomes `[outer, outputs, inner]`: `outer · inner` lines. */
export interface Lines extends Axis {
  readonly outer: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly inner: number;
}

/** Of a launch that does four lines at once: its variant and its grid, for `places` along each line. */
export function byFourLines({ outer, inner }: Lines, places: number) {
  const across = inner === 1;
  return {
    constants: { ACROSS: Number(across) },
    grid: linear(places * (across ? Math.ceil(outer / 4) : outer * Math.ceil(inner / 4))),
  } satisfies Partial<Launch>;
}
