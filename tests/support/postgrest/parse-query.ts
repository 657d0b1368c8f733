/** Parses PostgREST's query syntax, as far as readers use it: select, order, filters. Throws `BadQuery`. */
export class BadQuery extends Error {}

export type SelectItem = { readonly sql: string; readonly name: string }

const ident = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Splits at a separator outside of quotes and brackets. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = []
  let part = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (quoted && sign === '\\') {
      part += sign + (text[++at] ?? '')
      continue
    }
    if (sign === '"') quoted = !quoted
    if (sign === separator && !quoted) {
      parts.push(part)
      part = ''
    } else part += sign
  }
  return [...parts, part]
}

const unquoted = (text: string): string =>
  text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text

/** Parses `*`, `name`, `"odd name"`, `alias:name`, `name::type`, `name->key`, `name->>key`. */
export function parseSelect(text: string): SelectItem[] | null {
  if (text.trim() === '*' || text.trim() === '') return null
  return splitOutside(text, ',').map((item) => {
    const [, alias, source = ''] = /^(?:([A-Za-z_]\w*):(?!:))?(.+)$/s.exec(item.trim()) ?? []
    const [path = '', cast] = source.split('::')
    const arrows = path.split(/(->>?)/)
    const column = unquoted(arrows[0] ?? '')
    let sql = ident(column)
    let name = column
    for (let at = 1; at < arrows.length; at += 2) {
      const key = arrows[at + 1] ?? ''
      sql = `(${sql} ${arrows[at]} ${/^\d+$/.test(key) ? key : `'${key.replaceAll("'", "''")}'`})`
      name = key
    }
    if (cast !== undefined) {
      if (!/^[a-z][a-z0-9_ ]*$/.test(cast)) throw new BadQuery(`cast ${cast}`)
      sql = `(${sql})::${cast}`
    }
    return { sql, name: alias ?? name }
  })
}

export function parseOrder(text: string | null): string {
  if (!text) return ''
  const parts = splitOutside(text, ',').map((item) => {
    const [, column = '', rest = ''] = /^("(?:[^"\\]|\\.)*"|[^.]+)(.*)$/s.exec(item) ?? []
    const words = rest.split('.').filter(Boolean)
    const direction = words.includes('desc') ? 'desc' : 'asc'
    const nulls = words.includes('nullsfirst') ? ' nulls first' : words.includes('nullslast') ? ' nulls last' : ''
    return `${ident(unquoted(column))} ${direction}${nulls}`
  })
  return ` order by ${parts.join(', ')}`
}

const operators: Readonly<Record<string, string>> = {
  eq: '=',
  neq: '<>',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  like: 'like',
  ilike: 'ilike',
  match: '~',
  imatch: '~*',
}

/** Parses one `column=op.value`; values become parameters. */
export function parseFilter(column: string, text: string, values: unknown[]): string {
  const negated = text.startsWith('not.')
  const plain = negated ? text.slice(4) : text
  const dot = plain.indexOf('.')
  const op = plain.slice(0, dot)
  const value = plain.slice(dot + 1)
  const name = ident(unquoted(column))
  const sql = filterSql(name, op, value, values)
  return negated ? `not (${sql})` : sql
}

function filterSql(name: string, op: string, value: string, values: unknown[]): string {
  if (op === 'is') {
    if (!/^(?:null|true|false)$/.test(value)) throw new BadQuery(`is.${value}`)
    return `${name} is ${value}`
  }
  if (op === 'in') {
    const inside = /^\((.*)\)$/s.exec(value)?.[1] ?? ''
    const list = splitOutside(inside, ',').map((each) => {
      values.push(unquoted(each))
      return `$${values.length}`
    })
    return `${name} in (${list.join(', ')})`
  }
  const sign = operators[op]
  if (!sign) throw new BadQuery(`"failed to parse filter (${op}.${value})"`)
  values.push(op.endsWith('like') ? value.replaceAll('*', '%') : value)
  return `${name} ${sign} $${values.length}`
}
