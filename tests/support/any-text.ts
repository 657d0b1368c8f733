import * as fc from 'fast-check'

const halves = { from: 0xd800, count: 0x800 } as const

/**
 * Any character. fast-check's `binary` is the same, but looks up its own strings in a table of all characters, which
 * takes two seconds to create and stays in memory.
 */
const anyCharacter = fc.nat(0x10ffff - halves.count).map(
  (at) => String.fromCodePoint(at < halves.from ? at : at + halves.count),
  (text) => {
    const code = typeof text === 'string' ? text.codePointAt(0) : undefined
    if (code === undefined || text !== String.fromCodePoint(code)) throw new Error('not a character')
    return code < halves.from ? code : code - halves.count
  },
)

/** Any well-formed text, of any characters. */
export const anyText = (maxLength?: number) => fc.string({ unit: anyCharacter, ...(maxLength ? { maxLength } : {}) })
