/** The part of TensorFlow.js that is used here. */
export interface Tf {
  readonly version: string;
  setBackend(name: string): Promise<boolean>;
  engine(): { runKernel(name: string, inputs: Values, attributes: object): Value };
  tidy<T>(body: () => T): T;
  tensor(data: ArrayLike<number>, shape: readonly number[], dtype: string): Value;
  variable(initial: Value): Value;
  readonly train: { sgd(rate: number): { minimize(body: () => Value, cost: true, over: Value[]): Value } };
  matMul(a: Value, b: Value): Value;
  conv2d(x: Value, weight: Value, strides: number, pad: "same" | [number, number][]): Value;
  add(a: Value, b: Value): Value;
  mul(a: Value, b: Value): Value;
  neg(x: Value): Value;
  relu(x: Value): Value;
  logSoftmax(x: Value): Value;
  sum(x: Value, axis?: number): Value;
  mean(x: Value): Value;
  reshape(x: Value, shape: readonly number[]): Value;
  expandDims(x: Value, axis: number): Value;
  slice(x: Value, begin: number, size: number): Value;
}

export interface Value {
  readonly shape: readonly number[];
  data(): Promise<Float32Array>;
  dispose(): void;
}

export type Values = Record<string, Value>;
