/** Determines which texts of a workbook are struck through. */
import { type Attributes, attribute } from './xml-handler.ts'

/** Returns whether a `strike` element turns striking on; it may also cancel what a style sets. */
export const isStrike = (attributes: Attributes): boolean => !/^(?:0|false)$/.test(attribute(attributes, 'val') ?? '')

/** Tracks which runs of a rich text are struck through. */
export function createRunMarks() {
  let isStruck = false
  let hasOwnFont = false
  let seen = { struck: false, plain: false, struckAddress: false }
  return {
    begin(): void {
      isStruck = false
      hasOwnFont = false
      seen = { struck: false, plain: false, struckAddress: false }
    },
    open(name: string, attributes: Attributes): void {
      if (name === 'r') {
        isStruck = false
        hasOwnFont = false
      } else if (name === 'rPr') hasOwnFont = true
      else if (name === 'strike') isStruck = isStrike(attributes)
    },
    text(piece: string): void {
      if (piece.trim() === '') return
      if (isStruck) seen = { ...seen, struck: true, struckAddress: seen.struckAddress || piece.includes('@') }
      else if (hasOwnFont) seen = { ...seen, plain: true }
    },
    /** Whether the whole text or an address in it is struck through; null if that depends on the cell's font. */
    areStruck: (): boolean | null =>
      seen.struckAddress || (seen.struck && !seen.plain) ? true : seen.plain ? false : null,
  }
}
