import type { Batch, DenseKind, Target, TaskInfo } from "@equipoise/datasets";
import { IGNORE, type Labels } from "@equipoise/datasets";
import { type Device, type Tensor, zeros } from "@equipoise/tensor";

/** One task's targets on the device: labels and masks `[N, H, W]`, values `[N, C, H, W]`. */
export type TargetTensors =
  | { readonly kind: "classes"; readonly labels: Tensor }
  | { readonly kind: DenseKind; readonly values: Tensor; readonly mask: Tensor };

/** A place on the device for batches of one size, filled anew each step. */
export class BatchTensors {
  /** `[N, 3, H, W]`, standardised. */
  readonly image: Tensor;
  readonly targets: Readonly<Record<string, TargetTensors>>;
  /** `[K]`: 1 for a task with a labelled pixel in the batch, else 0. */
  readonly labelled: Tensor;

  constructor(device: Device, tasks: readonly TaskInfo[], batch: Pick<Batch, "size" | "width" | "height">) {
    const { size: n, height, width } = batch;
    this.image = zeros(device, [n, 3, height, width]);
    this.labelled = zeros(device, [tasks.length]);
    const bytes = () => zeros(device, [n, height, width], { dtype: "u8" });
    const words = () => zeros(device, [n, height, width], { dtype: "i32" });
    this.targets = Object.fromEntries(
      tasks.map(({ name, kind, channels }): [string, TargetTensors] => {
        if (kind === "classes") return [name, { kind, labels: channels <= IGNORE ? bytes() : words() }];
        return [name, { kind, values: zeros(device, [n, channels, height, width]), mask: bytes() }];
      }),
    );
  }

  /** @param batch with a standardised image */
  load(batch: Batch): void {
    this.image.write(batch.image);
    for (const [name, target] of Object.entries(this.targets)) fill(target, batch.targets[name]!);
    this.labelled.write(
      Float32Array.from(Object.keys(this.targets), (name) => Math.min(batch.labelled[name]!, 1)),
    );
  }

  [Symbol.dispose](): void {
    this.image.dispose();
    this.labelled.dispose();
    for (const target of Object.values(this.targets)) {
      if (target.kind === "classes") target.labels.dispose();
      else for (const tensor of [target.values, target.mask]) tensor.dispose();
    }
  }
}

function fill(tensors: TargetTensors, target: Target): void {
  if (tensors.kind === "classes" && target.kind === "classes") writeLabels(tensors.labels, target.labels);
  else if (tensors.kind !== "classes" && target.kind !== "classes") {
    tensors.values.write(target.values);
    tensors.mask.write(target.mask);
  } else throw new TypeError(`expected targets of kind ${tensors.kind}; got ${target.kind}`);
}

const writeLabels = (tensor: Tensor, labels: Labels): void =>
  tensor.write(labels instanceof Uint8Array ? labels : Int32Array.from(labels));
