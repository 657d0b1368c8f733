import './workspaces.css'
import { KeyRound } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ApiKeyInfo, ConnectionTest, Workspace } from '#shared/contract/clients/workspaces.ts'
import { extractPastedKey, keyPattern } from '#shared/domain/clients/pasted-key.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { isFocusLost } from '../../core/lib/use-page-focus.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { Field, Form, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { ColourPicker, colours } from './colour-picker.tsx'
import { ConnectionResult } from './connection-result.tsx'
import { KeyHelp } from './key-help.tsx'
import { canKeep, canReplace } from './key-state.ts'

const longestName = 80

type Props = {
  /** Client the key is for; null creates one (or adds the key to the client that already has its workspace). */
  workspaceId: WorkspaceId | null
  /** Key of this client that the new one replaces. */
  replaces?: ApiKeyInfo
  onDone: (workspace: Workspace) => void
  large?: boolean
}

/** Returns the first colour no client has, so that the squares differ. */
function freeColour(workspaces: readonly Workspace[]): number {
  const used = new Set(workspaces.map((each) => each.colour))
  return colours.find((colour) => !used.has(colour)) ?? 1 + (workspaces.length % colours.length)
}

/** Words of the button that saves the key: if it works, and if it lacks something. */
function submitLabels(workspaceId: Props['workspaceId'], replaces: Props['replaces']) {
  return replaces
    ? { works: t.workspaces.replaceKey, lacks: t.connect.replaceAnyway }
    : { works: workspaceId === null ? t.connect.add : t.connect.addKey, lacks: t.connect.addAnyway }
}

/** Form to paste a key, test it, see what it may do, and save it. */
export function ConnectForm({ workspaceId, replaces, onDone, large }: Props) {
  const workspaces = useWorkspaces() ?? []
  const [key, setKey] = useState('')
  const [result, setResult] = useState<ConnectionTest | null>(null)
  const [name, setName] = useState<string | null>(null)
  const [colour, setColour] = useState<number | null>(null)
  const isNew = workspaceId === null && !result?.joins
  // The workspace's own name may be longer than a client's may be.
  const shownName = name ?? result?.remoteName?.slice(0, longestName) ?? ''
  const shownColour = colour ?? freeColour(workspaces)
  const pasted = extractPastedKey(key)

  const submitButton = useRef<HTMLButtonElement>(null)
  const wasTested = useRef(false)
  const test = useAction(async (again: boolean) => {
    // When testing again, keep the form so that the name entered meanwhile is not lost.
    if (!again) setResult(null)
    wasTested.current = true
    if (!keyPattern.test(pasted)) throw new AppError('INSTANTLY_API_KEY_INVALID')
    setResult(await call('workspaces.testKey', { workspaceId, key: pasted }))
  })
  const add = useAction(async () => {
    if (workspaceId !== null && replaces) {
      const { workspace } = await call('workspaces.replaceKey', { workspaceId, keyId: replaces.id, key: pasted })
      setKey('')
      onDone(workspace)
      return
    }
    const done = await call('workspaces.addKey', {
      workspaceId,
      key: pasted,
      ...(isNew ? { colour: shownColour, ...(shownName.trim() ? { name: shownName.trim() } : {}) } : {}),
    })
    setKey('')
    if (done.joined) showToast(t.connect.joined(done.workspace.name))
    onDone(done.workspace)
  })

  // The test button may be removed with the problem: the focus moves to the next step.
  useEffect(() => {
    if (!test.busy && wasTested.current && isFocusLost()) submitButton.current?.focus()
  }, [test.busy])

  const tested = result !== null && (replaces ? canReplace(result) : canKeep(result))
  const nameMissing = isNew && shownName.trim() === ''
  const submit = () => {
    if (tested && !nameMissing) add.run()
    else if (!tested && pasted.length >= 8) test.run(false)
  }
  const labels = submitLabels(workspaceId, replaces)
  const submitLabel = () => {
    if (add.busy) return t.connect.adding
    if (tested) return result.ok ? labels.works : labels.lacks
    return test.busy ? t.connect.testing : t.connect.test
  }
  return (
    <Form className="stack connect-form" onSubmit={submit}>
      {replaces && <p className="text-2">{t.workspaces.replaceText(replaces.masked)}</p>}
      <Field label={t.connect.key} hint={result ? undefined : t.connect.keyHint}>
        <TextInput
          secret
          mono
          icon={KeyRound}
          size={large ? 'l' : 'm'}
          placeholder={t.connect.keyPlaceholder}
          value={key}
          onChange={(next) => {
            setKey(next)
            setResult(null)
            test.clear()
            add.clear()
          }}
          autoFocus
        />
      </Field>
      {test.error && <ErrorNote error={test.error} onAction={() => test.run(false)} />}
      {result && <ConnectionResult test={result} onAgain={() => test.run(true)} />}
      {tested && isNew && (
        <NewClientFields name={shownName} onName={setName} colour={shownColour} onColour={setColour} />
      )}
      {add.error && <ErrorNote error={add.error} onAction={add.run} />}
      <div className="connect-buttons">
        <Button
          label={submitLabel()}
          variant="primary"
          size={large ? 'l' : 'm'}
          shortcut="mod+enter"
          type="submit"
          ref={submitButton}
          disabled={tested ? nameMissing : pasted.length < 8}
          busy={add.busy || test.busy}
          wide
        />
      </div>
      {!tested && <KeyHelp />}
    </Form>
  )
}

type NewClientProps = {
  name: string
  onName: (name: string) => void
  colour: number
  onColour: (colour: number) => void
}

function NewClientFields({ name, onName, colour, onColour }: NewClientProps) {
  return (
    <>
      <Field label={t.connect.name}>
        <TextInput value={name} onChange={onName} maxLength={longestName} />
      </Field>
      <div className="row">
        <span className="text-2 small">{t.connect.colour}</span>
        <ColourPicker value={colour} onChange={onColour} />
      </div>
    </>
  )
}
