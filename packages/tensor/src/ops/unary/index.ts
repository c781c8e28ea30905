export { abs, clamp, exp, leakyRelu, log, neg, relu, sigmoid, sqrt, tanh } from "./unary.ts";
