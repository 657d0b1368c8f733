import './people.css'
import { Download, OctagonMinus, Trash2, UserRound } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Person, PersonCampaign, PersonLead } from '#shared/contract/app/people.ts'
import { leadFields } from '#shared/domain/leads/import/mapping.ts'
import { call, useAction, useComposedQuery, useQuery } from '../../core/lib/backend.ts'
import { formatDate, formatNumber, formatWhen, t } from '../../core/lib/texts.ts'
import { useScreenKeys } from '../../core/stores/screen-keys.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Dot } from '../../core/ui/badge.tsx'
import { Button, Icon, Link, type LucideIcon, MaybeLink } from '../../core/ui/button.tsx'
import { column } from '../../core/ui/column.ts'
import { Cut } from '../../core/ui/cut.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card, EmptyState, PageHead } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { EventTime, Time } from '../../core/ui/time.tsx'
import { Timeline } from '../../core/ui/timeline.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { eventTypeName, typeTone } from '../../events/events/event-text.ts'
import { exported } from '../../events/events/lead-timeline.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { placeIcons } from './place-icons.ts'

/** One person across all clients: all data stored about an address. */
export function PersonPage({ email }: { email: string }) {
  const { data, error, refetch } = useQuery('people.view', { email })
  return data ? (
    <Shown person={data} />
  ) : (
    <div className="page">
      <div className="page-body">{error && <ErrorNote error={error} onAction={refetch} />}</div>
    </div>
  )
}

const recordsOf = ({ stores }: Person) => Object.values(stores).reduce((sum, count) => sum + count, 0)

const iso = (ms: number) => new Date(ms).toISOString()

function Shown({ person }: { person: Person }) {
  const words = t.people
  const { email, name, clients, leads, campaigns, optOuts, received, replies } = person
  const [erasing, setErasing] = useState(false)
  const stop = useAction(async () => {
    const { ids } = await call('people.stop', { email })
    const message = words.stopped
    const change = (undone: boolean) => call('optOuts.undo', { ids: [...ids], undone })
    if (ids.length === 0) showToast(message)
    else pushUndo({ words: () => message, undo: () => change(true), redo: () => change(false), toast: message })
  })
  const save = useAction(async () => {
    const saved = await call('people.saveFile', { email })
    if (saved) showToast(words.saved(saved.path))
  })
  const isStopped = optOuts.some(({ state, scope }) => state === 'on' && scope === 'all')
  // If the client was deleted, an opt-out or a blocked address may be all that is left.
  const isHeld = clients.length > 0 || recordsOf(person) > 0
  const mayStop = clients.length > 0 && !isStopped && !person.isAccount
  useScreenKeys([...(mayStop ? ([['mod+shift+s', t.frame.keys.stop]] as const) : []), ['escape', t.frame.keys.back]])
  const asked = optOuts[0]
  return (
    <div className="page">
      <PageHead title={name || email} crumbs={[{ label: words.people }]} meta={name === '' ? undefined : email}>
        {isHeld && (
          <>
            <Button label={words.save} icon={Download} action={save} />
            <Button
              label={words.erase}
              variant="danger"
              icon={Trash2}
              onClick={() => setErasing(true)}
              disabled={person.isAccount}
            />
            <Button
              label={isStopped ? words.isStopped : words.stop}
              variant="primary"
              icon={OctagonMinus}
              shortcut="mod+shift+s"
              keysHidden
              action={stop}
              disabled={!mayStop}
            />
          </>
        )}
      </PageHead>
      <div className="page-body">
        {stop.error && <ErrorNote error={stop.error} onAction={stop.run} />}
        {save.error && <ErrorNote error={save.error} onAction={save.run} />}
        {isHeld ? (
          <div className="person-body">
            <div className="stack-3 person-column">
              {person.isAccount && <Note>{words.account}</Note>}
              {asked && !isStopped && (
                <Note tone="warn" title={words.askedOut(formatWhen(iso(asked.since)))}>
                  {words.askedOutText}
                </Note>
              )}
              <Figures
                figures={[
                  [clients.length, words.figures.clients],
                  [leads.length, words.figures.lists],
                  [campaignsIn(person), words.figures.campaigns],
                  [received, words.figures.received],
                  [replies, words.figures.replies],
                ]}
              />
              {leads.length + campaigns.length > 0 && <Held person={person} />}
              <Happened person={person} />
            </div>
            <div className="stack-3 person-column">
              <OptOuts person={person} />
              <StoredIn person={person} />
              <Fields person={person} />
            </div>
          </div>
        ) : (
          <EmptyState
            icon={UserRound}
            title={words.nobody}
            text={person.erasedAt === null ? words.nobodyText : words.erasedNobody(formatDate(iso(person.erasedAt)))}
          />
        )}
      </div>
      {erasing && <EraseDialog person={person} onClose={() => setErasing(false)} />}
    </div>
  )
}

function Figures({ figures }: { figures: readonly (readonly [number, (count: number) => string])[] }) {
  return (
    <Card pad={false}>
      <div className="person-figures">
        {figures.map(([count, word]) => (
          <span key={word(2)}>
            <b>{formatNumber(count)}</b>
            {word(count)}
          </span>
        ))}
      </div>
    </Card>
  )
}

/** A client's name with its colour. */
function Client({ id, squareOnly = false }: { id: number; squareOnly?: boolean }) {
  const workspace = useWorkspaces()?.find((each) => each.id === id)
  return (
    <span className="row" title={workspace?.name}>
      {workspace && <WorkspaceSquare colour={workspace.colour} />}
      <span className={squareOnly ? 'sr-only' : 'ellipsis'}>{workspace?.name ?? ''}</span>
    </span>
  )
}

const Two = ({ first, second }: { first: ReactNode; second: ReactNode }) => (
  <span className="person-two">
    <span className="ellipsis">{first}</span>
    {typeof second === 'string' ? (
      <Cut className="text-3 small" text={second} />
    ) : (
      <span className="ellipsis text-3 small">{second}</span>
    )}
  </span>
)

const CampaignLink = ({ of }: { of: { readonly name: string; readonly campaignId: number | null } }) => (
  <span className="ellipsis person-campaign" title={of.name}>
    <MaybeLink to={of.campaignId === null ? null : `/campaigns/${of.campaignId}`}>{of.name}</MaybeLink>
  </span>
)

/** A list row and the campaign it was exported to; either may be missing. */
type HeldRow = {
  readonly lead: PersonLead | null
  readonly name: string | null
  readonly campaign: PersonCampaign | null
  readonly workspaceId: number
}

function heldRows({ leads, campaigns }: Person): readonly HeldRow[] {
  const named = new Set<PersonCampaign>()
  const inLists = leads.flatMap((lead) => {
    const { workspaceId } = lead
    if (lead.exportedTo.length === 0) return [{ lead, name: null, campaign: null, workspaceId }]
    return lead.exportedTo.map((name): HeldRow => {
      const campaign = campaigns.find((one) => one.workspaceId === workspaceId && one.name === name) ?? null
      if (campaign) named.add(campaign)
      return { lead, name, campaign, workspaceId }
    })
  })
  const others = campaigns.filter((campaign) => !named.has(campaign))
  return [
    ...inLists.filter(({ name }) => name !== null),
    ...others.map((campaign) => ({ lead: null, name: campaign.name, campaign, workspaceId: campaign.workspaceId })),
    ...inLists.filter(({ name }) => name === null),
  ]
}

/** Returns the number of campaigns, including those without any events yet. */
const campaignsIn = (person: Person): number =>
  new Set(heldRows(person).flatMap(({ name, workspaceId }) => (name === null ? [] : [`${workspaceId} ${name}`]))).size

/** Every list and campaign the person is in, with their status there. */
function Held({ person }: { person: Person }) {
  const words = t.people
  return (
    <Card pad={false} className="person-held">
      <PlainTable<HeldRow & { readonly id: number }>
        label={words.held}
        rows={heldRows(person).map((row, id) => ({ ...row, id }))}
        rowId={({ id }) => id}
        columns={[
          column('client', words.client, { width: 180 }, (row) => <Client id={row.workspaceId} />),
          column('campaign', words.campaignAndList, { minWidth: 180 }, ({ lead, name, campaign }) => (
            <Two
              first={
                name === null ? (
                  <span className="text-3">{words.notExported}</span>
                ) : (
                  <CampaignLink of={{ name, campaignId: campaign?.campaignId ?? null }} />
                )
              }
              second={
                lead && (
                  <span title={words.row(lead.file, lead.row)}>
                    <Link to={`/lists/${lead.listId}`}>{lead.list}</Link>, {words.row(lead.file, lead.row)}
                  </span>
                )
              }
            />
          )),
          column('state', words.state, { width: 210 }, (row) => <State of={row} />),
        ]}
      />
    </Card>
  )
}

function State({ of: { lead, name, campaign } }: { of: HeldRow }) {
  const words = t.people
  const first = lead?.removed
    ? words.removed
    : campaign
      ? words.sentAndReplied(campaign.sent, campaign.replied)
      : name === null
        ? words.inListOnly
        : words.exported
  const tone = !campaign ? 'quiet' : campaign.bounced > 0 ? 'bad' : campaign.replied > 0 ? 'ok' : 'accent'
  return (
    <span className="row">
      <Dot tone={tone} />
      <Two
        first={first}
        second={
          campaign ? (
            <>
              {words.last} <EventTime iso={iso(campaign.lastAt)} />
            </>
          ) : (
            lead && (
              <>
                {words.imported} <Time iso={lead.importedAt} />
              </>
            )
          )
        }
      />
    </span>
  )
}

const maxMoments = 50

function Happened({ person }: { person: Person }) {
  const words = t.people
  const { email, clients, timeline } = person
  const exports =
    useComposedQuery(`exports of ${email} for ${clients.join(' ')}`, async (ask) => {
      const all = await Promise.all(clients.map((workspaceId) => ask('events.timeline', { workspaceId, email })))
      return all.flatMap((of) => of.exports.map((one) => ({ ...one, workspaceId: of.workspaceId })))
    }).data ?? []
  const moments = [
    ...timeline.map((one, at) => ({
      ms: one.at,
      key: String(at),
      workspaceId: one.workspaceId,
      tone: typeTone({ type: one.type, kind: 'known' }),
      what: (
        <>
          <b>
            <MaybeLink to={one.threadId === null ? null : `/inbox/${one.threadId}`}>
              {eventTypeName(one.type)}
            </MaybeLink>
          </b>{' '}
          <MaybeLink to={one.campaignId === null ? null : `/campaigns/${one.campaignId}`}>{one.campaign}</MaybeLink>
        </>
      ),
      more: one.replySnippet && <q className="selectable">{one.replySnippet}</q>,
    })),
    ...exports.map((one) => {
      const { key, tone, what, where } = exported(one)
      return {
        ms: Date.parse(one.at),
        key,
        workspaceId: one.workspaceId,
        tone,
        what: (
          <>
            <b>{what}</b> {where}
          </>
        ),
      }
    }),
  ].toSorted((a, b) => b.ms - a.ms)
  if (moments.length === 0) return null
  return (
    <Card title={words.timeline} meta={words.timelineCount(person.events + exports.length)}>
      <Timeline
        wide
        label={words.timeline}
        moments={moments.slice(0, maxMoments).map(({ ms, workspaceId, ...one }) => ({
          ...one,
          at: (
            <span className="row">
              <Client id={workspaceId} squareOnly /> <EventTime iso={iso(ms)} />
            </span>
          ),
        }))}
      />
    </Card>
  )
}

function OptOuts({ person }: { person: Person }) {
  const words = t.people
  const workspaces = useWorkspaces()
  const nameOf = (id: number) => workspaces?.find((each) => each.id === id)?.name ?? ''
  return (
    <Card title={words.optOuts}>
      {person.optOuts.length === 0 ? (
        <span className="text-3">{words.noOptOut}</span>
      ) : (
        <div className="stack">
          {person.optOuts.map(({ workspaceId, since, scope, words: message }) => {
            const when = formatWhen(iso(since))
            return (
              <div key={workspaceId ?? 'deleted'}>
                <Two
                  first={workspaceId === null ? words.deletedClient : nameOf(workspaceId)}
                  second={scope === 'all' ? words.forAllClients(when) : when}
                />
                {message && <q className="selectable">{message}</q>}
              </div>
            )
          })}
        </div>
      )}
    </Card>
  )
}

const Place = ({ icon, name }: { icon: LucideIcon; name: string }) => (
  <span className="row">
    <Icon of={icon} />
    {name}
  </span>
)

function StoredIn({ person }: { person: Person }) {
  const words = t.people
  const { elsewhere } = person
  const rows = [
    { icon: placeIcons.here, name: words.thisComputer, value: words.records(recordsOf(person)) },
    { icon: placeIcons.backups, name: words.backups, value: words.copies(elsewhere.backups + elsewhere.replaced) },
    { icon: placeIcons.instantly, name: words.instantly, value: words.workspaces(Math.max(elsewhere.instantly, 0)) },
    ...(elsewhere.relays > 0
      ? [{ icon: placeIcons.relay, name: words.relay, value: words.relays(elsewhere.relays) }]
      : []),
    ...(elsewhere.supabase > 0
      ? [{ icon: placeIcons.supabase, name: words.supabase, value: words.sources(elsewhere.supabase) }]
      : []),
    ...(elsewhere.crms > 0 ? [{ icon: placeIcons.crm, name: words.crm, value: words.crms(elsewhere.crms) }] : []),
  ]
  return (
    <Card title={words.storedIn} pad={false}>
      <PlainTable<(typeof rows)[number]>
        label={words.storedIn}
        rows={rows}
        rowId={(row) => row.name}
        columns={[
          column('place', words.dialog.place, {}, (row) => <Place icon={row.icon} name={row.name} />),
          column('value', words.dialog.stored, { align: 'right', width: 130 }, (row) => row.value),
        ]}
      />
    </Card>
  )
}

/** Returns the label of a lead field as shown on screens; variables keep their name, as emails use it. */
const fieldWord = (name: string): string =>
  leadFields.reduce((word, field) => (field === name ? t.lists.fields[field] : word), name)

function Fields({ person }: { person: Person }) {
  const fields = person.leads[0]?.fields ?? []
  return (
    <Card title={t.people.fields}>
      {fields.length === 0 ? (
        <span className="text-3">{t.people.noFields}</span>
      ) : (
        <DefinitionList rows={fields.map(({ name, value }) => ({ term: fieldWord(name), value }))} />
      )}
    </Card>
  )
}
