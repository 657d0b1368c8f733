/** Decodes bytes to text strictly: undecodable ones are reported with their line, never replaced by U+FFFD. */
import { isUtf8 } from 'node:buffer'
import type { Encoding } from '#shared/domain/leads/import/detect-bytes.ts'

export class UndecodableError extends Error {}

export type Decoder = {
  /** Decodes all complete characters; the beginning of a character cut off at the end waits for the next piece. */
  push(bytes: Buffer): string
  /** Same result as UTF-8 bytes; valid until `bytes` is reused. */
  toUtf8(bytes: Buffer): Buffer
  end(): string
}

type TextOnly = Omit<Decoder, 'toUtf8'>

/** Returns how many bytes at the end belong to an incomplete UTF-8 character. */
function incompleteUtf8Length(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] as number
    if (byte < 0x80) return 0
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return needed > back ? back : 0
    }
  }
  return 0
}

function utf8Decoder(): Decoder {
  let rest: Buffer = Buffer.alloc(0)
  function toUtf8(bytes: Buffer): Buffer {
    const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
    const open = incompleteUtf8Length(all)
    const whole = open === 0 ? all : all.subarray(0, all.length - open)
    // The caller reuses its buffer, so the remaining bytes must be copied.
    rest = open === 0 ? Buffer.alloc(0) : Buffer.from(all.subarray(all.length - open))
    if (!isUtf8(whole)) throw new UndecodableError()
    return whole
  }
  return {
    toUtf8,
    push: (bytes) => toUtf8(bytes).toString('utf8'),
    end() {
      if (rest.length > 0) throw new UndecodableError()
      return ''
    },
  }
}

function utf16Decoder(bigEndian: boolean): TextOnly {
  let rest: Buffer = Buffer.alloc(0)
  let highSurrogate = ''
  return {
    push(bytes) {
      const all = Buffer.concat([rest, bytes])
      const whole = Buffer.from(all.subarray(0, all.length - (all.length % 2)))
      rest = Buffer.from(all.subarray(whole.length))
      if (bigEndian) whole.swap16()
      let text = highSurrogate + whole.toString('utf16le')
      highSurrogate = ''
      if (text !== '' && (text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800) {
        highSurrogate = text.slice(-1)
        text = text.slice(0, -1)
      }
      if (!text.isWellFormed()) throw new UndecodableError()
      return text
    },
    end() {
      if (rest.length > 0 || highSurrogate !== '') throw new UndecodableError()
      return ''
    },
  }
}

/** Windows-1252 from 0x80 to 0x9f; the five unassigned positions have no character. */
const upper1252 = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ'

const as1252 = (bytes: Buffer): string =>
  bytes.toString('latin1').replace(/[\x80-\x9f]/g, (character) => {
    const decoded = upper1252[character.charCodeAt(0) - 0x80] as string
    if (decoded === '\0') throw new UndecodableError()
    return decoded
  })

const windows1252Decoder = (): TextOnly => ({ push: as1252, end: () => '' })

/** CP850 from 0x80 to 0xff, DOS's letters of Western Europe; platforms provide no table of it. */
const upper850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ' +
  'áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
  '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀' +
  'ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0'

const as850 = (bytes: Buffer): string =>
  bytes.toString('latin1').replace(/[\x80-\xff]/g, (character) => upper850[character.charCodeAt(0) - 0x80] as string)

/** Returns the length in bytes of the valid non-ASCII UTF-8 character at this position; 0 if there is none. */
function utf8LengthAt(bytes: Buffer, at: number): number {
  const lead = bytes[at] as number
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 0
  return length > 0 && at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length)) ? length : 0
}

/** Decodes valid UTF-8 as UTF-8 and everything else as Windows-1252, for a file that was assembled from both. */
function mixedDecoder(): TextOnly {
  let rest: Buffer = Buffer.alloc(0)
  function decode(bytes: Buffer): string {
    let text = ''
    let from = 0
    for (let at = 0; at < bytes.length; ) {
      const length = (bytes[at] as number) < 0x80 ? 1 : utf8LengthAt(bytes, at)
      if (length === 0) {
        text += bytes.toString('utf8', from, at) + as1252(bytes.subarray(at, at + 1))
        from = at + 1
      }
      at += Math.max(1, length)
    }
    return text + bytes.toString('utf8', from)
  }
  return {
    push(bytes) {
      const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
      const open = incompleteUtf8Length(all)
      rest = Buffer.from(all.subarray(all.length - open))
      const whole = all.subarray(0, all.length - open)
      return isUtf8(whole) ? whole.toString('utf8') : decode(whole)
    },
    end: () => as1252(rest),
  }
}

/** Decodes all other encodings strictly with the platform's own tables. */
function platformDecoder(encoding: Encoding): TextOnly {
  // KOI8-U is identical except for box-drawing characters, in whose positions it has Ukrainian letters.
  const decoder = new TextDecoder(encoding === 'koi8-r' ? 'koi8-u' : encoding, { fatal: true, ignoreBOM: true })
  const decode = (bytes?: Buffer) => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
    } catch {
      throw new UndecodableError()
    }
  }
  return { push: decode, end: () => decode() }
}

export function createDecoder(encoding: Encoding): Decoder {
  if (encoding === 'utf-8') return utf8Decoder()
  const decoder = nonUtf8Decoder(encoding)
  return { ...decoder, toUtf8: (bytes) => Buffer.from(decoder.push(bytes), 'utf8') }
}

function nonUtf8Decoder(encoding: Encoding): TextOnly {
  switch (encoding) {
    case 'utf-16le':
      return utf16Decoder(false)
    case 'utf-16be':
      return utf16Decoder(true)
    case 'windows-1252':
      return windows1252Decoder()
    case 'cp850':
      return { push: as850, end: () => '' }
    case 'utf-8+windows-1252':
      return mixedDecoder()
    default:
      return platformDecoder(encoding)
  }
}

/** Decodes a whole text and removes its byte order mark; returns null if it is not in that encoding. */
export function decodeWhole(bytes: Buffer, encoding: Encoding): string | null {
  try {
    const decoder = createDecoder(encoding)
    const text = decoder.push(bytes) + decoder.end()
    return text.startsWith('\ufeff') ? text.slice(1) : text
  } catch (error) {
    if (error instanceof UndecodableError) return null
    throw error
  }
}

/** Counts the valid and the invalid UTF-8 sequences beyond ASCII, to tell UTF-8 with an error from another encoding. */
export type Utf8Survey = {
  push(bytes: Buffer): void
  end(): void
  sound(): number
  unsound(): number
}

export function createUtf8Survey(): Utf8Survey {
  let sound = 0
  let unsound = 0
  /** Continuation bytes still expected. */
  let awaited = 0
  return {
    push(bytes) {
      for (const byte of bytes) {
        if (awaited > 0) {
          if (byte >= 0x80 && byte <= 0xbf) {
            awaited -= 1
            if (awaited === 0) sound += 1
            continue
          }
          unsound += 1
          awaited = 0
        }
        if (byte < 0x80) continue
        if (byte >= 0xc2 && byte <= 0xdf) awaited = 1
        else if (byte >= 0xe0 && byte <= 0xef) awaited = 2
        else if (byte >= 0xf0 && byte <= 0xf4) awaited = 3
        else unsound += 1
      }
    },
    end() {
      if (awaited > 0) unsound += 1
    },
    sound: () => sound,
    unsound: () => unsound,
  }
}
