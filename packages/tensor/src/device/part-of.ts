import type { AdapterProfile } from "./adapter.ts";
import { type Storage, StorageWindow } from "./storage.ts";

/**
 * The part of a tensor's memory that holds so many of its bytes, from an offset on.
 *
 * @param part the last one of a tensor of `whole` bytes goes on up to the buffer's end, as far as a kernel can bind: kernels
 *   go by fours, beyond a tensor's end too
 */
export function partOf(
  storage: Storage,
  { offset, bytes, whole }: { readonly offset: number; readonly bytes: number; readonly whole: number },
  { maxBindingBytes }: AdapterProfile,
): Storage {
  const isLast = offset + bytes >= whole;
  return new StorageWindow(
    storage,
    offset,
    isLast ? Math.min(storage.bytes - offset, maxBindingBytes) : bytes,
  );
}
