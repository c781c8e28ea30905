import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type { Size } from "@equipoise/datasets";

/** What an event of TensorBoard says. */
export type EventContent =
  /** The first of a file: its format. */
  | { readonly fileVersion: string }
  /** A process that goes on: whatever files before it say of this step and later ones does not count. */
  | { readonly restart: true }
  /** Numbers by tag. */
  | { readonly scalars: Readonly<Record<string, number>> }
  /** A JPEG or PNG. */
  | { readonly image: EventImage };

interface EventImage extends Size {
  readonly tag: string;
  readonly bytes: Uint8Array;
}

/**
 * An event of TensorBoard, as the protocol buffer `tensorflow.Event`.
 *
 * @param wallTime seconds since 1970
 * @see https://github.com/tensorflow/tensorboard/tree/master/tensorboard/compat/proto event.proto, summary.proto
 */
export function eventMessage(wallTime: number, step: number, content: EventContent): Uint8Array {
  const event = new BinaryWriter().tag(1, WireType.Bit64).double(wallTime);
  if (step > 0) event.tag(2, WireType.Varint).int64(step);
  if ("fileVersion" in content) event.tag(3, WireType.LengthDelimited).string(content.fileVersion);
  else if ("restart" in content) message(event, 7, (log) => log.tag(1, WireType.Varint).int32(START));
  else
    message(event, 5, (summary) => {
      if ("image" in content) addImage(summary, content.image);
      else
        for (const [tag, value] of Object.entries(content.scalars))
          message(summary, 1, (entry) =>
            entry.tag(1, WireType.LengthDelimited).string(tag).tag(2, WireType.Bit32).float(value),
          );
    });
  return event.finish();
}

/** `SessionLog.SessionStatus.START` */
const START = 1;
/** Red, green and blue. */
const RGB = 3;

function addImage(summary: BinaryWriter, { tag, width, height, bytes }: EventImage): void {
  message(summary, 1, (entry) => {
    entry.tag(1, WireType.LengthDelimited).string(tag);
    message(entry, 4, (image) => {
      for (const [field, value] of [height, width, RGB].entries())
        image.tag(field + 1, WireType.Varint).int32(value);
      image.tag(4, WireType.LengthDelimited).bytes(bytes);
    });
  });
}

/** Puts a message in a field of another. */
function message(outer: BinaryWriter, field: number, fill: (inner: BinaryWriter) => unknown): void {
  fill(outer.tag(field, WireType.LengthDelimited).fork());
  outer.join();
}
