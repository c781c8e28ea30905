import { join } from "node:path";
import type { AdapterChoice } from "@equipoise/tensor/node";
import { cold } from "../cold.ts";
import { root } from "../results/provenance.ts";
import { environmentFor } from "./environment.ts";
import { install } from "./install.ts";
import { LibraryProcess } from "./library-process.ts";
import type { Peer } from "./peers.ts";
import type { Hello } from "./protocol.ts";

/** `null`: on a device that takes all commands and does nothing; `cold`: with no shader compiled before. */
export type Setting = "plain" | "null" | "cold";

export interface Launched {
  readonly process: LibraryProcess;
  readonly hello: Hello;
}

/** Starts the process of a library. @throws {Error} if it cannot be installed or started. */
export type Launch = (peer: Peer, setting: Setting) => Promise<Launched>;

/**
 * Starts libraries on one adapter; a library on Dawn that gets another one is refused.
 *
 * @param choice what our device was opened with
 * @param adapter what it got, in its words
 */
export function launcher(choice: AdapterChoice, adapter: string): Launch {
  return async (peer, setting) => {
    const module = await install(peer);
    const environment = await environmentFor(choice, adapter);
    const dawn = setting === "null" ? ["backend=null"] : [];
    const command =
      peer.name === "pytorch"
        ? ["python3", join(root, "apps/bench/src/peers/libraries/pytorch.py")]
        : [process.execPath, join(root, "apps/bench/dist/peers/child.js"), peer.name, module, ...dawn];
    const launched = await LibraryProcess.start(command, {
      ...environment,
      ...(setting === "cold" ? cold : {}),
    });
    const got = launched.hello.adapter;
    if (peer.dawn && setting !== "null" && got !== adapter) {
      launched.process.end();
      throw new Error(`expected the adapter ${adapter}; got ${got}`);
    }
    return launched;
  };
}
