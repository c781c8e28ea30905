import type { Grid } from "../grid.ts";

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
    const encoder = this.#device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (const { pipeline, bindGroup, grid } of this.#pending) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(...grid);
    }
    pass.end();
    this.#device.queue.submit([encoder.finish()]);
    this.dispatches += this.#pending.length;
    this.submits++;
    this.#pending = [];
  }
}
