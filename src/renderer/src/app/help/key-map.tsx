import './key-map.css'
import { Fragment, useId, useState } from 'react'
import { foldText, matchScore, searchWords } from '#shared/domain/core/fuzzy.ts'
import { type Command, type Place, places } from '../../core/lib/commands.ts'
import { isMac } from '../../core/lib/keyboard.ts'
import { keyCapsOf } from '../../core/lib/keyboard-core.ts'
import { t } from '../../core/lib/texts.ts'
import { SearchInput } from '../../core/ui/field.tsx'

/** All shortcuts, grouped by where they work and shown as on this platform. */
export function KeyMap({ commands }: { commands: readonly Command[] }) {
  const [typed, setTyped] = useState('')
  const words = searchWords(typed)
  const withKeys = commands.filter((command) => command.keys !== undefined)
  const shown = withKeys.filter((command) => {
    const name = foldText(`${command.words()} ${command.keywords()} ${t.keyMap.places[command.place]}`)
    return matchScore(words, name) !== null
  })
  return (
    <div className="stack">
      <SearchInput placeholder={t.keyMap.search} value={typed} onChange={setTyped} />
      <div className="key-map">
        {places.map((place) => (
          <Keys key={place} place={place} commands={shown.filter((command) => command.place === place)} />
        ))}
      </div>
      <p role="status" className={shown.length === 0 ? 'text-2' : 'sr-only'}>
        {shown.length === 0 ? t.keyMap.none : ''}
      </p>
    </div>
  )
}

function Keys({ place, commands }: { place: Place; commands: readonly Command[] }) {
  const id = useId()
  if (commands.length === 0) return null
  return (
    <section className="key-place" aria-labelledby={id}>
      <h2 id={id}>{t.keyMap.places[place]}</h2>
      <table aria-label={t.keyMap.table(t.keyMap.places[place])}>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t.keyMap.does}</th>
            <th scope="col">{t.keyMap.key}</th>
          </tr>
        </thead>
        <tbody>
          {commands.map((command) => (
            <tr key={command.id}>
              <th scope="row">{command.words()}</th>
              <td>
                <Caps command={command} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Caps({ command }: { command: Command }) {
  const all = [command.keys ?? '', ...(command.alsoKeys ?? [])]
  return (
    <span className="key-caps">
      {all.map((keys, at) => (
        <Fragment key={keys}>
          {at > 0 && <span className="text-3">{t.keyMap.or}</span>}
          <kbd>{capText(keys)}</kbd>
        </Fragment>
      ))}
      {command.keysTo && (
        <>
          <span className="text-3">…</span>
          <kbd>{capText(command.keysTo)}</kbd>
        </>
      )}
    </span>
  )
}

function capText(keys: string): string {
  const mac = isMac()
  return keyCapsOf(keys, mac).join(mac ? '' : ' ')
}
