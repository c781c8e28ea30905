/** A command line that cannot be worked with. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
