import { DataError, type DataErrorDetails } from "../data-error.ts";

/** An error as plain data, as a copy for another thread would lose its class. */
export type PortableError =
  | { readonly kind: "data"; readonly subject: string; readonly details: DataErrorDetails }
  | { readonly kind: "other"; readonly message: string; readonly stack: string };

export function pack(error: unknown): PortableError {
  if (error instanceof DataError) {
    const { subject, position, expected, got, cure } = error;
    const details = { expected, got, ...(position && { position }), ...(cure && { cure }) };
    return { kind: "data", subject, details };
  }
  const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  return { kind: "other", message, stack };
}

/** The error again, in the words that it had. */
export function unpack(error: PortableError): Error {
  if (error.kind === "data") return new DataError(error.subject, error.details);
  return Object.assign(new Error(error.message), { stack: error.stack });
}
