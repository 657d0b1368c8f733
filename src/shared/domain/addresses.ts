/** E-mail addresses as they stand in cells: alone, several at once, or wrapped in a name. */
import { nullWords } from './null-words.ts'

const LOCAL_MAX = 64
const ADDRESS_MAX = 254

/** The common case, decided by one look; its parts are within their limits where the whole is at most 64 long. */
const plain = /^[a-z0-9_][a-z0-9_+-]*(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/

/** Dot-separated atoms; letters of any script. No `*` (masked cells), no brackets, no quote before it. */
const local = /^(?!')[\p{L}\p{M}\p{N}!#$%&'+=?^_~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'+=?^_~-]+)*$/u
const label = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u
const topLabel = /^(?:\p{L}[\p{L}\p{M}]{1,62}|xn--[a-z0-9-]{1,59})$/u

/** Whether this trimmed, lower-cased text is an address a mail can go to. A sensible part of the RFCs, not all. */
export function isAddress(key: string): boolean {
  if (key.length > ADDRESS_MAX) return false
  const at = key.indexOf('@')
  if (at < 1 || at > LOCAL_MAX || at !== key.lastIndexOf('@')) return false
  if (key.length - at <= 64 && plain.test(key)) return true
  const labels = key.slice(at + 1).split('.')
  if (labels.length < 2) return false
  return local.test(key.slice(0, at)) && labels.every((part) => label.test(part)) && topLabel.test(labels.at(-1) ?? '')
}

/** Spaces of every kind, and marks without width that copying leaves behind. */
const edges = /^[\s\u200b-\u200f\u2060\ufeff]+|(?<![\s\u200b-\u200f\u2060\ufeff])[\s\u200b-\u200f\u2060\ufeff]+$/g

/** The key of an address: trimmed and lower-cased, nothing folded. */
export const addressKey = (text: string): string => text.replace(edges, '').toLowerCase()

/** What people and tools write where there is no address. */
const nothing = new Set([
  ...nullWords,
  ...'na|no email|no e-mail|keine|keine e-mail|aucun|aucune|ninguno|sin correo|geen|geen e-mail|0|x|?|.|false'.split(
    '|',
  ),
])

/** Whether a cell says nothing at all, in so many words. */
const saysNothing = (cell: string): boolean => {
  const key = addressKey(cell)
  return key === '' || nothing.has(key)
}

export type FoundAddresses = {
  /** Valid addresses in the order of the cell, each once. */
  readonly valid: readonly string[]
  /** The cell holds something that is no address; as it stands, for the eye. */
  readonly broken: boolean
}

const NOT_THERE: FoundAddresses = { valid: [], broken: false }
const separators = /[\s,;/|<>()[\]"\u200b\u2060\ufeff]+/
const wrapping = /^(?:mailto:|e-?mail:|smtp:)+|^[':]+|(?<![':.!])[':.!]+$|\?(?:subject|cc|bcc|body)=.*$/g

/** A phone number in the place of an address is no address misspelt. */
const isPhone = /^[+(]?\d[\d\s().\-/]{5,24}$/

/** A cell longer than this is no place for addresses; only its beginning is looked at. */
const CELL_LOOKED_AT = 5000

/** Every address of a cell: `a@b.co; c@d.co`, `Ann <a@b.co>`, `mailto:a@b.co`, a list in brackets, "address / phone". */
export function findAddresses(cell: string): FoundAddresses {
  if (cell === '') return NOT_THERE
  if (cell.length <= 64 && plain.test(cell)) return { valid: [cell], broken: false }
  const key = addressKey(cell)
  if (isAddress(key)) return { valid: [key], broken: false }
  if (saysNothing(cell) || isPhone.test(key)) return NOT_THERE
  const valid = new Set<string>()
  for (const part of key.slice(0, CELL_LOOKED_AT).split(separators)) {
    if (!part.includes('@')) continue
    const bare = part.replace(wrapping, '')
    if (isAddress(bare)) valid.add(bare)
  }
  return { valid: [...valid], broken: valid.size === 0 }
}
