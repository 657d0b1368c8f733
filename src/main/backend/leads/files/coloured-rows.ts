/** Reads what a line above a table says about rows of some colour: `Red rows = do not email`. */
import { coloursIn } from '#shared/domain/leads/import/colour-words.ts'
import { stopReasonOf } from '#shared/domain/leads/import/opt-out-cells.ts'
import type { CellColour } from './cell-colours.ts'

type ColouredRow = {
  readonly filled: number
  readonly colours: readonly { readonly colour: CellColour; columns: number[]; holdsAddress: boolean }[]
}
type Line = { readonly text: string; readonly keys: readonly string[] }
/** What is said about a colour: by its word, or by a line in that colour itself, which may be a title of everybody. */
type ColourLegend = { readonly text: string; readonly isNamed: boolean; readonly isOf: (colour: CellColour) => boolean }

/** Notes above a table are at most this many lines from the top. */
const EARLY_LINES = 40
const betweenClauses = /[;\n|•]|,\s|\s\/\s/u

export function createColouredRows() {
  const rows = new Map<number, ColouredRow>()
  const early = new Map<number, Line>()
  return {
    keepRow(cells: readonly string[], line: number, coloured: ReadonlyMap<number, CellColour>): void {
      const filled = cells.filter((cell) => cell.trim() !== '')
      const byKey = new Map<string, ColouredRow['colours'][number]>()
      for (const [column, colour] of coloured) {
        const one = byKey.get(colour.key) ?? { colour, columns: [], holdsAddress: false }
        byKey.set(colour.key, one)
        one.columns.push(column)
        if (cells[column]?.includes('@')) one.holdsAddress = true
      }
      if (line <= EARLY_LINES) early.set(line, { text: filled.join(' '), keys: [...byKey.keys()] })
      if (byKey.size > 0) rows.set(line, { filled: filled.length, colours: [...byKey.values()] })
    },
    /**
     * Returns what is said about the row of each line, from line `from` on, and which of these texts are about no other
     * rows, as they name the colour. `isOfPerson`: whether a column has people's names.
     */
    remarks(from: number, isOfPerson: (column: number) => boolean) {
      const legends = [...early].flatMap(([line, said]) => (line < from ? legendsOf(said) : []))
      const cells = new Map<number, string>()
      const ofSome = new Set<string>()
      for (const [line, { filled, colours }] of rows) {
        if (line < from || legends.length === 0) continue
        const legend = legends.find(({ isOf }) =>
          colours.some(
            ({ colour, columns, holdsAddress }) =>
              isOf(colour) && (holdsAddress || columns.length * 2 >= filled || columns.some(isOfPerson)),
          ),
        )
        if (legend) cells.set(line, legend.text)
        if (legend?.isNamed) ofSome.add(legend.text)
      }
      return { cells, ofSome }
    },
  }
}

function legendsOf({ text, keys }: Line): readonly ColourLegend[] {
  return text.split(betweenClauses).flatMap((clause): readonly ColourLegend[] => {
    const said = clause.trim()
    if (stopReasonOf(said, 'words_stop') === null) return []
    const named = coloursIn(said)
    if (named.length > 0)
      return [{ text: said, isNamed: true, isOf: ({ name }) => name !== null && named.includes(name) }]
    const [key, ...others] = keys
    return key === undefined || others.length > 0
      ? []
      : [{ text: said, isNamed: false, isOf: (colour) => colour.key === key }]
  })
}
