import type { Launch, Launched } from "./launch.ts";
import type { Peer } from "./peers.ts";
import type { Hello } from "./protocol.ts";

/** Libraries with the processes that they keep from work to work. */
export class Roster {
  readonly peers: readonly Peer[];
  readonly #launch: Launch;
  readonly #launched = new Map<Peer, Launched>();
  readonly #failed = new Map<Peer, Error>();

  constructor(peers: readonly Peer[], launch: Launch) {
    this.peers = peers;
    this.#launch = launch;
  }

  /** Starts all libraries. What those that could be started say of themselves: */
  async start(): Promise<Map<Peer, Hello>> {
    const greetings = new Map<Peer, Hello>();
    for (const peer of this.peers) {
      const launched = await this.get(peer).catch(() => null);
      if (launched) greetings.set(peer, launched.hello);
    }
    return greetings;
  }

  /** A library's process: started once, and again after it has died at a work. @throws {Error} if it cannot start. */
  async get(peer: Peer): Promise<Launched> {
    const failure = this.#failed.get(peer);
    if (failure) throw failure;
    const standing = this.#launched.get(peer);
    if (standing?.process.alive) return standing;
    try {
      const launched = await this.#launch(peer, "plain");
      this.#launched.set(peer, launched);
      return launched;
    } catch (error) {
      this.#failed.set(peer, error as Error);
      throw error;
    }
  }

  /** A process of its own, for the caller to end. @throws {Error} if it cannot start. */
  extra(peer: Peer, setting: "null" | "cold"): Promise<Launched> {
    return this.#launch(peer, setting);
  }

  /** What a library said of itself when it was last started. */
  hello(peer: Peer): Hello | null {
    return this.#launched.get(peer)?.hello ?? null;
  }

  /** Why a library cannot be started. */
  failure(peer: Peer): string | null {
    return this.#failed.get(peer)?.message ?? null;
  }

  end(): void {
    for (const { process } of this.#launched.values()) process.end();
  }
}
