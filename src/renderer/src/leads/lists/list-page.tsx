import './lists.css'
import {
  Archive,
  ArchiveRestore,
  Ellipsis,
  FlaskConical,
  History,
  Link2,
  Pencil,
  Send,
  Trash2,
  UserPlus,
} from 'lucide-react'
import { useState } from 'react'
import type { LeadList, PurgeWhat } from '#shared/contract/leads/lists.ts'
import type { ListId } from '#shared/ids.ts'
import { ClientMark } from '../../clients/clients/client-mark.tsx'
import { useQuery } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { useSmallWindow } from '../../core/lib/use-small-window.ts'
import { copyLink } from '../../core/stores/copy.ts'
import { useClientLabel } from '../../core/stores/workspaces.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { Note } from '../../core/ui/note.tsx'
import { PageHead, PageWithout } from '../../core/ui/page.tsx'
import { SumLine } from '../../core/ui/sum-line.tsx'
import { Tabs } from '../../core/ui/tabs.tsx'
import { listCommands } from '../commands.ts'
import { VerifyButton } from '../gates/verify-button.tsx'
import { gateParts } from '../import/gate-parts.ts'
import { useJustSaved } from '../import/just-saved.ts'
import { undoItems } from '../import/undo-import.ts'
import { ExportHistory, openWhole } from '../slots.ts'
import { AddLeadDialog } from './add-lead-dialog.tsx'
import { archiveList, restoreList } from './archive-list.ts'
import { DragList } from './drag-list.tsx'
import { LeadsTable } from './leads-table.tsx'
import { ListHistory } from './list-history.tsx'
import { PurgeDialog } from './purge-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'

/** One list: its sum, its rows and the details of each. */
export function ListPage({ listId }: { listId: ListId }) {
  const list = useQuery('lists.get', { listId })
  if (list.data) return <Loaded key={listId} list={list.data} />
  const up = { label: t.lists.title, to: '/lists' }
  return <PageWithout queries={[list]} goneTitle={t.exports.plan.goneTitle} up={up} />
}

const splitList = ({ id }: LeadList) => go(`/lists/${id}/experiment`)

type MenuActs = {
  /** Null if it has a button of its own. */
  readonly add: (() => void) | null
  readonly rename: () => void
  readonly history: () => void
  readonly purge: (what: PurgeWhat) => void
}

function ListMenu({ list, acts }: { list: LeadList; acts: MenuActs }) {
  const experiments = useQuery('experiments.ofList', { listId: list.id }).data ?? []
  return (
    <Menu
      trigger={<IconButton icon={Ellipsis} label={t.lists.page.more(list.name)} />}
      items={[
        ...(acts.add ? [{ label: t.listWork.addLead.open, icon: UserPlus, onSelect: acts.add }] : []),
        {
          label: t.lists.page.rename,
          icon: Pencil,
          shortcut: listCommands.rename.keys,
          onSelect: () => acts.rename(),
        },
        ...(list.archived ? [] : [{ label: t.experiments.open, icon: FlaskConical, onSelect: () => splitList(list) }]),
        ...experiments.slice(0, 3).map(({ id, plan }) => ({
          label: plan.name,
          icon: FlaskConical,
          onSelect: () => go(`/analytics/experiments/${id}`),
        })),
        ...undoItems(list),
        { label: t.listWork.history.open, icon: History, onSelect: () => acts.history() },
        { label: t.desktop.copyLink, icon: Link2, onSelect: () => copyLink(`/lists/${list.id}`) },
        list.archived
          ? { label: t.lists.page.restore, icon: ArchiveRestore, onSelect: () => restoreList(list) }
          : { label: t.lists.page.archive, icon: Archive, onSelect: () => archiveList(list) },
        'line',
        { label: t.listWork.purge.openRemoved, icon: Trash2, onSelect: () => acts.purge('removed') },
        ...(list.archived
          ? [{ label: t.listWork.purge.openList, icon: Trash2, onSelect: () => acts.purge('list') }]
          : []),
      ]}
    />
  )
}

function Loaded({ list }: { list: LeadList }) {
  const words = t.lists.list
  const [renaming, setRenaming] = useState(false)
  const [past, setPast] = useState(false)
  const [adding, setAdding] = useState(false)
  const [tab, setTab] = useState<'leads' | 'exports'>('leads')
  const [purging, setPurging] = useState<PurgeWhat | null>(null)
  const { ready } = list.gates
  const small = useSmallWindow()
  const client = { workspaceId: list.workspaceId, partId: null }
  const look = useClientLabel()(client)
  const add = list.archived ? null : () => setAdding(true)
  useCommand(listCommands.rename, () => setRenaming(true))
  useCommand(listCommands.archive, list.archived ? null : () => archiveList(list))
  useCommand(listCommands.split, list.archived ? null : () => splitList(list))
  useCommand(listCommands.restore, list.archived ? () => restoreList(list) : null)
  const justSaved = useJustSaved((state) => state.listId === list.id)
  return (
    <div className="page">
      <PageHead
        title={list.name}
        // In a small window the name of the list gets a line to itself.
        crumbs={[{ label: t.lists.title, to: '/lists' }, ...(small && look ? [{ label: look.name }] : [])]}
        meta={
          <>
            {list.archived && <Badge>{t.lists.page.archivedTable}</Badge>}
            <ClientMark of={client} squareOnly={small} />
          </>
        }
      >
        <DragList list={list} />
        <ListMenu
          list={list}
          acts={{
            add: small ? add : null,
            rename: () => setRenaming(true),
            history: () => setPast(true),
            purge: setPurging,
          }}
        />
        {add && !small && <Button label={t.listWork.addLead.open} icon={UserPlus} onClick={add} />}
        <VerifyButton listId={list.id} workspaceId={list.workspaceId} />
        <Button
          label={
            ready === 0
              ? words.exportNone
              : // The plan counts how many of them were exported already.
                list.exportCount > 0
                ? words.exportSome
                : words.export(ready)
          }
          variant="primary"
          icon={Send}
          command={listCommands.exportList}
          disabled={ready === 0}
          title={ready === 0 ? words.exportNoneHint : undefined}
          onClick={() => void openWhole(list.id)}
        />
      </PageHead>
      <div className="page-fill lists-body">
        {justSaved && (
          <Note tone={ready > 0 ? 'ok' : 'warn'} role="status" title={words.savedTitle(list.name)}>
            {words.savedText(ready)}
          </Note>
        )}
        <SumLine bar total={{ label: words.rowsTotal, count: list.rowCount }} parts={gateParts(list)} />
        {list.exportCount === 0 ? (
          <LeadsTable list={list} />
        ) : (
          <Tabs
            label={t.exportHistory.tabs}
            value={tab}
            onChange={setTab}
            tabs={[
              { value: 'leads', label: t.exportHistory.tabLeads },
              { value: 'exports', label: t.exportHistory.title, count: list.exportCount },
            ]}
          >
            {tab === 'leads' ? <LeadsTable list={list} /> : <ExportHistory of={{ listId: list.id }} />}
          </Tabs>
        )}
      </div>
      {adding && <AddLeadDialog list={list} onClose={() => setAdding(false)} />}
      {past && <ListHistory list={list} onClose={() => setPast(false)} />}
      {purging && (
        <PurgeDialog
          list={list}
          what={purging}
          onClose={() => setPurging(null)}
          {...(purging === 'list' ? { onGone: () => go('/lists') } : {})}
        />
      )}
      {renaming && <RenameDialog list={list} onClose={() => setRenaming(false)} />}
    </div>
  )
}
