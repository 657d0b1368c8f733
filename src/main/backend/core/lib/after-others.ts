/** Work nobody waits for leaves the processor to what somebody waits for. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/**
 * Lets every other thread of the app go first, from now to the end of the one that calls it. On Linux only: elsewhere Node
 * can order whole processes, not threads. Must not be called by a thread others wait for.
 */
export function letOthersGoFirst(): void {
  if (process.platform !== 'linux') return
  try {
    const thread = Number(path.basename(fs.readlinkSync('/proc/thread-self')))
    os.setPriority(thread, os.constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // A sandbox may forbid either: the work is then done as fast as ever, beside the others.
  }
}
