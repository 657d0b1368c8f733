/** Comments on the cells of a sheet: notes, the older kind, and threads with replies. */
import { withoutEscapes } from './sheet-values.ts'
import { type Attributes, attribute, type XmlHandler } from './xml-handler.ts'

/** By row number. */
export type CommentsOfRows = ReadonlyMap<number, readonly string[]>

/** The maximum length of a cell; no reader is shown more. */
const LONGEST = 32_767

const rowOf = (attributes: Attributes): number =>
  Number(/^[A-Z]{1,3}(\d{1,7})(?::|$)/.exec(attribute(attributes, 'ref') ?? '')?.[1] ?? 0)

function add(said: Map<number, string[]>, row: number, written: string) {
  const text = withoutEscapes(written)
  if (row === 0 || text.trim() === '') return
  const before = said.get(row)
  if (before) before.push(text)
  else said.set(row, [text])
}

/** Collects a text that arrives in pieces. */
function createText() {
  let text: string | null = null
  return {
    begin: () => {
      text = ''
    },
    add: (piece: string) => {
      if (text !== null && text.length < LONGEST) text += piece.slice(0, LONGEST - text.length)
    },
    end: (): string => {
      const whole = text ?? ''
      text = null
      return whole
    },
  }
}

/**
 * Handles `xl/comments1.xml`. If there are threads, a note may be the copy of one for programs that do not support
 * threads; it begins with a text about that and is skipped.
 */
export function notesHandler(said: Map<number, string[]>, besideThreads: boolean): XmlHandler {
  const authors: string[] = []
  const name = createText()
  const note = createText()
  let row = 0
  let author = ''
  let inText = false
  return {
    open(tag, attributes) {
      if (tag === 'author') name.begin()
      else if (tag === 'comment') {
        row = rowOf(attributes)
        author = authors[Number(attribute(attributes, 'authorId') ?? -1)] ?? ''
        note.begin()
      } else if (tag === 't') inText = true
    },
    text(piece) {
      name.add(piece)
      if (inText) note.add(piece)
    },
    close(tag) {
      if (tag === 't') inText = false
      else if (tag === 'author') authors.push(name.end())
      else if (tag === 'comment') {
        const text = note.end()
        if (!(besideThreads && author.startsWith('tc='))) add(said, row, text)
      }
    },
  }
}

/** Handles `xl/threadedComments/threadedComment1.xml`; each reply is a comment of its own. */
export function threadsHandler(said: Map<number, string[]>): XmlHandler {
  const comment = createText()
  let row = 0
  return {
    open(tag, attributes) {
      if (tag === 'threadedComment') row = rowOf(attributes)
      else if (tag === 'text') comment.begin()
    },
    text: comment.add,
    close(tag) {
      if (tag === 'text') add(said, row, comment.end())
    },
  }
}
