/**
 * Finds, in the source of the window and the shell, texts that bypass the catalogue or would not follow a language
 * switch.
 */
import { parseSync } from 'oxc-parser'

export type Finding = { readonly line: number; readonly text: string }

type Node = { readonly type: string; readonly start: number; readonly end: number } & Readonly<Record<string, unknown>>
/** The ancestors of a node, the nearest first. */
type Within = readonly Node[]

/**
 * Whether a string has two words, begins like a sentence, or stands between other texts. Classes, keys and routes do
 * not.
 */
const readsAsText = (text: string): boolean =>
  /\p{L}{2,}[,.:;!?]?\s+\p{L}{2,}/u.test(text) ||
  /^\s*\p{Lu}\p{Ll}+(?:[\s.,:;!?…]|$)/u.test(text) ||
  /^\s+\p{Ll}{2,}\s*$|^\s*\p{Ll}{2,}\s+$/u.test(text)

/** Attributes that are always shown to an operator, so that even one word in them is a text. */
const shownNames = /^(aria-label|aria-description|title|placeholder|alt|label)$/
const isShown = (node: Node, [parent]: Within): boolean =>
  node.type === 'JSXText' || (parent?.type === 'JSXAttribute' && shownNames.test(nameOf(parent['name']) ?? ''))

/** Attributes and properties that are never shown to an operator. */
const codeNames =
  /^(className|style|key|id|type|d|href|src|role|name|data-.+|transform|width|gridTemplateColumns|autoComplete)$/

/** Calls whose own strings are names of queries or exports; what they draw is passed as elements. */
const codeCalls = /^(useComposedQuery|lazyNamed|screen)$/

/**
 * Returns strings that read as text and are not in the catalogue. `allowed` are those that are the same in every
 * language.
 */
export function textsOutsideCatalogue(file: string, source: string, allowed: ReadonlySet<string>): readonly Finding[] {
  const found: Finding[] = []
  visit(parse(file, source), [], (node, within) => {
    const text = textOf(node)
    if (text === null || allowed.has(text.trim()) || isCode(within)) return
    if (!readsAsText(text) && !(isShown(node, within) && /\p{L}{2,}/u.test(text))) return
    found.push({ line: lineOf(source, node), text: text.trim() })
  })
  return found
}

/** Returns texts of the catalogue that are read when a module is loaded, and so stay in the language of that moment. */
export function textsReadAtLoad(file: string, source: string): readonly Finding[] {
  const program = parse(file, source)
  const live = liveNames(program)
  const found: Finding[] = []
  visit(program, [], (node, within) => {
    if (node.type !== 'Identifier' || !live.has(String(node['name']))) return
    const [parent] = within
    if (!parent || isName(node, parent) || within.some((outer) => isLater(outer) || isImportOrType(outer))) return
    found.push({ line: lineOf(source, node), text: source.slice(parent.start, parent.end).split('\n')[0] ?? '' })
  })
  return found
}

function parse(file: string, source: string): Node {
  const { program, errors } = parseSync(file, source)
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`)
  return program as unknown as Node
}

function visit(node: Node, within: Within, look: (node: Node, within: Within) => void): void {
  look(node, within)
  const inside = [node, ...within]
  for (const [name, value] of Object.entries(node)) {
    if (name === 'parent') continue
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) visit(child, inside, look)
    }
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'

function textOf(node: Node): string | null {
  if (node.type === 'JSXText') return String(node['value'])
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value']
  if (node.type === 'TemplateElement') return (node['value'] as { cooked?: string }).cooked ?? null
  return null
}

/** Whether a string is in code only: a type, an import, a key, a class, an error's message, the log, SQL. */
function isCode(within: Within): boolean {
  const [parent, grandparent] = within
  const holder = parent?.type === 'TemplateLiteral' ? grandparent : parent
  if (holder?.type === 'Property' && codeNames.test(nameOf(holder['key']) ?? '')) return true
  if (holder?.type === 'BinaryExpression' || holder?.type === 'SwitchCase') return true
  return within.some(
    (outer) =>
      isImportOrType(outer) ||
      (outer.type === 'ExpressionStatement' && typeof outer['directive'] === 'string') ||
      (outer.type === 'JSXAttribute' && codeNames.test(nameOf(outer['name']) ?? '')) ||
      (outer.type === 'NewExpression' && (nameOf(outer['callee']) ?? '').endsWith('Error')) ||
      (outer.type === 'CallExpression' &&
        (isLogging(outer['callee']) || codeCalls.test(nameOf(outer['callee']) ?? ''))),
  )
}

function isLogging(callee: unknown): boolean {
  if (!isNode(callee) || callee.type !== 'MemberExpression') return false
  return /^(log|logger|console)$/.test(nameOf(callee['object']) ?? '')
}

const nameOf = (node: unknown): string | null => {
  if (!isNode(node)) return null
  const name = node['name'] ?? node['value']
  return typeof name === 'string' ? name : isNode(name) ? nameOf(name) : null
}

const isImportOrType = (node: Node): boolean =>
  /^(Import|ExportAll)/.test(node.type) || (node.type.startsWith('TS') && !/^TS(As|NonNull|Satisfies)/.test(node.type))

/** A function's body runs when it is called. */
const isLater = (node: Node): boolean => /Function/.test(node.type) && !node.type.startsWith('TS')

/** The name of a property or member does not read a variable. */
const isName = (node: Node, parent: Node): boolean =>
  (parent.type === 'MemberExpression' && parent['property'] === node && parent['computed'] !== true) ||
  (parent.type === 'Property' && parent['key'] === node && parent['value'] !== node)

const switched = new Set(['t', 'spoken', 'shellTexts'])

/** Returns the names under which a module has the texts: imported from a `texts.ts` that switches. */
function liveNames(program: Node): ReadonlySet<string> {
  const names = new Set<string>()
  for (const statement of program['body'] as readonly Node[]) {
    if (statement.type !== 'ImportDeclaration' || !(nameOf(statement['source']) ?? '').endsWith('/texts.ts')) continue
    for (const each of statement['specifiers'] as readonly Node[]) {
      const local = nameOf(each['local'])
      if (local && switched.has(nameOf(each['imported']) ?? '')) names.add(local)
    }
  }
  return names
}

const lineOf = (source: string, node: Node): number => source.slice(0, node.start).split('\n').length

/** Returns the kinds of the arguments of each text that is a function, by its path (`lists.page.count`). */
export const argumentsOfTexts = (file: string, source: string): ReadonlyMap<string, readonly string[]> =>
  parametersOfTexts(file, source, (param) => kindOf(param, source))

/** Returns the names of the same arguments; a destructured one has none. */
export const argumentNamesOfTexts = (file: string, source: string): ReadonlyMap<string, readonly string[]> =>
  parametersOfTexts(file, source, (param) => nameOf(param) ?? nameOf(param['left']) ?? '')

function parametersOfTexts(
  file: string,
  source: string,
  look: (param: Node) => string,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  const collect = (node: Node, path: string): void => {
    if (node.type === 'TSSatisfiesExpression' || node.type === 'TSAsExpression') {
      collect(node['expression'] as Node, path)
    } else if (node.type === 'ArrowFunctionExpression') {
      found.set(path, (node['params'] as readonly Node[]).map(look))
    } else if (node.type === 'ObjectExpression') {
      for (const property of node['properties'] as readonly Node[]) {
        if (property.type === 'Property') collect(property['value'] as Node, `${path}.${nameOf(property['key'])}`)
      }
    }
  }
  for (const statement of parse(file, source)['body'] as readonly Node[]) {
    const declared = (statement['declaration'] as Node | null | undefined)?.['declarations']
    if (statement.type !== 'ExportNamedDeclaration' || !Array.isArray(declared)) continue
    for (const each of declared as readonly Node[]) {
      const name = nameOf(each['id']) ?? ''
      if (name.endsWith('En') && isNode(each['init'])) collect(each['init'], name.slice(0, -2))
    }
  }
  return found
}

function kindOf(param: Node, source: string): string {
  const type = (param['typeAnnotation'] as Node | null)?.['typeAnnotation'] as Node | undefined
  return type ? source.slice(type.start, type.end) : 'unknown'
}

/** Returns the paths of the texts a file puts on buttons. */
export function textsOnButtons(file: string, source: string): readonly string[] {
  const found: string[] = []
  const program = parse(file, source)
  const groups = new Map<string, string>()
  visit(program, [], (node) => {
    if (node.type !== 'VariableDeclarator' || !isNode(node['init'])) return
    const text = source.slice(node['init'].start, node['init'].end)
    if (/^t(\.\w+)+$/.test(text)) groups.set(nameOf(node['id']) ?? '', text.slice(2))
  })
  visit(program, [], (node) => {
    if (node.type !== 'JSXElement' || nameOf((node['openingElement'] as Node)['name']) !== 'Button') return
    const attributes = (node['openingElement'] as Node)['attributes'] as readonly Node[]
    for (const label of attributes.filter((each) => nameOf(each['name']) === 'label')) {
      for (const [, group = '', rest = ''] of source.slice(label.start, label.end).matchAll(/\b(\w+)((?:\.\w+)+)/g)) {
        if (group === 't') found.push(rest.slice(1))
        else if (groups.has(group)) found.push(`${groups.get(group)}${rest}`)
      }
    }
  })
  return found
}
