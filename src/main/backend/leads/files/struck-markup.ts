/** Determines which cells of a web page or of Excel's XML are struck through. */

/** What a program writes into a page about its styles; more belongs to no table. */
const STYLE_CHARS = 1_000_000
const struckTags = new Set(['s', 'strike', 'del'])
const isStriking = (style: string): boolean => /line-through/i.test(style)

type Attributes = Readonly<Record<string, string>>

/** Follows the tags and texts of a page in their order. */
export function createStruckCells(isXml: boolean) {
  /** Classes of a page, or styles of a workbook, that strike through. */
  const styles = new Set<string>()
  let styleText: string | null = null
  let styleId = ''
  /** Whether each open element strikes through its content. */
  const open: boolean[] = []
  let striking = 0
  let seen = { struck: false, plain: false, struckAddress: false }

  const strikes = (name: string, attributes: Attributes): boolean => {
    if (isXml) return styles.has(attributes['ss:styleid'] ?? '')
    if (struckTags.has(name) || isStriking(attributes['style'] ?? '')) return true
    return styles.size > 0 && (attributes['class'] ?? '').split(/\s+/).some((each) => styles.has(each))
  }

  /** Keeps the classes of `.xl66, .xl67 { …; text-decoration: line-through }`. */
  function keepClasses(css: string): void {
    for (const rule of css.split('}')) {
      const at = rule.indexOf('{')
      if (at < 0 || !isStriking(rule.slice(at))) continue
      for (const [, name] of rule.slice(0, at).matchAll(/\.([\w-]+)/g)) styles.add(name as string)
    }
  }

  return {
    open(name: string, attributes: Attributes): void {
      if (name === 'style') {
        styleId = attributes['ss:id'] ?? ''
        styleText = isXml ? null : ''
      } else if (isXml && name === 'font' && attributes['ss:strikethrough'] === '1') styles.add(styleId)
      const isStruck = strikes(name, attributes)
      open.push(isStruck)
      if (isStruck) striking += 1
    },
    close(): void {
      if (open.pop()) striking -= 1
      if (styleText === null) return
      keepClasses(styleText)
      styleText = null
    },
    text(piece: string): void {
      if (styleText !== null) {
        if (styleText.length < STYLE_CHARS) styleText += piece
      } else if (piece.trim() === '') return
      else if (striking === 0) seen.plain = true
      else {
        seen.struck = true
        seen.struckAddress ||= piece.includes('@')
      }
    },
    beginCell(): void {
      seen = { struck: false, plain: false, struckAddress: false }
    },
    /** Returns whether the whole text of the cell, or an address in it, is struck through. */
    isCellStruck: (): boolean => seen.struckAddress || (seen.struck && !seen.plain),
  }
}
