import type { Batch, Batches } from "@equipoise/datasets";

/** Hands out batches one by one, and counts the time that the device had nothing to do for want of them. */
export class Feed {
  readonly #batches: Batches;
  #iterator: AsyncIterator<Batch> | null = null;
  #waited: number;

  /** @param waited milliseconds that it has waited already */
  constructor(batches: Batches, waited = 0) {
    this.#batches = batches;
    this.#waited = waited;
  }

  /** Milliseconds that the device has waited. */
  get waited(): number {
    return this.#waited;
  }

  /**
   * The next batch, once the device has done its work.
   *
   * @throws {DataError} if it cannot be made; and what the work throws.
   */
  async next(work: Promise<void>): Promise<Batch> {
    const done = work.then(() => performance.now());
    // Waited for below, after the batch.
    done.catch(() => {});
    const { value } = await (this.#iterator ??= this.#batches[Symbol.asyncIterator]()).next();
    const arrived = performance.now();
    if (value === undefined) throw new TypeError("expected a batch; got the end of the run's data");
    this.#waited += Math.max(0, arrived - (await done));
    return value;
  }
}
