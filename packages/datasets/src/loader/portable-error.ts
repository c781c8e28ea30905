import { DataError, type DataErrorDetails } from "../data-error.ts";

/** An error as plain data, as a copy for another thread would lose its class. */
export type PortableError =
  | PortableDataError
  | { readonly kind: "other"; readonly message: string; readonly stack: string };

interface PortableDataError {
  readonly kind: "data";
  readonly subject: string;
  readonly details: DataErrorDetails;
  readonly also: readonly PortableDataError[];
}

export function pack(error: unknown): PortableError {
  if (error instanceof DataError) return packDataError(error);
  const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  return { kind: "other", message, stack };
}

function packDataError({ subject, position, expected, got, cure, also }: DataError): PortableDataError {
  const details = { expected, got, ...(position && { position }), ...(cure && { cure }) };
  return { kind: "data", subject, details, also: also.map(packDataError) };
}

/** The error again, in the words that it had. */
export function unpack(error: PortableError): Error {
  if (error.kind === "data") return unpackDataError(error);
  return Object.assign(new Error(error.message), { stack: error.stack });
}

const unpackDataError = ({ subject, details, also }: PortableDataError): DataError =>
  new DataError(subject, details, { also: also.map(unpackDataError) });
