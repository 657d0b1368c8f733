/** Colours of the cells of a workbook, by which people who keep a sheet by hand mark rows. */
import type { Colour } from '#shared/domain/leads/import/colour-words.ts'
import type { Attributes } from './xml-handler.ts'

/** `key`: equal for equal colours. `name`: null if it has no usual name, or depends on the workbook's theme. */
export type CellColour = { readonly key: string; readonly name: Colour | null }

/** Excel's old palette, as far as its colours have a usual name. */
const palette: Readonly<Record<string, string>> = {
  '2': 'FF0000',
  '3': '00FF00',
  '4': '0000FF',
  '5': 'FFFF00',
  '10': 'FF0000',
  '11': '00FF00',
  '12': '0000FF',
  '13': 'FFFF00',
  '16': '800000',
  '17': '008000',
  '22': 'C0C0C0',
  '23': '808080',
  '42': 'CCFFCC',
  '43': 'FFFF99',
  '47': 'FFCC99',
  '50': '99CC00',
  '51': 'FFCC00',
  '52': 'FF9900',
  '53': 'FF6600',
}

/** Collects the colours of cell styles while a workbook's styles are read: the fill, or else the colour of the text. */
export function createStyleColours() {
  const fills: (CellColour | null)[] = []
  const fonts: (CellColour | null)[] = []
  let isSolid = false
  return {
    open(within: string, name: string, attributes: Attributes): void {
      if (within === 'fills' && name === 'fill') fills.push(null)
      else if (within === 'fills' && name === 'patternFill') isSolid = attributes['patternType'] === 'solid'
      else if (within === 'fills' && name === 'fgColor' && isSolid) fills[fills.length - 1] = colourOf(attributes)
      else if (within === 'fonts' && name === 'font') fonts.push(null)
      else if (within === 'fonts' && name === 'color') fonts[fonts.length - 1] = colourOf(attributes)
    },
    /** Returns the colour of a cell style; null for black text on white. */
    ofStyle: ({ fillId, fontId }: Attributes): CellColour | null =>
      fills[Number(fillId ?? 0)] ?? fonts[Number(fontId ?? 0)] ?? null,
  }
}

function colourOf({ rgb, indexed, theme, tint }: Attributes): CellColour | null {
  const hex = rgb ?? palette[indexed ?? '']
  // The first four colours of a theme are those of plain text and background.
  if (hex === undefined) return Number(theme ?? 0) > 3 ? { key: `theme ${theme} ${tint}`, name: null } : null
  const value = /^(?:[\da-f]{2})?([\da-f]{6})$/i.exec(hex)?.[1]
  if (value === undefined) return null
  const [red, green, blue] = [0, 2, 4].map((at) => Number.parseInt(value.slice(at, at + 2), 16)) as [
    number,
    number,
    number,
  ]
  const most = Math.max(red, green, blue)
  const range = most - Math.min(red, green, blue)
  if (range < 24) return most < 60 || most > 243 ? null : { key: value, name: 'grey' }
  return { key: value, name: nameOfHue(hueOf(red, green, blue, most, range)) }
}

/** Returns the hue in degrees: 0 is red, 120 green, 240 blue. */
function hueOf(red: number, green: number, blue: number, most: number, range: number): number {
  const sixth =
    most === red ? (green - blue) / range : most === green ? 2 + (blue - red) / range : 4 + (red - green) / range
  return (sixth * 60 + 360) % 360
}

/** Where people put the borders between colours. Excel's *Orange* has 45 degrees, its light *Neutral* yellow 48. */
function nameOfHue(hue: number): Colour | null {
  if (hue < 16 || hue >= 345) return 'red'
  if (hue < 46.5) return 'orange'
  if (hue < 70) return 'yellow'
  if (hue < 170) return 'green'
  return hue < 260 ? 'blue' : null
}
