import type { DeviceRule } from "../device-rule.ts";

/** What a rule says of its memory that remembers nothing. */
export const noMemory: Pick<DeviceRule<null>, "rows" | "pack" | "unpack"> = {
  rows: 0,
  pack: () => [],
  unpack: () => null,
};
