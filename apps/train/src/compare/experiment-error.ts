/** Runs of an experiment that cannot be compared; the message names them. */
export class ExperimentError extends Error {
  override readonly name = "ExperimentError";
}
