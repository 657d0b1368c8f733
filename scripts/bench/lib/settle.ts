/** Nobody measured pays for what came before. */
import { spawnSync } from 'node:child_process'

/** As much memory as any of them takes, with room for what the system keeps of its files. */
const memoryBytes = 1_500_000_000

/**
 * Nobody pays for another's work: what the one before left to be written is written, and the memory is there. A virtual
 * machine gives memory that lay idle back to its host, and whoever comes next waits until it has it again.
 */
export function settle(): void {
  if (process.platform !== 'win32') spawnSync('sync')
  spawnSync(process.execPath, ['-e', `Buffer.alloc(${memoryBytes}, 1)`])
}
