/** How numbers of 32 bits lie in fewer, if none of them changes by it. */
interface Encoding {
  readonly bytes: 1 | 2 | 4;
  /** Writes numbers to bytes; false if one of them cannot be read back as it was. */
  encode(values: Float32Array, into: Uint8Array): boolean;
  decode(bytes: Uint8Array): Float32Array;
}

// Files are little-endian, as every processor that Node runs on is by default.

/** In order of size. */
export const encodings = {
  /** Steps of 1/255, as of every 8-bit picture. */
  byte: stepped(1, (stored) => stored / 255, 255, 255),
  /** Steps of a thousandth, as of depth in millimetres. */
  thousandth: stepped(2, (stored) => stored * 0.001, 1000, 65535),
  float32: {
    bytes: 4,
    encode(values, into) {
      into.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
      return true;
    },
    decode: ({ buffer, byteOffset, byteLength }) => new Float32Array(buffer, byteOffset, byteLength / 4),
  },
} as const satisfies Record<string, Encoding>;

export type EncodingName = keyof typeof encodings;

/** Whole numbers up to `most`, each of which stands for a value that lies `perUnit` to the unit. */
function stepped(bytes: 1 | 2, meaning: (stored: number) => number, perUnit: number, most: number): Encoding {
  const values = Float32Array.from({ length: most + 1 }, (_, stored) => meaning(stored));
  const view = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
    bytes === 1
      ? new Uint8Array(buffer, byteOffset, byteLength)
      : new Uint16Array(buffer, byteOffset, byteLength / 2);
  return {
    bytes,
    encode(numbers, into) {
      const stored = view(into);
      for (let i = 0; i < numbers.length; i++) {
        const nearest = Math.round(numbers[i]! * perUnit);
        // Not -0 either, which equals 0.
        if (!Object.is(values[nearest], numbers[i])) return false;
        stored[i] = nearest;
      }
      return true;
    },
    decode(encoded) {
      const stored = view(encoded);
      const out = new Float32Array(stored.length);
      for (let i = 0; i < out.length; i++) out[i] = values[stored[i]!]!;
      return out;
    },
  };
}
