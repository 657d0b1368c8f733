/** Lets a thread and the backend begin reading the store at the same moment, with no write in between. */
import type { Database } from 'better-sqlite3'

/** Fixes this connection's snapshot of the store now; `begin` alone would wait for the first query. */
export function beginSnapshot(reader: Database): void {
  reader.exec('begin; select count(*) from sqlite_schema')
}

/** States of the thread: it waits, is asked to read, reads, is released or goes on, with or without its snapshot. */
const idle = 0
const asked = 1
const reading = 2
const going = 3
const alone = 4

/** Longer than a waiting thread takes to wake up; the backend is blocked for this time. */
const maxWaitMs = 20

export type ReaderThread = {
  /** Asks the thread to begin reading; returns whether it does. */
  begin(): boolean
  letGo(): void
  goOn(): void
  goAlone(): void
}

/** Returns the backend's side, which has the thread begin reading while nobody can write in between. */
export function createReaderControl(moment: SharedArrayBuffer): ReaderThread {
  const state = new Int32Array(moment)
  const set = (value: number) => {
    Atomics.store(state, 0, value)
    Atomics.notify(state, 0)
  }
  return {
    begin() {
      set(asked)
      Atomics.wait(state, 0, asked, maxWaitMs)
      if (Atomics.load(state, 0) === reading) return true
      set(idle)
      return false
    },
    letGo: () => set(idle),
    goOn: () => set(going),
    goAlone: () => set(alone),
  }
}

/** The thread's side: returns once it may continue, with whether it reads the same snapshot. */
export function waitForReadSignal(moment: SharedArrayBuffer, reader: { begin(): void; end(): void }): boolean {
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
