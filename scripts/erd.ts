/** `npm run docs:schema [-- FILE]`: writes the schema as a mermaid diagram, out/docs/schema.md. */
import { globSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { is } from 'drizzle-orm/entity'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'

const root = path.join(import.meta.dirname, '..')
type Table = ReturnType<typeof getTableConfig>
type Column = Table['columns'][number]

const page = process.argv[2] ?? path.join(root, 'out', 'docs', 'schema.md')
mkdirSync(path.dirname(page), { recursive: true })
writeFileSync(page, `# The store\n\n${drawDiagram(await readTables())}\n`)
console.log(`Written: ${page}`)

/** Every table of every schema file, so that a new file needs no entry anywhere. */
async function readTables(): Promise<readonly Table[]> {
  const files = globSync('src/main/backend/core/db/schema/**/*.ts', { cwd: root }).toSorted()
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

/**
 * Returns what the name and type do not show: the allowed values, whether the column is nullable, whether SQLite
 * computes it.
 */
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
