/** How a thread and the backend begin to read the store in the same moment, while nobody can write in between. */
import type { Database } from 'better-sqlite3'

/** From now on this connection reads the store as it is: `begin` alone waits for the first question. */
export function beginReading(reader: Database): void {
  reader.exec('begin; select count(*) from sqlite_schema')
}

/** The thread's turns: it waits, is asked to begin reading, reads, is let go again or goes on, with that moment or without. */
const idle = 0
const asked = 1
const reading = 2
const going = 3
const alone = 4

/** Longer than a thread that waits takes to be woken; the backend holds everybody up so long. */
const mostWaitMs = 20

export type ReaderThread = {
  /** Whether it reads now. */
  begin(): boolean
  letGo(): void
  goOn(): void
  goAlone(): void
}

/** The backend's side: the thread begins to read while nobody can write in between. */
export function readWith(moment: SharedArrayBuffer): ReaderThread {
  const state = new Int32Array(moment)
  const set = (value: number) => {
    Atomics.store(state, 0, value)
    Atomics.notify(state, 0)
  }
  return {
    begin() {
      set(asked)
      Atomics.wait(state, 0, asked, mostWaitMs)
      if (Atomics.load(state, 0) === reading) return true
      set(idle)
      return false
    },
    letGo: () => set(idle),
    goOn: () => set(going),
    goAlone: () => set(alone),
  }
}

/** The thread's side: returns once it was told to go on, and whether it reads the same moment. */
export function waitToRead(moment: SharedArrayBuffer, reader: { begin(): void; end(): void }): boolean {
  const state = new Int32Array(moment)
  for (;;) {
    Atomics.wait(state, 0, idle)
    if (Atomics.load(state, 0) === alone) return false
    if (Atomics.load(state, 0) !== asked) continue
    reader.begin()
    if (Atomics.compareExchange(state, 0, asked, reading) === asked) {
      Atomics.notify(state, 0)
      Atomics.wait(state, 0, reading)
      if (Atomics.load(state, 0) === going) return true
    }
    reader.end()
  }
}
