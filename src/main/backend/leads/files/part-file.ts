/** Where a big file is parted, so that two threads can read it. */
import { fstatSync, readSync } from 'node:fs'
import { guessRowStart } from './row-start.ts'

/** The thread that reads the last part hashes the whole file before: it reads that much less. */
const BEGINNING_SHARE = 0.7
const WINDOW_BYTES = 256 * 1024

/**
 * The byte at which the last part begins, the same whoever asks; null where that cannot be told. It is a guess: what is
 * read there counts only if the reading of the beginning ends a row just before it.
 */
export function partAt(fd: number, delimiter: string, width: number): number | null {
  const from = Math.floor(fstatSync(fd).size * BEGINNING_SHARE)
  const window = Buffer.allocUnsafe(WINDOW_BYTES)
  const found = guessRowStart(window.subarray(0, readSync(fd, window, 0, WINDOW_BYTES, from)), delimiter, width)
  return found === null ? null : from + found
}
