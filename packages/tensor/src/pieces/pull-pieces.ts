import { copied } from "../autograd/copied.ts";
import type { Step } from "../autograd/node.ts";
import { sumOf } from "../autograd/sum-of.ts";
import type { Device } from "../device/device.ts";
import type { Storage } from "../device/storage.ts";
import type { Dtype, Floating } from "../dtype.ts";
import type { Cut } from "../op.ts";
import type { Shape } from "../shape.ts";
import { bytesOf, type Piece, windowOf } from "./pieces-of.ts";

/** The call over one piece, with what its pullbacks need. */
export interface CutStep {
  readonly piece: Piece;
  readonly step: Step;
}

/** The whole call that was cut. */
interface Whole {
  readonly cut: Cut<string>;
  readonly result: { readonly shape: Shape; readonly dtype: Floating };
  readonly inputs: ReadonlyMap<string, { readonly shape: Shape; readonly dtype: Dtype }>;
}

/** Gradients of the wanted inputs: the pieces' fill the windows of one that was cut; those of others add up. */
export function pullPieces(
  device: Device,
  steps: readonly CutStep[],
  { cut, result, inputs }: Whole,
  dy: Storage,
  wanted: readonly string[],
): ReadonlyMap<string, Storage> {
  const made = new Map<string, Storage>();
  for (const { piece, step } of steps) {
    const tensors = step.saved();
    const borrowed = new Set(tensors.keys());
    tensors.set("dy", cut.y === "cut" ? windowOf(dy, result, piece, device.profile) : dy.retain());
    for (const name of wanted) {
      const launches = step.pullbacks.get(name)!;
      const spec = inputs.get(name) as { readonly shape: Shape; readonly dtype: Floating };
      const before = made.get(name);
      if (!cut.inputs.includes(name)) {
        device.launch(step.op.name, launches, tensors);
        const gradient =
          launches.length > 0 ? tensors.get(`d${name}`)!.retain() : copied(device, spec, tensors.get("dy")!);
        made.set(name, before ? sumOf(device, spec, before, gradient) : gradient);
      } else if (launches.length === 0) {
        // dx is dy, image by image.
        if (!before) made.set(name, dy.retain());
      } else {
        const whole = before ?? device.allocate(bytesOf(spec), `${step.op.name}.d${name}`);
        made.set(name, whole);
        const window = windowOf(whole, spec, piece, device.profile);
        device.launch(step.op.name, launches, tensors, new Map([[`d${name}`, window]]));
        window.release();
      }
    }
    for (const [name, storage] of tensors) if (!borrowed.has(name)) storage.release();
  }
  return made;
}
