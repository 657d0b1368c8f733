import './copy.css'
import { MailCheck } from 'lucide-react'
import { useState } from 'react'
import type { CampaignId, LeadId, ListId, WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useComposedQuery, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, Form, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Select } from '../../core/ui/select.tsx'
import { type StepForm, sequenceStepsOf } from './step-form.ts'

type Mail =
  | { readonly steps: readonly StepForm[]; readonly step: number; readonly variant: number }
  | { readonly campaignId: CampaignId; readonly step: number; readonly variant: number }

type Props = {
  /** Client whose mailbox sends it; null lets the operator choose. */
  workspaceId: WorkspaceId | null
  /** List that the lead is initially taken from; null for none. */
  listId: ListId | null
  of: Mail
  compact?: boolean | undefined
}

/** Sends a mail of a sequence to the operator. */
export function TestMailButton(props: Props) {
  const [open, setOpen] = useState(false)
  return (
    <>
      {props.compact ? (
        <IconButton icon={MailCheck} label={t.sequences.testMail} onClick={() => setOpen(true)} />
      ) : (
        <Button label={t.sequences.testMail} size="s" icon={MailCheck} onClick={() => setOpen(true)} />
      )}
      {open && <TestMailDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

function TestMailDialog({ workspaceId: given, listId: firstList, of, onClose }: Props & { onClose: () => void }) {
  const words = t.sequences.test
  const clients = (useWorkspaces() ?? []).filter(({ hasKey, demo }) => hasKey || demo)
  const [client, setClient] = useState<WorkspaceId | null>(given ?? clients[0]?.id ?? null)
  const last = useQuery('sequences.testAddresses', client === null ? null : { workspaceId: client }).data
  const choices = useQuery('exports.choices', client === null ? null : { workspaceId: client })
  const [typed, setTyped] = useState<string | null>(null)
  const [account, setAccount] = useState<string | null>(null)
  const sample = useSampleLead(client, firstList)
  const mailboxes = choices.data?.mailboxes ?? []
  const from = mailboxes.find(({ email }) => email === (account ?? last?.account)) ?? mailboxes[0]
  const to = typed ?? last?.to ?? ''
  const isAddress = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/.test(to.trim())
  const [tried, setTried] = useState(false)
  const sending = useAction(async () => {
    if (client === null || !from) return
    const place = { step: of.step, variant: of.variant }
    const { demo } = await call('sequences.sendTest', {
      workspaceId: client,
      account: from.email,
      to: to.trim(),
      leadId: sample.leadId,
      copy:
        'campaignId' in of ? { campaignId: of.campaignId, ...place } : { steps: sequenceStepsOf(of.steps), ...place },
    })
    showToast(demo ? words.demo : words.sent(to.trim()))
    onClose()
  })
  const submit = () => {
    setTried(true)
    if (isAddress && from) sending.run()
  }
  const error = sending.error ?? choices.error
  return (
    <Dialog onClose={onClose} title={words.title} description={words.text} width={500}>
      <Form className="stack" onSubmit={submit}>
        {given === null && (
          <Field label={words.client}>
            <Select
              value={client}
              options={clients.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(value) => {
                setClient(value)
                sample.chooseList(null)
              }}
            />
          </Field>
        )}
        <Field label={words.to} error={tried && !isAddress ? words.toWrong : undefined}>
          <TextInput autoFocus value={to} onChange={setTyped} />
        </Field>
        <Field label={words.from} hint={choices.data || choices.error ? undefined : words.reading}>
          <Select
            value={from?.email ?? null}
            disabled={mailboxes.length === 0}
            options={mailboxes.map(({ email, status }) => ({
              value: email,
              label: email,
              ...(status === 1 ? {} : { hint: t.exports.mailboxState(status) }),
            }))}
            onChange={setAccount}
          />
        </Field>
        {choices.data && mailboxes.length === 0 && <Note tone="warn">{words.noAccounts}</Note>}
        <LeadFields sample={sample} />
        {error && <ErrorNote error={error} />}
        <div className="dialog-actions">
          <Button label={t.ui.cancel} onClick={onClose} />
          <Button
            label={words.send}
            type="submit"
            variant="primary"
            icon={MailCheck}
            busy={sending.busy}
            disabled={!from}
          />
        </div>
      </Form>
    </Dialog>
  )
}

/** The lead whose values are used: one of a list of the client, or none. `chooseList(null)` goes back to the first. */
function useSampleLead(client: WorkspaceId | null, firstList: ListId | null) {
  const lists = useQuery('lists.all', client === null ? null : { workspaceId: client }).data ?? []
  const [chosen, setChosen] = useState<ListId | 'none' | null>(firstList)
  const [lead, setLead] = useState<LeadId | null>(null)
  const list = chosen === 'none' ? null : (lists.find(({ id }) => id === chosen) ?? lists[0] ?? null)
  const leads = useComposedQuery(list === null ? null : `leads for a test mail of ${list.id}`, async (ask) => {
    if (list === null) return []
    return (await ask('lists.leads', { listId: list.id, gate: 'ready', page: { offset: 0, limit: 50 } })).rows
  }).data
  return {
    lists,
    list,
    leads: leads ?? [],
    leadId: chosen === 'none' ? null : (leads?.find(({ id }) => id === lead)?.id ?? leads?.[0]?.id ?? null),
    chooseList(next: ListId | 'none' | null): void {
      setLead(null)
      setChosen(next)
    },
    chooseLead: setLead,
  }
}

/** Selects the lead whose values are used in the mail. */
function LeadFields({ sample }: { sample: ReturnType<typeof useSampleLead> }) {
  const { lists, list, leads, leadId } = sample
  return (
    <div className="test-mail-lead">
      <Field label={t.sequences.previewOf}>
        <Select<ListId | 'none'>
          value={list?.id ?? 'none'}
          options={[
            ...lists.map(({ id, name }) => ({ value: id, label: name })),
            { value: 'none', label: t.sequences.test.noLead },
          ]}
          onChange={sample.chooseList}
        />
      </Field>
      {list !== null && (
        <Field label={t.sequences.test.lead}>
          <Select
            value={leadId}
            options={leads.map(({ id, email, firstName, lastName }) => ({
              value: id,
              label: [firstName, lastName].filter(Boolean).join(' ') || (email ?? ''),
              hint: email ?? '',
            }))}
            onChange={sample.chooseLead}
          />
        </Field>
      )}
    </div>
  )
}
