import { EncoderDecoder, Init, stateDict } from "@equipoise/nn";
import { exportOnnx } from "@equipoise/onnx";
import { type Device, div, sub } from "@equipoise/tensor";

/** The bytes of a model that takes images `[N, 3, 48, 64]` of 0..1 and gives a depth for every pixel. */
export function exportNetwork(device: Device): Promise<Uint8Array> {
  const network = new EncoderDecoder(new Init(device, 0), {
    size: "tiny",
    tasks: [{ name: "depth", channels: 1 }],
  });
  const options = { inputs: { image: [3, 48, 64] }, parameters: stateDict(network) };
  // Whatever is done to the image beforehand can be part of the model.
  return exportOnnx(device, options, ({ image }) => network.forward(div(sub(image!, 0.5), 0.25), "eval"));
}
