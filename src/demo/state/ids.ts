/**
 * UUIDv7 ids that look like Instantly's and rise with time. A stamp combines the millisecond and a counter within it in
 * one number, so a lead stores 8 bytes instead of a text; the id's last digits are the object's number, so it is found
 * without an index.
 */
const countsPerMs = 4096

/** The last stamp issued; a plain object, so that it can be saved. */
export type IdSource = { last: number }

/** Returns rising stamps; when a millisecond is full it borrows from the next, as the standard allows. */
export function nextStamp(source: IdSource, atMs: number): number {
  source.last = Math.max(source.last + 1, Math.floor(atMs) * countsPerMs)
  return source.last
}

export function stampTime(stamp: number): number {
  return Math.floor(stamp / countsPerMs)
}

/** Returns the id of object number `serial` created at `stamp`; `salt` (0–65535) distinguishes workspaces. */
export function idOf(stamp: number, serial: number, salt: number): string {
  const ms = stampTime(stamp)
  const count = (countsPerMs + stamp - ms * countsPerMs).toString(16).slice(1)
  const tail = (0x1_0000_0000 + serial).toString(16).slice(1)
  return `${timePart(ms)}-7${count}-a${(0x1000 + salt).toString(16).slice(1)}-5eed${tail}`
}

let lastMs = -1
let lastPart = ''
/** A batch has few distinct times, so the text of the last one is cached. */
function timePart(ms: number): string {
  if (ms !== lastMs) {
    const digits = ms.toString(16).padStart(12, '0')
    lastMs = ms
    lastPart = `${digits.slice(0, 8)}-${digits.slice(8)}`
  }
  return lastPart
}

export function serialOf(id: string): number {
  return Number.parseInt(id.slice(-8), 16)
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function isUuid(text: string): boolean {
  return uuid.test(text)
}
