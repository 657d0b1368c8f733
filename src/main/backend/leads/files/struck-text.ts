/** Which texts of a workbook are struck through. */
import { type Attributes, attribute } from './xml-handler.ts'

/** Whether a `strike` says so: it may also take back what a style says. */
export const isStrike = (attributes: Attributes): boolean => !/^(?:0|false)$/.test(attribute(attributes, 'val') ?? '')

/** Follows the runs of a rich text: which are struck through. */
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
    /** All of it, or an address in it; null where the font of the cell says so. */
    areStruck: (): boolean | null =>
      seen.struckAddress || (seen.struck && !seen.plain) ? true : seen.plain ? false : null,
  }
}
