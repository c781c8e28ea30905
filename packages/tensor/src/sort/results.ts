import type { Launch } from "../op.ts";

/** What a launch writes, of `u32`, by name and size: tensors that it makes, or that stand already and are overwritten. */
export const results = (
  sizes: Readonly<Record<string, number>>,
  standing: boolean,
): Required<Pick<Launch, "updates" | "writes">> =>
  standing
    ? { updates: Object.keys(sizes), writes: {} }
    : {
        updates: [],
        writes: Object.fromEntries(
          Object.entries(sizes).map(([name, size]) => [name, { shape: [size], dtype: "u32" }]),
        ),
      };
