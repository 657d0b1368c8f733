/**
 * The payloads of a chunk, one after another in UTF-8: half of everything an import stores. As bytes they cross from
 * thread to thread by changing hands, and SQLite takes them as they are; as strings they would be copied four times.
 */
import { asJson, type PayloadSink } from '../rows/payload-text.ts'
import { LOAD_WIDTH, type LoadValues } from './parse-jobs.ts'

const PAYLOAD = 3
const [QUOTE, BRACE, BRACE_END] = [0x22, 0x7b, 0x7d]
const START_BYTES = 2 * 1024 * 1024

export type PayloadBytes = PayloadSink & {
  /** Adds a payload that is a string already. */
  add(payload: string): void
  /** Where the payload ends that was added last. */
  ended(): number
  /** What was added since the last; the caller may give its memory away. */
  take(): Uint8Array<ArrayBuffer> | null
}

/** `spare` gives memory that is free again, where there is some: a file of any length needs no more than a few chunks. */
export function createPayloadBytes(spare: () => ArrayBuffer | undefined): PayloadBytes {
  let bytes = Buffer.from(new ArrayBuffer(0))
  let used = 0
  let first = true

  function makeRoom(more: number): void {
    if (used + more <= bytes.length) return
    let longer = Buffer.from((used === 0 ? spare() : null) ?? new ArrayBuffer(START_BYTES))
    if (used + more > longer.length) longer = Buffer.from(new ArrayBuffer(Math.max(bytes.length * 2, used + more)))
    bytes.copy(longer, 0, 0, used)
    bytes = longer
  }

  function write(text: string): void {
    makeRoom(text.length * 3)
    used += bytes.write(text, used)
  }

  return {
    begin() {
      makeRoom(1)
      bytes[used++] = BRACE
      first = true
    },
    label({ bytes: label, opens }) {
      makeRoom(label.length)
      const to = bytes
      let at = used
      // Shorter than what a call into the platform costs.
      for (let i = first ? 1 : 0; i < label.length; i += 1) to[at++] = label[i] as number
      used = at
      first = opens
    },
    value: (text) => write(asJson(text)),
    utf8(from, start, end) {
      makeRoom(end - start + 2)
      const to = bytes
      let at = used
      to[at++] = QUOTE
      for (let i = start; i < end; i += 1) to[at++] = from[i] as number
      to[at++] = QUOTE
      used = at
    },
    end(nested) {
      makeRoom(2)
      if (nested) bytes[used++] = BRACE_END
      bytes[used++] = BRACE_END
    },
    add: write,
    ended: () => used,
    take() {
      const taken = used === 0 ? null : new Uint8Array(bytes.buffer, 0, used)
      bytes = Buffer.from(new ArrayBuffer(0))
      used = 0
      return taken
    },
  }
}

/** Where the payload of the lead at `at` begins: where the one before it ends. */
export const payloadStart = (values: LoadValues, at: number): number =>
  at === 0 ? 0 : (values[at - LOAD_WIDTH + PAYLOAD] as number)

/** The same values with the text of each payload in its place. */
export function withPayloads(values: LoadValues, payloads: Uint8Array | null): LoadValues {
  if (!payloads) throw new Error('leads came without their payloads')
  const bytes = Buffer.from(payloads.buffer, payloads.byteOffset, payloads.length)
  const filled = [...values]
  for (let at = 0; at < values.length; at += LOAD_WIDTH) {
    filled[at + PAYLOAD] = bytes.toString('utf8', payloadStart(values, at), values[at + PAYLOAD] as number)
  }
  return filled
}
