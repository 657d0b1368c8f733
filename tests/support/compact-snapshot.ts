/**
 * Depth to which drizzle's snapshot of the schema is expanded: one line for each column, index and reference of a
 * table.
 */
const depth = 4

/**
 * Returns a snapshot in the form kept in git: a change in the schema changes one line, where drizzle's own form takes
 * six.
 */
export function compactSnapshot(text: string): string {
  return `${written(JSON.parse(text), 0)}\n`
}

function written(value: unknown, level: number): string {
  if (level >= depth || typeof value !== 'object' || value === null || Array.isArray(value))
    return JSON.stringify(value)
  const lines = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${written(one, level + 1)}`)
  if (lines.length === 0) return '{}'
  const indent = '  '.repeat(level)
  return `{\n${lines.map((line) => `${indent}  ${line}`).join(',\n')}\n${indent}}`
}
