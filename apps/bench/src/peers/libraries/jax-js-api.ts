/** The part of jax-js that is used here. Its functions consume the arrays they are given, but for a `ref`. */
export interface Jax {
  readonly version: string;
  init(device: "webgpu"): Promise<unknown>;
  defaultDevice(device: "webgpu"): unknown;
  getWebGPUDevice(): GPUDevice;
  jit<F>(body: F): F;
  vjp(body: (x: Value) => Value, inputs: Value[]): [Value, ((dy: Value) => Value[]) & { dispose(): void }];
  valueAndGrad(body: (parameters: Values) => Value): (parameters: Values) => [Value, Values];
  readonly tree: { ref(values: Values): Values };
  readonly numpy: {
    array(data: ArrayLike<number>): Value;
    matmul(a: Value, b: Value): Value;
    sum(a: Value): Value;
  };
  readonly nn: { relu(x: Value): Value; logSoftmax(x: Value, axis: number): Value };
  readonly lax: {
    convGeneralDilated(x: Value, weight: Value, strides: number[], padding: [number, number][]): Value;
  };
}

export interface Value {
  readonly ref: Value;
  readonly shape: readonly number[];
  add(other: Value): Value;
  sub(other: Value): Value;
  mul(other: Value | number): Value;
  sum(): Value;
  reshape(shape: readonly number[]): Value;
  data(): Promise<Float32Array>;
  gpuBuffer(): Promise<unknown>;
  dispose(): void;
}

export type Values = Record<string, Value>;
