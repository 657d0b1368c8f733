/** A line-by-line comparison of two texts: removed, added and unchanged lines. */
export type DiffLine = { readonly kind: 'same' | 'gone' | 'new'; readonly text: string }

/** Longer texts are shown as removed and added completely, because nobody reads a diff of a thousand lines. */
const maxLines = 600

export function diffLines(before: string, after: string): readonly DiffLine[] {
  const a = before === '' ? [] : before.split('\n')
  const b = after === '' ? [] : after.split('\n')
  if (a.length > maxLines || b.length > maxLines) {
    return [...a.map((text) => ({ kind: 'gone' as const, text })), ...b.map((text) => ({ kind: 'new' as const, text }))]
  }
  // Length of the longest common subsequence of lines from each position on.
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  const at = (row: number, column: number) => common[row]?.[column] ?? 0
  for (let row = a.length - 1; row >= 0; row -= 1) {
    const line = common[row] ?? new Uint16Array(0)
    for (let column = b.length - 1; column >= 0; column -= 1) {
      line[column] =
        a[row] === b[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1))
    }
  }
  const lines: DiffLine[] = []
  let row = 0
  let column = 0
  while (row < a.length || column < b.length) {
    const left = a[row]
    const right = b[column]
    if (left !== undefined && left === right) {
      lines.push({ kind: 'same', text: left })
      row += 1
      column += 1
    } else if (left !== undefined && (right === undefined || at(row + 1, column) >= at(row, column + 1))) {
      lines.push({ kind: 'gone', text: left })
      row += 1
    } else {
      lines.push({ kind: 'new', text: right ?? '' })
      column += 1
    }
  }
  return lines
}
