/**
 * Reads rows and shared texts of a sheet directly from the text, in the form in which spreadsheet programs write them.
 * Anything written differently is left to the XML reader, which sees everything except the items taken here; each of
 * these is well-formed.
 */

/** Takes whole items of one element from a text that arrives in pieces. */
export type ItemReader = {
  /** The element whose children they are: `sheetData`. */
  readonly within: string
  /** The end of an item: `</row>`. */
  readonly end: string
  /** Takes an item from `from` to before `to`. Returns false, having taken nothing, if not written as expected. */
  take(text: string, from: number, to: number): boolean
}

/** The XML reader that reads the rest. */
type FallbackReader = {
  write(text: string): void
  /** The names of the open elements, from the outermost. */
  readonly path: readonly string[]
}

/** Characters that XML forbids in a text, or that its reader changes: line breaks. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const unusualText = /[\0-\u0008\u000b-\u001f\ufffe\uffff]|\]\]>|<!|<\?/
/** Maximum length of an item that is waited for. */
const longest = 1_000_000
const [space, lineFeed, tab, less] = [32, 10, 9, 60]

/** Feeds `slow` with everything that `items` does not take. */
export function createItemFeed(items: ItemReader, slow: FallbackReader) {
  const begin = `<${items.within}`
  let rest = ''
  let inside = false
  /** Whether the items are over, or something among them can only be read by the XML reader. */
  let over = false
  let depth = 0

  const isInside = () => slow.path.length === depth && slow.path.at(-1) === items.within

  /** Looks for the beginning of the items; returns true once it was found. */
  function findBegin(): boolean {
    const at = rest.indexOf(begin)
    const end = at < 0 ? -1 : rest.indexOf('>', at)
    if (end < 0) {
      const keep = at < 0 ? Math.max(0, rest.length - begin.length) : at
      if (at < 0 || rest.length - at > longest) {
        slow.write(rest.slice(0, keep))
        rest = rest.slice(keep)
      }
      return false
    }
    const head = rest.slice(0, end + 1)
    slow.write(head)
    rest = rest.slice(end + 1)
    depth = slow.path.length
    inside = isInside()
    // The element's name occurred in a comment, or the element is empty, so the text is read as any other XML.
    over = !inside
    return !over
  }

  function takeItems(): void {
    let at = 0
    for (;;) {
      let from = at
      for (let code = rest.charCodeAt(from); code === space || code === lineFeed || code === tab; ) {
        from += 1
        code = rest.charCodeAt(from)
      }
      const found = rest.indexOf(items.end, from)
      if (found < 0) {
        over = rest.length - from > longest || (rest.charCodeAt(from) === less && rest[from + 1] === '/')
        break
      }
      const to = found + items.end.length
      if (!items.take(rest, from, to)) {
        const item = rest.slice(at, to)
        slow.write(item)
        if (!isInside()) {
          over = true
          at = to
          break
        }
      }
      at = to
    }
    rest = rest.slice(at)
  }

  return {
    push(text: string): void {
      rest = rest === '' ? text : rest + text
      if (!over && (inside || findBegin())) {
        // Checked once for the whole piece, not for each item.
        if (unusualText.test(rest)) over = true
        else takeItems()
      }
      if (!over) return
      slow.write(rest)
      rest = ''
    },
    end(): void {
      slow.write(rest)
      rest = ''
    },
  }
}

const entities: ReadonlyMap<string, string> = new Map(
  Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }),
)

/** Returns an XML text with its five named characters resolved; null if it has other entities. */
function plainText(text: string): string | null {
  if (!text.includes('&')) return text
  let isKnown = true
  const plain = text.replace(/&([^;&]*);?/g, (all, name: string) => {
    const known = all.endsWith(';') ? entities.get(name) : undefined
    if (known === undefined) isKnown = false
    return known ?? ''
  })
  return isKnown ? plain : null
}

const rowTag = /<row((?: [A-Za-z][\w:]*="[^"<&]*")*)>/y
const firstLetter = 65

export type CellTaker = {
  /** `stated`: the row number, if the sheet contains it; `hidden`: the value of the hidden attribute. */
  beginRow(stated: string | undefined, hidden: string | undefined): void
  cell(column: number, type: string, style: number, text: string): void
  endRow(): void
}

/** Reads the rows of `sheetData`. A row is examined completely before any of it is reported. */
export function createSheetRowReader(taker: CellTaker): ItemReader {
  const columns: number[] = []
  const types: string[] = []
  const styles: number[] = []
  const texts: string[] = []
  return {
    within: 'sheetData',
    end: '</row>',
    take(text, from, to) {
      rowTag.lastIndex = from
      const tag = rowTag.exec(text)
      if (!tag) return false
      const names = [...(tag[1] ?? '').matchAll(/ ([\w:]+)="([^"]*)"/g)]
      if (new Set(names.map(([, name]) => name)).size !== names.length) return false
      const end = to - '</row>'.length
      let at = rowTag.lastIndex
      let count = 0
      while (at < end) {
        if (!text.startsWith('<c r="', at)) return false
        at += 6
        let column = 0
        let code = text.charCodeAt(at)
        const letters = at
        while (code >= firstLetter && code <= 90) {
          column = column * 26 + code - 64
          at += 1
          code = text.charCodeAt(at)
        }
        if (at === letters || at - letters > 3) return false
        const digits = at
        while (code >= 48 && code <= 57) {
          at += 1
          code = text.charCodeAt(at)
        }
        if (at === digits || code !== 34) return false
        at += 1
        let style = 0
        let type = ''
        if (text.startsWith(' s="', at)) {
          const close = text.indexOf('"', at + 4)
          const said = text.slice(at + 4, close)
          if (!/^\d{1,6}$/.test(said)) return false
          style = Number(said)
          at = close + 1
        }
        if (text.startsWith(' t="', at)) {
          const close = text.indexOf('"', at + 4)
          type = text.slice(at + 4, close)
          if (!/^[a-zA-Z]{1,9}$/.test(type)) return false
          at = close + 1
        }
        if (text.startsWith('/>', at)) {
          at += 2
          continue
        }
        let value = ''
        if (text.startsWith('><v>', at)) {
          const close = text.indexOf('<', at + 4)
          const plain = plainText(text.slice(at + 4, close))
          if (plain === null || !text.startsWith('</v></c>', close)) return false
          value = plain
          at = close + 8
        } else if (text.startsWith('><is><t', at)) {
          const open = afterTag(text, at + 7)
          if (open < 0) return false
          const close = text.indexOf('<', open)
          const plain = plainText(text.slice(open, close))
          if (plain === null || !text.startsWith('</t></is></c>', close)) return false
          value = plain
          at = close + 13
        } else if (text.startsWith('></c>', at)) at += 5
        else return false
        if (value === '') continue
        columns[count] = column - 1
        types[count] = type
        styles[count] = style
        texts[count] = value
        count += 1
      }
      if (at !== end) return false
      const said = (which: string) => names.find(([, name]) => name === which)?.[2]
      taker.beginRow(said('r'), said('hidden'))
      for (let cell = 0; cell < count; cell += 1)
        taker.cell(columns[cell] ?? 0, types[cell] || 'n', styles[cell] ?? 0, texts[cell] ?? '')
      taker.endRow()
      return true
    },
  }
}

const keepsSpace = ' xml:space="preserve">'

/** Returns where the text begins after a tag whose name ends at `at`; -1 if the tag has anything else. */
const afterTag = (text: string, at: number): number =>
  text.startsWith('>', at) ? at + 1 : text.startsWith(keepsSpace, at) ? at + keepsSpace.length : -1

/** Reads the texts of the shared strings table that do not consist of parts. */
export function createSharedTextReader(take: (text: string) => void): ItemReader {
  return {
    within: 'sst',
    end: '</si>',
    take(text, from, to) {
      if (!text.startsWith('<si><t', from)) return false
      const open = afterTag(text, from + 6)
      if (open < 0) return false
      const close = text.indexOf('<', open)
      if (close !== to - '</t></si>'.length || !text.startsWith('</t>', close)) return false
      const plain = plainText(text.slice(open, close))
      if (plain === null) return false
      take(plain)
      return true
    },
  }
}
