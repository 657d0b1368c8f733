import './tag-picker.css'
import { X } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import type { TagChoice, WorkspaceTag } from '#shared/contract/campaigns/campaign-tags.ts'
import { t } from '../../core/lib/texts.ts'
import { Icon } from '../../core/ui/button.tsx'
import { Cut } from '../../core/ui/cut.tsx'
import { filterOptions } from '../../core/ui/select-options.ts'

type Props = {
  chosen: readonly TagChoice[]
  /** Undefined until loaded. */
  known: readonly WorkspaceTag[] | undefined
  most: number
  /** Purpose of the tags, for screen readers. */
  label: string
  busy?: boolean
  onAdd: (tag: TagChoice) => void
  onRemove: (tag: TagChoice) => void
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

/** Tags of a campaign: each can be removed; others are found or created by typing their name. */
export function TagPicker({ chosen, known, most, label, busy = false, onAdd, onRemove }: Props) {
  const words = t.exportTargets.tags
  const full = chosen.length >= most
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className="stack-2">
      {chosen.length > 0 && (
        <ul className="tag-chips" aria-label={label}>
          {chosen.map((tag) => (
            <li key={tag.name} className="tag-chip">
              <Cut text={tag.name} />
              {tag.id === null && <span className="text-3 small">{words.isNew}</span>}
              <button
                type="button"
                className="tag-chip-off"
                aria-label={words.remove(tag.name)}
                title={words.remove(tag.name)}
                aria-disabled={busy || undefined}
                onClick={() => {
                  if (busy) return
                  onRemove(tag)
                  input.current?.focus()
                }}
              >
                <Icon of={X} size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {full ? (
        <p className="small text-3">{words.most(most)}</p>
      ) : (
        <TagInput inputRef={input} chosen={chosen} known={known} label={label} busy={busy} onAdd={onAdd} />
      )}
    </div>
  )
}

type Option = { readonly value: string; readonly label: string; readonly tag: TagChoice; readonly isNew: boolean }

/** Returns the options for the typed text: existing tags, and a new one if none has exactly this name. */
function optionsOf(typed: string, known: readonly WorkspaceTag[], chosen: readonly TagChoice[]): readonly Option[] {
  const free = known.filter((tag) => !chosen.some(({ name }) => same(name, tag.name)))
  const found = filterOptions(
    free.map((tag) => ({ value: tag.id, label: tag.name })),
    typed,
  )
  const name = typed.trim().slice(0, 100)
  const isThere = [...known, ...chosen].some((tag) => same(tag.name, name))
  return [
    ...found.map(({ value, label }) => ({ value, label, tag: { id: value, name: label }, isNew: false })),
    ...(name === '' || isThere
      ? []
      : [{ value: 'new', label: t.exportTargets.tags.make(name), tag: { id: null, name }, isNew: true }]),
  ]
}

function TagInput({
  inputRef,
  chosen,
  known,
  label,
  busy,
  onAdd,
}: Pick<Props, 'chosen' | 'known' | 'label' | 'onAdd'> & {
  busy: boolean
  inputRef: React.RefObject<HTMLInputElement | null>
}) {
  const words = t.exportTargets.tags
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const listId = useId()
  const options = optionsOf(typed, known ?? [], chosen)
  const at = Math.min(active, options.length - 1)
  const shown = open && options.length > 0
  const optionId = (index: number) => `${listId}-${index}`

  const choose = (option: Option | undefined) => {
    if (!option || busy) return
    onAdd(option.tag)
    setTyped('')
    setActive(0)
  }
  const byKeys = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!open) setOpen(true)
      else setActive(Math.max(0, Math.min(options.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1))))
    } else if (event.key === 'Enter') {
      // Enter chooses an option and must not submit a surrounding form.
      event.preventDefault()
      choose(options[at])
    } else if (event.key === 'Escape' && open) {
      event.preventDefault()
      event.stopPropagation()
      setOpen(false)
    }
  }
  return (
    <Popover.Root open={shown} onOpenChange={setOpen}>
      <Popover.Anchor asChild>
        <div className="input tag-input">
          <input
            ref={inputRef}
            role="combobox"
            aria-label={`${label}: ${words.add}`}
            aria-expanded={shown}
            aria-controls={shown ? listId : undefined}
            aria-autocomplete="list"
            aria-activedescendant={shown ? optionId(at) : undefined}
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            placeholder={words.placeholder}
            value={typed}
            readOnly={busy}
            onFocus={() => setOpen(true)}
            onClick={() => setOpen(true)}
            onBlur={() => setOpen(false)}
            onKeyDown={byKeys}
            onChange={(event) => {
              setTyped(event.target.value)
              setActive(0)
              setOpen(true)
            }}
          />
        </div>
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          className="select-panel tag-panel"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={words.options}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          // The list closes when the field loses the focus; a click on the field itself leaves it open.
          onInteractOutside={(event) => event.preventDefault()}
          // A click in the list must not take the focus from the field, which would close the list before the click is
          // handled.
          onMouseDown={(event) => event.preventDefault()}
        >
          <Options
            id={listId}
            optionId={optionId}
            options={options}
            active={at}
            onActive={setActive}
            onChoose={choose}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

type OptionsProps = {
  id: string
  optionId: (index: number) => string
  options: readonly Option[]
  active: number
  onActive: (index: number) => void
  onChoose: (option: Option) => void
}

const Options = ({ id, optionId, options, active, onActive, onChoose }: OptionsProps) => (
  <div role="listbox" id={id} aria-label={t.exportTargets.tags.options} className="select-list">
    {options.map((option, index) => (
      // The field handles the keys.
      <div
        key={option.value}
        id={optionId(index)}
        role="option"
        aria-selected={index === active}
        data-active={index === active || undefined}
        className="select-option"
        onPointerMove={() => onActive(index)}
        onClick={() => onChoose(option)}
      >
        <Cut text={option.label} />
      </div>
    ))}
  </div>
)
