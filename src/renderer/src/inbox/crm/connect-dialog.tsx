import './crm.css'
import { type ReactNode, useState } from 'react'
import { type CrmOffer, type CrmSystem, crmSystems } from '#shared/contract/inbox/crm.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Segmented } from '../../core/ui/toggles.tsx'
import { AccessFields, accessOf, noAccess } from './access-fields.tsx'

type Chosen = { readonly pipelineId: string | null; readonly stageId: string | null; readonly ownerId: string }
/** No owner is chosen; deals then belong to the owner of the token. */
const nobody = '-'

/** Returns the only choice; null if there are several or none. */
const onlyOf = (choices: readonly { readonly id: string }[]): string | null =>
  choices.length === 1 ? (choices[0]?.id ?? null) : null

const nextStep = { variant: 'primary', shortcut: 'mod+enter' } as const

/** Connects a CRM: which one, its credentials, then the choices it offers, loaded by a button. */
export function ConnectDialog({ workspaceId, onClose }: { workspaceId: WorkspaceId; onClose: () => void }) {
  const words = t.crm
  const [kind, setKind] = useState<CrmSystem>('hubspot')
  const [draft, setDraft] = useState(noAccess)
  const [name, setName] = useState('')
  const [offer, setOffer] = useState<CrmOffer | null>(null)
  const [chosen, setChosen] = useState<Chosen>({ pipelineId: null, stageId: null, ownerId: nobody })
  const access = accessOf(kind, draft)
  const test = useAction(async () => {
    if (access === null) return
    const found = await call('crm.look', { workspaceId, access })
    setOffer(found)
    setChosen({ pipelineId: onlyOf(found.pipelines), stageId: null, ownerId: nobody })
  })
  const shownName = name.trim() || words.kinds[kind]
  const connect = useAction(async () => {
    const { pipelineId, stageId, ownerId } = chosen
    if (access === null || pipelineId === null || stageId === null) return
    const owner = ownerId === nobody ? null : ownerId
    await call('crm.connect', { workspaceId, name: shownName, access, pipelineId, stageId, ownerId: owner })
    showToast(words.connected(shownName))
    onClose()
  })
  // The choices loaded belong to another token.
  const forget = () => {
    setOffer(null)
    test.clear()
    connect.clear()
  }
  const ready = offer !== null && offer.missing.length === 0 && chosen.pipelineId !== null && chosen.stageId !== null
  const error = test.error ?? connect.error
  return (
    <Dialog
      onClose={onClose}
      title={words.connectTitle}
      description={words.connectText}
      width={560}
      closeLabel={t.ui.cancel}
      actions={
        <>
          <Button label={words.test} {...(offer === null ? nextStep : {})} action={test} disabled={access === null} />
          {offer !== null && <Button label={words.connect} {...nextStep} action={connect} disabled={!ready} />}
        </>
      }
    >
      <div className="stack">
        <div className="row">
          <Segmented
            label={words.which}
            value={kind}
            onChange={(next) => {
              setKind(next)
              setDraft(noAccess)
              forget()
            }}
            options={crmSystems.map((value) => ({ value, label: words.kinds[value] }))}
          />
        </div>
        <AccessFields
          kind={kind}
          draft={draft}
          onDraft={(next) => {
            setDraft(next)
            forget()
          }}
        />
        {error && <ErrorNote error={error} />}
        {offer && (
          <>
            <Offered offer={offer} />
            {offer.missing.length === 0 && (
              <Choices kind={kind} offer={offer} chosen={chosen} onChosen={setChosen}>
                <Field label={words.name}>
                  <TextInput value={name} onChange={setName} placeholder={words.kinds[kind]} maxLength={80} />
                </Field>
              </Choices>
            )}
          </>
        )}
      </div>
    </Dialog>
  )
}

/** The owner of the token, and the permissions it lacks. */
function Offered({ offer }: { offer: CrmOffer }) {
  const short = offer.missing.length > 0
  return (
    <Note tone={short ? 'warn' : 'ok'} role="status" title={t.crm.belongsTo(offer.account, offer.person)}>
      {short && t.crm.missing(offer.missing.join(', '))}
    </Note>
  )
}

type ChoicesProps = {
  kind: CrmSystem
  offer: CrmOffer
  chosen: Chosen
  onChosen: (chosen: Chosen) => void
  /** Field shown beside the owner. */
  children: ReactNode
}

function Choices({ kind, offer, chosen, onChosen, children }: ChoicesProps) {
  const words = t.crm
  const stages = offer.pipelines.find(({ id }) => id === chosen.pipelineId)?.stages ?? []
  if (offer.pipelines.every((each) => each.stages.length === 0)) return <Note tone="warn">{words.noStages}</Note>
  const asOptions = (choices: readonly { readonly id: string; readonly name: string }[]) =>
    choices.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      <div className="crm-choices">
        <Field label={words.pipeline}>
          <Select
            value={chosen.pipelineId}
            options={asOptions(offer.pipelines)}
            onChange={(pipelineId) => onChosen({ ...chosen, pipelineId, stageId: null })}
          />
        </Field>
        <Field label={words.stage} hint={kind === 'salesforce' ? words.statusHint : words.stageHint}>
          <Select
            value={chosen.stageId}
            options={asOptions(stages)}
            disabled={stages.length === 0}
            onChange={(stageId) => onChosen({ ...chosen, stageId })}
          />
        </Field>
      </div>
      <div className="crm-choices">
        {offer.owners && (
          <Field label={words.owner}>
            <Select
              value={chosen.ownerId}
              options={[{ value: nobody, label: words.ownerNone }, ...asOptions(offer.owners)]}
              onChange={(ownerId) => onChosen({ ...chosen, ownerId })}
            />
          </Field>
        )}
        {children}
      </div>
    </>
  )
}
