/**
 * Ends a run of an experiment with the process that began it, as a signal would. That may have gone while this program
 * was loaded.
 */
export function endWithParent(): void {
  const end = () => process.kill(process.pid, "SIGTERM");
  if (process.connected === false) end();
  if (process.connected) {
    process.once("disconnect", end);
    process.channel?.unref();
  }
}
