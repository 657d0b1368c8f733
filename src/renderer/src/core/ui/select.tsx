import './field.css'
import './select.css'
import { Check, ChevronDown } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import { t } from '../lib/texts.ts'
import { Icon } from './button.tsx'
import { Cut } from './cut.tsx'
import { useFieldProps } from './field.tsx'
import { filterOptions, type SelectOption, type SelectValue } from './select-options.ts'

export type { SelectOption }

type Props<Value extends SelectValue> = {
  /** Null without an option for it shows the placeholder. */
  value: Value | null
  options: readonly SelectOption<Value>[]
  onChange: (value: Value) => void
  placeholder?: string | undefined
  /** Lets the operator type to narrow the options; on by default for more than 12. */
  searchable?: boolean | undefined
  disabled?: boolean | undefined
  /** Accessible name, if there is no Field around it. */
  label?: string | undefined
  /** No border until hovered, as wide as its text. */
  plain?: boolean | undefined
  /** Shown before the selected label. */
  before?: ReactNode | undefined
}

/** A choice among several options. Not Radix's Select, whose <style> element our content security policy forbids. */
export function Select<Value extends SelectValue>(props: Props<Value>) {
  const { value, options, placeholder, disabled, label, plain, before } = props
  const [open, setOpen] = useState(false)
  const field = useFieldProps()
  const listId = useId()
  const chosen = options.find((option) => option.value === value)
  const byKeys = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
    }
  }
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button
          type="button"
          {...field}
          role="combobox"
          aria-expanded={open}
          aria-controls={open ? listId : undefined}
          aria-haspopup="listbox"
          aria-label={label}
          aria-labelledby={!label && 'id' in field ? `${field.id}-label ${field.id}` : undefined}
          disabled={disabled}
          className={plain ? 'select select-plain' : 'select'}
          onKeyDown={byKeys}
        >
          {before}
          <span className={chosen ? 'ellipsis' : 'ellipsis text-3'} title={chosen?.label}>
            {chosen?.label ?? placeholder ?? t.ui.choose}
          </span>
          <Icon of={ChevronDown} size={14} />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="select-panel"
          aria-label={label ?? t.ui.choose}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onOpenAutoFocus={(event) => {
            event.preventDefault()
            // A dialog around it releases the focus only now.
            const panel = event.currentTarget as HTMLElement | null
            panel?.querySelector<HTMLElement>('.select-search, .select-list')?.focus()
          }}
        >
          <Options {...props} listId={listId} onDone={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Options<Value extends SelectValue>({
  value,
  options,
  onChange,
  searchable = options.length > 12,
  label,
  listId,
  onDone,
}: Props<Value> & { listId: string; onDone: () => void }) {
  const [typed, setTyped] = useState('')
  const shown = useMemo(() => filterOptions(options, typed), [options, typed])
  const [active, setActive] = useState(() => Math.max(0, indexOf(options, value)))
  const focusRef = useRef<HTMLInputElement & HTMLDivElement>(null)
  const listRef = useRef<HTMLDivElement>(null)
  useEffect(() => focusRef.current?.focus(), [])
  useEffect(() => {
    listRef.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
    // The marked option depends on these.
  }, [active, shown])

  const choose = (option: SelectOption<Value> | undefined) => {
    if (!option || option.disabled) return
    onChange(option.value)
    onDone()
  }
  const byKeys = (event: KeyboardEvent) => {
    const to = moveTo(event.key, active, shown.length - 1)
    if (to !== null) {
      event.preventDefault()
      setActive(to)
    } else if (event.key === 'Enter' || (event.key === ' ' && !searchable)) {
      event.preventDefault()
      choose(shown[active])
    } else if (event.key === 'Tab') {
      onDone()
    } else if (!searchable && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      const found = shown.findIndex((option) => option.label.toLowerCase().startsWith(event.key.toLowerCase()))
      if (found >= 0) setActive(found)
    }
  }
  const optionId = (index: number) => `${listId}-${index}`
  const focusProps = {
    ref: focusRef,
    onKeyDown: byKeys,
    'aria-activedescendant': shown.length > 0 ? optionId(active) : undefined,
  }

  return (
    <>
      {searchable && (
        <input
          {...focusProps}
          className="select-search"
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-label={t.ui.search}
          placeholder={t.ui.search}
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setActive(0)
          }}
        />
      )}
      <div
        {...(searchable ? {} : focusProps)}
        role="listbox"
        id={listId}
        aria-label={label ?? t.ui.choose}
        className="select-list"
        tabIndex={searchable ? -1 : 0}
      >
        <div ref={listRef} role="presentation">
          {shown.map((option, index) => (
            <div key={String(option.value)} role="presentation">
              {option.group && option.group !== shown[index - 1]?.group && (
                <div className="select-group" role="presentation">
                  {option.group}
                </div>
              )}
              <OptionRow
                id={optionId(index)}
                option={option}
                chosen={option.value === value}
                active={index === active}
                onActive={() => setActive(index)}
                onChoose={() => choose(option)}
              />
            </div>
          ))}
          {shown.length === 0 && <div className="select-none">{t.ui.nothingFound}</div>}
        </div>
      </div>
    </>
  )
}

const indexOf = (options: readonly SelectOption<SelectValue>[], value: SelectValue) =>
  options.findIndex((option) => option.value === value)

/** Returns the option that a key moves to; null if the key does not move. */
function moveTo(key: string, from: number, last: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, from + 1)
    case 'ArrowUp':
      return Math.max(0, from - 1)
    case 'Home':
      return 0
    case 'End':
      return last
    case 'PageDown':
      return Math.min(last, from + 8)
    case 'PageUp':
      return Math.max(0, from - 8)
    default:
      return null
  }
}

type OptionRowProps = {
  id: string
  option: SelectOption<SelectValue>
  chosen: boolean
  active: boolean
  onActive: () => void
  onChoose: () => void
}

const OptionRow = ({ id, option, chosen, active, onActive, onChoose }: OptionRowProps) => (
  // The list handles the keys.
  <div
    id={id}
    role="option"
    aria-selected={chosen}
    aria-disabled={option.disabled}
    data-active={active || undefined}
    className="select-option"
    onPointerMove={onActive}
    onClick={onChoose}
  >
    {option.before}
    <Cut text={option.label} />
    {option.hint && <span className="select-hint ellipsis">{option.hint}</span>}
    {chosen && <Icon of={Check} size={14} className="push" />}
  </div>
)
