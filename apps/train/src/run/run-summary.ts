import { basename } from "node:path";
import { DataError } from "@equipoise/datasets";
import { ConfigError } from "../config/config-error.ts";
import type { Config } from "../config/schema.ts";
import { type RunRecord, runRecord } from "../report/index.ts";
import { readEvents } from "./event-log.ts";
import { lockedBy } from "./lock.ts";
import { hasEnded, type RunFolder, readRunConfig } from "./run-folder.ts";

/** A run at a glance. */
export interface RunSummary {
  /** Its folder, from the one that was looked through. */
  readonly name: string;
  readonly path: string;
  /** `running`: a process of this machine works on it; `interrupted`: `resume` goes on with it. */
  readonly state: "finished" | "running" | "interrupted" | "unreadable";
  /** What cannot be read, in a line; `null` where all can. */
  readonly problem: string | null;
  /** `null` where the run cannot be read. */
  readonly facts: RunFacts | null;
}

/** What a run is of, and how far it has come. */
interface RunFacts {
  /** `rooms`, or the name of the folder. */
  readonly data: string;
  readonly network: string;
  readonly balancer: string;
  readonly epochs: { readonly done: number; readonly planned: number };
  /** Of the last evaluation, by task; `null` where there is none. */
  readonly evaluation: {
    readonly epoch: number;
    readonly metrics: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
  } | null;
}

/** What the files of a run say of it. */
export function summariseRun(folder: RunFolder, name: string): RunSummary {
  const { path } = folder;
  try {
    const config = readRunConfig(folder);
    const record = runRecord(readEvents(folder.events));
    return { name, path, state: stateOf(folder), problem: null, facts: factsOf(config, record) };
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof DataError)) throw error;
    return { name, path, state: "unreadable", problem: error.message, facts: null };
  }
}

function stateOf(folder: RunFolder): RunSummary["state"] {
  if (lockedBy(folder.lock) !== null) return "running";
  return hasEnded(folder) ? "finished" : "interrupted";
}

function factsOf(
  { data, model, train, balancer }: Config,
  { steps, periods, evals, end }: RunRecord,
): RunFacts {
  const last = evals.at(-1);
  return {
    data: data.dir === null ? "rooms" : basename(data.dir),
    network: model.name === "encoder-decoder" ? model.size : model.name.replace("resnet", model.encoder),
    balancer: balancer.name,
    epochs: {
      done:
        end?.epochs ?? Math.max(last?.epoch ?? 0, ...[...steps, ...periods].map(({ epoch }) => epoch - 1)),
      planned: train.epochs,
    },
    evaluation: last ? { epoch: last.epoch, metrics: last.metrics } : null,
  };
}
