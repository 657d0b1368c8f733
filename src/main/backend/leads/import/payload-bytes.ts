/**
 * The payloads of a chunk, one after another in UTF-8: half of everything an import stores. As bytes they are
 * transferred between threads without copying, and SQLite takes them unchanged; as strings they would be copied four
 * times.
 */
import { type PayloadLabel, type PayloadSink, toJsonString } from '../rows/payload-text.ts'
import { type LoadedLeads, type LoadValues, NUMBERS_WIDTH, type ParserChunk, TEXTS_WIDTH } from './parse-jobs.ts'

/** Index among the numbers of a lead. */
const ENDS = 2
const [QUOTE, BRACE, BRACE_END] = [0x22, 0x7b, 0x7d]
const START_BYTES = 2 * 1024 * 1024
/**
 * Cells are copied eight bytes at a time: up to this many extra bytes may be written, and are overwritten by what
 * follows.
 */
const OVERRUN_BYTES = 8

export type PayloadBytes = PayloadSink & {
  add(payload: string): void
  /** Returns where the last payload added ends. */
  ended(): number
  /** Returns what was added since the last call; the caller may transfer its memory. */
  take(): Uint8Array<ArrayBuffer> | null
}

/** `spare` returns memory that is free again, if there is any, so that a file of any length needs only a few chunks. */
export function createPayloadBytes(spare: () => ArrayBuffer | undefined): PayloadBytes {
  let bytes = Buffer.from(new ArrayBuffer(0))
  let view = new DataView(bytes.buffer)
  let used = 0
  let first = true
  /** The bytes that cells were last copied from; getting the memory of a byte array is a call into the platform. */
  let source: Uint8Array = bytes
  let sourceView: DataView = view

  function makeRoom(more: number): void {
    if (used + more <= bytes.length) return
    let longer = Buffer.from((used === 0 ? spare() : null) ?? new ArrayBuffer(START_BYTES))
    if (used + more > longer.length) longer = Buffer.from(new ArrayBuffer(Math.max(bytes.length * 2, used + more)))
    bytes.copy(longer, 0, 0, used)
    bytes = longer
    view = new DataView(bytes.buffer)
  }

  function write(text: string): void {
    makeRoom(text.length * 3)
    used += bytes.write(text, used)
  }

  function putLabel({ bytes: label, words, opens }: PayloadLabel): void {
    // Faster than a call into the platform for texts this short.
    if (first) for (let i = 1; i < label.length; i += 1) bytes[used++] = label[i] as number
    else {
      const to = view
      for (let word = 0, at = used; word < words.length; word += 1, at += 4)
        to.setInt32(at, words[word] as number, true)
      used += label.length
    }
    first = opens
  }

  return {
    begin() {
      makeRoom(1)
      bytes[used++] = BRACE
      first = true
    },
    label(label) {
      makeRoom(label.bytes.length + OVERRUN_BYTES)
      putLabel(label)
    },
    value: (text) => write(toJsonString(text)),
    cell(label, from, start, end) {
      const length = end - start
      makeRoom(label.bytes.length + length + 2 + OVERRUN_BYTES)
      putLabel(label)
      bytes[used++] = QUOTE
      if (from !== source) {
        source = from
        sourceView = new DataView(from.buffer, from.byteOffset, from.byteLength)
      }
      if (end + OVERRUN_BYTES <= from.length) {
        const cells = sourceView
        const to = view
        const at = used
        for (let i = 0; i < length; i += 8) {
          to.setInt32(at + i, cells.getInt32(start + i, true), true)
          to.setInt32(at + i + 4, cells.getInt32(start + i + 4, true), true)
        }
      } else bytes.set(from.subarray(start, end), used)
      used += length
      bytes[used++] = QUOTE
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
      view = new DataView(bytes.buffer)
      used = 0
      return taken
    },
  }
}

/** Returns where the payload of a lead begins, by the lead's index in its chunk: at the end of the previous one. */
export const payloadStart = ({ numbers }: LoadedLeads, lead: number): number =>
  lead === 0 ? 0 : (numbers[(lead - 1) * NUMBERS_WIDTH + ENDS] as number)
export const payloadEnd = ({ numbers }: LoadedLeads, lead: number): number =>
  numbers[lead * NUMBERS_WIDTH + ENDS] as number

/** Returns the leads of a chunk with the text of each payload. */
export function withPayloads({ leads, payloads }: ParserChunk): LoadValues {
  if (!leads || !payloads) throw new Error('leads came without their payloads')
  const bytes = Buffer.from(payloads.buffer, payloads.byteOffset, payloads.length)
  const { numbers, texts, others } = leads
  const values: (string | number | null)[] = []
  for (let lead = 0; lead * NUMBERS_WIDTH < numbers.length; lead += 1) {
    const at = lead * NUMBERS_WIDTH
    const text = lead * TEXTS_WIDTH
    values.push(
      numbers[at] as number,
      numbers[at + 1] as number,
      texts[text] as string | null,
      bytes.toString('utf8', payloadStart(leads, lead), payloadEnd(leads, lead)),
      others.get(lead) ?? null,
      texts[text + 1] as string | null,
      texts[text + 2] as string | null,
      texts[text + 3] as string | null,
      texts[text + 4] as string | null,
      numbers[at + 3] as number,
    )
  }
  return values
}
