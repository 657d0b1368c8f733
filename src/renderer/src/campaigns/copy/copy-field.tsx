import './copy.css'
import { type KeyboardEvent, type RefObject, useId, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { fieldNames } from '#shared/domain/campaigns/copy/copy-names.ts'
import { fuzzyFind } from '#shared/domain/core/fuzzy.ts'
import { knownVariables } from '#shared/domain/leads/import/mapping.ts'
import { t } from '../../core/lib/texts.ts'
import { TextArea, TextInput } from '../../core/ui/field.tsx'

type Props = {
  value: string
  onChange: (value: string) => void
  /** Names the leads have; well-known names and Instantly's own follow them. */
  names: readonly string[]
  /** Number of rows; a single line if omitted. */
  rows?: number | undefined
  mono?: boolean | undefined
  placeholder?: string | undefined
  autoFocus?: boolean | undefined
  onFocus?: (() => void) | undefined
  /** The input element, for inserting text at the caret. */
  field: RefObject<(HTMLInputElement & HTMLTextAreaElement) | null>
}

type Option = { readonly insert: string; readonly name: string; readonly kind: string }

/** Sender variables, filled in by Instantly. */
const ownNames = ['sendingAccountFirstName', 'sendingAccountName', 'accountSignature'] as const
const open = /\{\{[ \t]*([^{}|\n]{0,60})$/
const most = 8

function optionsFor(names: readonly string[], typed: string): readonly Option[] {
  const words = t.sequences
  const fields = new Set<string>(Object.values(fieldNames))
  const have = new Set(names)
  const all: readonly Option[] = [
    ...names.map((name) => ({
      name,
      insert: `{{${name}}}`,
      kind: fields.has(name) ? words.menuField : words.menuVariable,
    })),
    ...[...fields, ...knownVariables]
      .filter((name) => !have.has(name))
      .map((name) => ({ name, insert: `{{${name}}}`, kind: words.menuKnown })),
    ...ownNames.map((name) => ({ name, insert: `{{${name}}}`, kind: words.menuOwn })),
    { name: 'RANDOM', insert: '{{RANDOM | Hi | Hello}}', kind: words.menuChoice },
  ]
  const spaced = (name: string) => `${name} ${name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ')}`
  return fuzzyFind(all, typed, ({ name }) => spaced(name).toLowerCase(), most).map(({ item }) => item)
}

/** Returns the position of the caret within the field, in pixels, measured on a copy of its text. */
function caretPlace(element: HTMLInputElement | HTMLTextAreaElement, at: number): { x: number; y: number } {
  if (element instanceof HTMLInputElement) return { x: 0, y: element.offsetHeight + 8 }
  const mirror = document.createElement('div')
  const look = getComputedStyle(element)
  for (const name of ['font', 'letterSpacing', 'lineHeight', 'padding', 'boxSizing', 'overflowWrap'] as const) {
    mirror.style[name] = look[name]
  }
  mirror.style.position = 'absolute'
  mirror.style.visibility = 'hidden'
  mirror.style.whiteSpace = 'pre-wrap'
  mirror.style.width = `${element.clientWidth}px`
  mirror.textContent = element.value.slice(0, at)
  const mark = document.createElement('span')
  mark.textContent = '.'
  mirror.append(mark)
  document.body.append(mirror)
  const place = { x: mark.offsetLeft, y: mark.offsetTop + mark.offsetHeight - element.scrollTop + 4 }
  mirror.remove()
  return {
    x: Math.max(0, Math.min(place.x, element.clientWidth - 260)),
    y: Math.max(24, Math.min(place.y, element.offsetHeight)),
  }
}

/** A field for mail text: `{{` opens the variables, the arrow keys move, Enter or Tab inserts one, Escape closes. */
export function CopyField({ value, onChange, names, rows, field, ...rest }: Props) {
  const listId = useId()
  const [menu, setMenu] = useState<{ typed: string; from: number; x: number; y: number } | null>(null)
  const [active, setActive] = useState(0)
  /** Position where the operator closed the menu: it stays closed while typing continues after the same braces. */
  const closedAt = useRef(-1)
  const options = useMemo(() => (menu ? optionsFor(names, menu.typed) : []), [menu, names])
  const shown = menu !== null && options.length > 0
  const frame = useRef<HTMLDivElement>(null)

  const look = (element: HTMLInputElement & HTMLTextAreaElement) => {
    const caret = element.selectionStart ?? 0
    const found = open.exec(element.value.slice(0, caret))
    if (!found) closedAt.current = -1
    if (!found || element.selectionEnd !== caret || closedAt.current === found.index) {
      setMenu(null)
      return
    }
    const typed = found[1] ?? ''
    if (typed !== menu?.typed) setActive(0)
    setMenu({ typed, from: found.index, ...caretPlace(element, found.index) })
  }
  const choose = (option: Option | undefined) => {
    const element = field.current
    if (!option || !element || !menu) return
    const caret = element.selectionStart ?? value.length
    // Replaces closing braces that are already there.
    const after = value.slice(caret).replace(/^[ \t]*\}\}?/, '')
    // Rendered synchronously, so that the caret is after the inserted text before the next key press.
    flushSync(() => {
      onChange(value.slice(0, menu.from) + option.insert + after)
      setMenu(null)
    })
    const at = menu.from + option.insert.length
    element.focus()
    element.setSelectionRange(at, at)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!shown) return
    const { key } = event
    if (key === 'ArrowDown') setActive((active + 1) % options.length)
    else if (key === 'ArrowUp') setActive((active + options.length - 1) % options.length)
    else if ((key === 'Enter' && !event.ctrlKey && !event.metaKey) || (key === 'Tab' && !event.shiftKey)) {
      choose(options[active])
    } else if (key === 'Escape') {
      closedAt.current = menu.from
      setMenu(null)
    } else return
    event.preventDefault()
    event.stopPropagation()
    event.nativeEvent.stopImmediatePropagation()
  }
  const props = {
    ...rest,
    value,
    ref: field,
    spellCheck: true,
    onChange: (next: string) => {
      onChange(next)
      // The field already has its new text and caret.
      if (field.current) look(field.current)
    },
    onKeyDown,
    onClick: () => field.current && look(field.current),
    onBlur: () => setMenu(null),
    'aria-autocomplete': 'list' as const,
    'aria-controls': shown ? listId : undefined,
    'aria-activedescendant': shown ? `${listId}-${active}` : undefined,
  }
  return (
    <div className="copy-field" ref={frame}>
      {rows === undefined ? <TextInput {...props} /> : <TextArea rows={rows} {...props} />}
      {shown && (
        <div
          id={listId}
          role="listbox"
          aria-label={t.sequences.menu}
          className="copy-menu"
          style={{ left: menu.x, top: menu.y }}
        >
          <CopyOptions id={listId} options={options} active={active} onActive={setActive} onChoose={choose} />
        </div>
      )}
    </div>
  )
}

type OptionsProps = {
  id: string
  options: readonly Option[]
  active: number
  onActive: (at: number) => void
  onChoose: (option: Option) => void
}

/** The placeholders that match the typed text. */
function CopyOptions({ id, options, active, onActive, onChoose }: OptionsProps) {
  return options.map((option, at) => (
    // The field handles the keys.
    <div
      key={option.name}
      id={`${id}-${at}`}
      role="option"
      aria-selected={at === active}
      data-active={at === active || undefined}
      className="copy-option"
      onPointerMove={() => onActive(at)}
      // Keeps the focus in the field.
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => onChoose(option)}
    >
      <code>{option.name}</code>
      <span>{option.kind}</span>
    </div>
  ))
}
