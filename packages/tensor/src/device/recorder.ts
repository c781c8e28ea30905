import type { Grid } from "../grid.ts";
import type { Launch } from "../op.ts";
import type { Storage } from "./storage.ts";

/** A launch and the memory that it works on: reads, updates and writes, in this order. */
export interface BoundLaunch {
  readonly label: string;
  readonly launch: Launch;
  readonly tensors: readonly Storage[];
}

/** What takes launches and gives memory in a device's stead while a step is captured. */
export interface Sink {
  allocate(bytes: number): Storage;
  record(bound: BoundLaunch): void;
  /** Readies memory that the host is about to write. @throws {GraphError} if it was not made in the step. */
  admit(storage: Storage): void;
}

/** A dispatch whose every object stands: it can be encoded any number of times. */
export interface Dispatch {
  readonly label: string;
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly grid: Grid;
}

/** Dispatches gathered before they are handed to the queue, so that the GPU starts while the host still records. */
const MAX_PENDING = 512;

/**
 * Where every launch of every op ends: dispatches in order, sent to the queue as one pass of one command buffer.
 */
export class Recorder {
  readonly #device: GPUDevice;
  #pending: Dispatch[] = [];
  /** Dispatches and submits so far. */
  dispatches = 0;
  submits = 0;

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  record(dispatch: Dispatch): void {
    this.#pending.push(dispatch);
    if (this.#pending.length >= MAX_PENDING) this.flush();
  }

  /** Hands all recorded dispatches to the queue. */
  flush(): void {
    if (this.#pending.length === 0) return;
    const pending = this.#pending;
    this.#pending = [];
    this.submit(pending);
  }

  /** Hands dispatches to the queue, behind all that were recorded before. */
  submit(dispatches: readonly Dispatch[]): void {
    this.flush();
    const encoder = this.#device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    let current: GPUComputePipeline | null = null;
    for (const { pipeline, bindGroup, grid } of dispatches) {
      if (pipeline !== current) pass.setPipeline((current = pipeline));
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(...grid);
    }
    pass.end();
    this.#device.queue.submit([encoder.finish()]);
    this.dispatches += dispatches.length;
    this.submits++;
  }
}
