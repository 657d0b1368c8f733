/** Chooses where to split a big file so that two threads can read it. */
import { fstatSync, readSync } from 'node:fs'
import { guessRowStart } from './row-start.ts'

/** The thread that reads the last part first hashes the whole file, so its part is smaller. */
const BEGINNING_SHARE = 0.7
const WINDOW_BYTES = 256 * 1024

/**
 * Returns the byte at which the last part begins, the same for every caller; null if it cannot be determined. It is a
 * guess: rows read from there only count if reading the beginning ends a row exactly before it.
 */
export function findLastPart(fd: number, delimiter: string, width: number): number | null {
  const from = Math.floor(fstatSync(fd).size * BEGINNING_SHARE)
  const window = Buffer.allocUnsafe(WINDOW_BYTES)
  const found = guessRowStart(window.subarray(0, readSync(fd, window, 0, WINDOW_BYTES, from)), delimiter, width)
  return found === null ? null : from + found
}
