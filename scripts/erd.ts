/** `node scripts/erd.ts [--check] [PAGE]`: the schema as a mermaid diagram, written between two markers of PAGE. */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { is } from 'drizzle-orm/entity'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'

const root = path.join(import.meta.dirname, '..')
const start = '<!-- erd:start, written by scripts/erd.ts -->'
const end = '<!-- erd:end -->'

type Table = ReturnType<typeof getTableConfig>
type Column = Table['columns'][number]

const args = process.argv.slice(2)
const check = args.includes('--check')
const page = args.find((arg) => !arg.startsWith('--')) ?? path.join(root, 'docs', 'architecture.md')

const before = readFileSync(page, 'utf8')
const after = withDiagram(before, drawDiagram(await readTables()))
if (after === null) {
  console.error(`${page} has no place for the diagram: it needs the lines\n${start}\n${end}`)
  process.exit(2)
}
if (after === before) console.log(`${page} shows the schema as it is.`)
else if (check) {
  console.error(`${page} does not show the schema as it is. Run: npx node scripts/erd.ts`)
  process.exit(1)
} else {
  writeFileSync(page, after)
  console.log(`${page} shows the schema as it is now.`)
}

/** Every table of every schema file, so that a new file needs no entry anywhere. */
async function readTables(): Promise<readonly Table[]> {
  const files = globSync('src/main/backend/db/schema/*.ts', { cwd: root }).toSorted()
  const modules: Record<string, unknown>[] = await Promise.all(
    files.map((file) => import(pathToFileURL(path.join(root, file)).href)),
  )
  return modules
    .flatMap((module) => Object.values(module))
    .filter((value) => is(value, SQLiteTable))
    .map((table) => getTableConfig(table))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function drawDiagram(tables: readonly Table[]): string {
  const lines = [...tables.flatMap(drawTable), ...tables.flatMap(drawReferences)]
  return ['```mermaid', 'erDiagram', ...lines.map((line) => `  ${line}`), '```'].join('\n')
}

function drawTable(table: Table): readonly string[] {
  const references = new Set(table.foreignKeys.flatMap((key) => key.reference().columns.map(({ name }) => name)))
  const primary = new Set(table.primaryKeys.flatMap((key) => key.columns.map(({ name }) => name)))
  const unique = new Set(
    table.indexes.flatMap(({ config }) => {
      const [only, ...more] = config.columns
      return config.unique && only && 'name' in only && more.length === 0 ? [only.name] : []
    }),
  )
  const columns = table.columns.map((column) => {
    const keys = [
      ...(column.primary || primary.has(column.name) ? ['PK'] : []),
      ...(references.has(column.name) ? ['FK'] : []),
      ...(unique.has(column.name) ? ['UK'] : []),
    ]
    const parts = [column.getSQLType(), column.name, keys.join(', '), quoted(remarkOn(column))]
    return `  ${parts.filter(Boolean).join(' ')}`
  })
  return [`${table.name} {`, ...columns, '}']
}

/** What the name and type do not tell: the words it may hold, whether it may be empty, whether SQLite computes it. */
function remarkOn(column: Column): string {
  const computed = column.generated !== undefined
  return [
    ...(column.enumValues?.length ? [column.enumValues.join(' | ')] : []),
    ...(computed ? ['read out of payload'] : []),
    ...(!column.notNull && !column.primary && !computed ? ['may be null'] : []),
  ].join('; ')
}

function drawReferences(table: Table): readonly string[] {
  return table.foreignKeys.map((key) => {
    const { columns, foreignTable } = key.reference()
    const one = columns.every((column) => column.notNull) ? '||' : '|o'
    return `${getTableConfig(foreignTable).name} ${one}--o{ ${table.name} : ${columns.map(({ name }) => name).join('_and_')}`
  })
}

function quoted(text: string): string {
  return text === '' ? '' : `"${text}"`
}

/** The page with the diagram in its place; null where the page has no such place. */
function withDiagram(text: string, diagram: string): string | null {
  const from = text.indexOf(start)
  const to = text.indexOf(end, from)
  if (from < 0 || to < 0) return null
  return `${text.slice(0, from + start.length)}\n\n${diagram}\n\n${text.slice(to)}`
}
