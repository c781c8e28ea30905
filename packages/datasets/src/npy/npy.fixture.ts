import { crc32, deflateRawSync } from "node:zlib";

/** An npy file of version 1: a header as it is given, and bytes of numbers or so many zeros. */
export const npy = (header: string, content: number | Uint8Array = 0): Buffer =>
  Buffer.concat([
    Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, header.length & 255, header.length >> 8]),
    Buffer.from(header, "latin1"),
    typeof content === "number" ? Buffer.alloc(content) : content,
  ]);

type Saved = Uint8Array | Uint16Array | Int32Array | Float32Array | Float64Array | BigInt64Array;

/** What `numpy.save` makes of an array. */
export function npyOf(data: Saved, shape: readonly number[]): Buffer {
  const kind =
    data instanceof Float32Array || data instanceof Float64Array
      ? "f"
      : data instanceof Uint8Array || data instanceof Uint16Array
        ? "u"
        : "i";
  const header = `{'descr': '<${kind}${data.BYTES_PER_ELEMENT}', 'fortran_order': False, 'shape': (${shape.join(", ")},), }\n`;
  return npy(header, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

/** What `numpy.savez_compressed` makes of npy files: a zip, by name. */
export function npzOf(files: Readonly<Record<string, Uint8Array>>): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content);
    const path = Buffer.from(`${name}.npy`);
    // Version, flags, method, time and date, sum, sizes, lengths of name and of what else there is.
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc32(content), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(content.length, 18);
    about.writeUInt16LE(path.length, 22);
    const offset = Buffer.alloc(14);
    offset.writeUInt32LE(at, 10);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), about, path, packed]);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), about, offset, path]));
    locals.push(local);
    at += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(locals.length, 8);
  end.writeUInt16LE(locals.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, index, end]);
}
