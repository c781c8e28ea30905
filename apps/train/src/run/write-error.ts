const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "no space left on the disk",
  EDQUOT: "no space left in the quota",
  EFBIG: "a file larger than allowed",
  EROFS: "a disk that cannot be written to",
  EACCES: "no right to write there",
  EPERM: "no right to write there",
  ENOTDIR: "a file where a folder should be",
  EEXIST: "a file where a folder should be",
  EIO: "a failure of the disk",
};

/** A file of a run that could not be written, or not whole. */
export class WriteError extends Error {
  override readonly name = "WriteError";
  /** The system's code, such as `ENOSPC`. */
  readonly code: string | undefined;

  constructor(path: string, cause: unknown) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const got = (code && reasons[code]) ?? message;
    const cure =
      code === "ENOSPC" || code === "EDQUOT"
        ? ". Make room, then type it again, or resume for a run that had begun"
        : "";
    super(`${path}: expected to write it whole; got ${got}${cure}`, { cause });
    this.code = code;
  }
}
