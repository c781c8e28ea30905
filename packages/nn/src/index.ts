export { fillTensors } from "./fill-tensors.ts";
export { Init } from "./init/init.ts";
export {
  type FanMode,
  fans,
  gains,
  type KaimingOptions,
  kaimingNormal,
  kaimingUniform,
  reluGain,
  xavierNormal,
  xavierUniform,
} from "./init/schemes.ts";
export {
  buffers,
  disposeLayer,
  type Layer,
  type Mode,
  type NamedTensors,
  parameters,
  stateDict,
} from "./layer.ts";
export { AdaptiveAvgPool2d } from "./layers/adaptive-avg-pool2d.ts";
export { BatchNorm2d, type BatchNorm2dLayerOptions } from "./layers/batch-norm2d.ts";
export { Conv2d, type Conv2dLayerOptions } from "./layers/conv2d.ts";
export { Dropout } from "./layers/dropout.ts";
export { MaxPool2d } from "./layers/max-pool2d.ts";
export { Relu } from "./layers/relu.ts";
export { Sequential } from "./layers/sequential.ts";
export { Sigmoid } from "./layers/sigmoid.ts";
export { Upsample, type UpsampleOptions } from "./layers/upsample.ts";
export { loadStateDict } from "./load-state-dict.ts";
export { ConvBlock } from "./models/conv-block.ts";
export { Aspp, type AsppOptions } from "./models/deeplab/aspp.ts";
export { DeepLab, DeepLabHead, type DeepLabOptions } from "./models/deeplab/deeplab.ts";
export { EncoderDecoder, type EncoderDecoderOptions } from "./models/encoder-decoder.ts";
export { Attention, type AttentionChannels } from "./models/mtan/attention.ts";
export { DeepLabMtan } from "./models/mtan/deeplab-mtan.ts";
export { SegNetMtan } from "./models/mtan/segnet-mtan.ts";
export type { MultiTaskNetwork, NetworkTask } from "./models/network.ts";
export { type ParametersByTask, parametersByTask } from "./models/parameters-by-task.ts";
export { BasicBlock, type BlockOptions, Bottleneck } from "./models/resnet/block.ts";
export { type LoadTorchvisionOptions, loadTorchvision } from "./models/resnet/load-torchvision.ts";
export { ResNet, type ResNetDepth, type ResNetOptions } from "./models/resnet/resnet.ts";
export { SegNet } from "./models/segnet/segnet.ts";
export type { SegNetOptions } from "./models/segnet/trunk.ts";
export { SegNetHead } from "./models/segnet/units.ts";
export { Adam, type AdamOptions, AdamW } from "./optim/adam.ts";
export { GradScaler, type GradScalerOptions } from "./optim/grad-scaler.ts";
export type { Optimizer, StepOptions } from "./optim/optimizer.ts";
export { Sgd, type SgdOptions } from "./optim/sgd.ts";
export { decodeSafetensors, type Safetensors } from "./safetensors/decode.ts";
export { encodeSafetensors } from "./safetensors/encode.ts";
export { CheckpointError, type HostTensor, type Metadata } from "./safetensors/format.ts";
export {
  cosineSchedule,
  polynomialSchedule,
  type Schedule,
  stepSchedule,
  warmup,
} from "./schedules/schedules.ts";
