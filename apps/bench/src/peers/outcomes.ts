import type { Peer } from "./peers.ts";

/** What libraries gave, and why some did not: none stops the others. */
export class Outcomes<T> {
  readonly given = new Map<Peer, T>();
  readonly failed = new Map<Peer, string>();

  /** Takes what `body` gives; where it throws, its word, and what the library gave before is dropped. */
  async attempt(peer: Peer, body: () => Promise<T>): Promise<void> {
    if (this.failed.has(peer)) return;
    try {
      this.given.set(peer, await body());
    } catch (error) {
      this.given.delete(peer);
      this.failed.set(peer, error instanceof Error ? error.message : String(error));
    }
  }
}
