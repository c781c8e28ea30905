import { type Node, release } from "./autograd/node.ts";
import type { Device } from "./device/device.ts";
import type { Storage } from "./device/storage.ts";
import { byteLength, type Dtype, decode, dtypeOf, encode, type TypedArray } from "./dtype.ts";
import { ShapeError } from "./errors.ts";
import { enroll } from "./scope.ts";
import { type Shape, size } from "./shape.ts";

/**
 * A densely packed array on a device, outermost axis first. Its memory is held until {@link dispose}, which a
 * surrounding `scope` or `using` calls.
 */
export class Tensor {
  readonly device: Device;
  readonly shape: Shape;
  readonly dtype: Dtype;
  /** Where this tensor stands in the graph of gradients; `null` if no gradient flows through it. */
  readonly node: Node | null;
  #storage: Storage | null;

  /** Takes over one reference to `storage`, and one to `node`. */
  constructor(device: Device, storage: Storage, shape: Shape, dtype: Dtype, node: Node | null = null) {
    this.device = device;
    this.shape = shape;
    this.dtype = dtype;
    this.node = node;
    this.#storage = storage;
    enroll(this);
  }

  /** Number of elements. */
  get size(): number {
    return size(this.shape);
  }

  /** Whether gradients flow through this tensor. */
  get requiresGrad(): boolean {
    return this.node !== null;
  }

  /** The memory behind this tensor. @throws {ShapeError} once disposed of. */
  get storage(): Storage {
    if (!this.#storage)
      throw new ShapeError(
        "tensor",
        "a tensor in use",
        { "a disposed tensor": this.shape },
        "Use keep() or return it from its scope",
      );
    return this.#storage;
  }

  get disposed(): boolean {
    return this.#storage === null;
  }

  /**
   * Copies the elements to the host, those of `f16` as `f32`; waits for everything recorded so far.
   *
   * @throws {DeviceError} if the device was lost or destroyed, or ran out of memory.
   * @throws {KernelError} if the adapter refused a kernel.
   */
  async read(): Promise<TypedArray> {
    const data = await this.device.read(this.storage, byteLength(this.dtype, this.size));
    return decode(this.dtype, data, this.size);
  }

  /** The value of a tensor of one element; as {@link read}. @throws {ShapeError} if it holds more. */
  async item(): Promise<number> {
    if (this.size !== 1) throw new ShapeError("item", "a tensor of one element", { shape: this.shape });
    return (await this.read())[0]!;
  }

  /**
   * Overwrites the elements, in place, those of `f16` by numbers of `f32` that are rounded; gradients recorded over the old ones are refused from now on.
   *
   * @throws {ShapeError} if `data` holds another number of elements, or of another type.
   */
  write(data: TypedArray): void {
    const accepted = this.dtype === "f16" ? "f32" : this.dtype;
    if (data.length !== this.size || dtypeOf(data) !== accepted)
      throw new ShapeError("write", `${this.size} elements of ${accepted}`, {
        elements: data.length,
        of: dtypeOf(data),
      });
    this.device.write(this.storage, encode(this.dtype, data));
  }

  /** Another tensor over the same memory, at the same place in the graph of gradients. */
  alias(): Tensor {
    return new Tensor(
      this.device,
      this.storage.retain(),
      this.shape,
      this.dtype,
      this.node?.retain() ?? null,
    );
  }

  /** The same memory outside the graph of gradients. */
  detach(): Tensor {
    return new Tensor(this.device, this.storage.retain(), this.shape, this.dtype);
  }

  dispose(): void {
    this.#storage?.release();
    if (this.#storage && this.node) release(this.node);
    this.#storage = null;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}
