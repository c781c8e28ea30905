import { augmentation } from "../augment/augmentation.ts";
import type { BatchOptions } from "../batch/batch-reader.ts";
import type { LoadOptions } from "./messages.ts";

/**
 * Options with the function that they describe.
 *
 * @throws {DataError} if one of the augmentation is out of its range.
 */
export const withAugmentation = ({ augment, ...options }: LoadOptions): BatchOptions => ({
  ...options,
  ...(augment && { augment: augmentation(augment) }),
});
