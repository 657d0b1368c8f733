/** Lowers the priority of work nobody waits for, in favour of work somebody waits for. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/**
 * Gives every other thread of the app priority over the calling thread, until it ends. On Linux only: elsewhere Node
 * can set the priority of whole processes, but not of threads. Must not be called by a thread others wait for.
 */
export function lowerThreadPriority(): void {
  if (process.platform !== 'linux') return
  try {
    const thread = Number(path.basename(fs.readlinkSync('/proc/thread-self')))
    os.setPriority(thread, os.constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // A sandbox may forbid either call; the work then runs at normal priority.
  }
}
