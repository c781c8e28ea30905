import type { Tensor } from "../tensor.ts";

/** `x` as a constant: the same memory, through which no gradient flows. What `x.detach()` gives, for use in formulas. */
export const stopGradient = (x: Tensor): Tensor => x.detach();
