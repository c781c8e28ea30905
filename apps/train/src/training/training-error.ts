/** A training that cannot go on; the message says in which step, and what to change. */
export class TrainingError extends Error {
  override readonly name = "TrainingError";
}
