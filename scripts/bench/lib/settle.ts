/** Brings the machine to rest, so that no measurement pays for the one before. */
import { spawnSync } from 'node:child_process'

/** As much memory as any bench uses, with room for the system's file cache. */
const memoryBytes = 1_500_000_000

/**
 * Flushes pending writes and touches the memory a bench needs, so that no measurement pays for the one before. A
 * virtual machine returns idle memory to its host, and the next user waits until it has it again.
 */
export function settle(): void {
  if (process.platform !== 'win32') spawnSync('sync')
  spawnSync(process.execPath, ['-e', `Buffer.alloc(${memoryBytes}, 1)`])
}
