import { count } from '../../core/ui/count.tsx'
import './lists.css'
import {
  Archive,
  ArchiveRestore,
  ClipboardPaste,
  Cloud,
  Database,
  Ellipsis,
  FolderOpen,
  List,
  Pencil,
  Trash2,
} from 'lucide-react'
import { useState } from 'react'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { LeadList } from '#shared/contract/leads/lists.ts'
import { ClientMark } from '../../clients/clients/client-mark.tsx'
import { useComposedQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { useSmallWindow, useWideWindow } from '../../core/lib/use-small-window.ts'
import { chooseFile, chooseFileFor } from '../../core/stores/opening-file.ts'
import { clientsTogether, useCurrentWorkspaceId, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button, IconButton, Link } from '../../core/ui/button.tsx'
import { ChooseClient } from '../../core/ui/choose-client.tsx'
import { column } from '../../core/ui/column.ts'
import { Menu } from '../../core/ui/menu.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card, EmptyState, PageHead } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Time } from '../../core/ui/time.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { listCommands } from '../commands.ts'
import { OpenImports } from '../import/open-imports.tsx'
import { PasteDialog } from '../import/paste-dialog.tsx'
import { openWhole } from '../slots.ts'
import { archiveList, restoreList } from './archive-list.ts'
import { DragList } from './drag-list.tsx'
import { PurgeDialog } from './purge-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'

/** All lists of the selected client, or of all clients. */
export function ListsPage() {
  const words = t.lists.page
  const workspaceId = useCurrentWorkspaceId()
  const workspaces = useWorkspaces() ?? []
  const shown =
    workspaceId === null ? clientsTogether(workspaces) : workspaces.filter((each) => each.id === workspaceId)
  const [archived, setArchived] = useState(false)
  const [pasting, setPasting] = useState(false)
  const [renaming, setRenaming] = useState<LeadList | null>(null)
  const [purging, setPurging] = useState<LeadList | null>(null)
  const lists = useLists(shown, false)
  const put = useLists(archived ? shown : [], true)
  // A file belongs to one client. With several clients shown, a drop asks for it, but these buttons cannot.
  const target = workspaceId ?? (workspaces.length === 1 ? workspaces[0]?.id : undefined)
  const open = target === undefined ? undefined : () => void chooseFileFor(target)
  const rows = lists.data ?? []
  const openers = open && (
    <>
      <Button label={t.remoteLeads.open} icon={Cloud} onClick={() => go('/lists/instantly')} />
      <Button label={t.supabase.open} icon={Database} onClick={() => go('/lists/supabase')} />
      <Button label={words.paste} icon={ClipboardPaste} command={listCommands.paste} onClick={() => setPasting(true)} />
      <Button label={words.openFile} variant="primary" icon={FolderOpen} onClick={open} />
    </>
  )

  return (
    <div className="page">
      <PageHead title={t.lists.title} meta={rows.length > 0 && words.count(rows.length)}>
        {rows.length > 0 &&
          (openers ?? (
            <Button label={words.openFile} variant="primary" icon={FolderOpen} onClick={() => chooseFile(shown)} />
          ))}
      </PageHead>
      <div className="page-body stack">
        <OpenImports workspaceIds={shown.map((each) => each.id)} />
        {lists.error && <ErrorNote error={lists.error} onAction={lists.refetch} />}
        {lists.data && rows.length === 0 && (
          <Card>
            {open ? (
              <EmptyState icon={List} title={words.emptyTitle} text={words.emptyText}>
                {openers}
              </EmptyState>
            ) : (
              <ChooseClient icon={List} title={words.chooseClient} text={words.chooseClientText} />
            )}
          </Card>
        )}
        {rows.length > 0 && (
          <Card pad={false}>
            <ListTable
              label={workspaceId === null ? words.tableAll : words.table}
              lists={rows}
              clients={workspaceId === null ? shown : null}
              onRename={setRenaming}
              onPurge={setPurging}
            />
          </Card>
        )}
        <div>
          <Button
            label={archived ? words.hideArchived : words.showArchived}
            variant="quiet"
            size="s"
            icon={Archive}
            command={listCommands.showArchived}
            onClick={() => setArchived(!archived)}
          />
        </div>
        {archived && put.data && put.data.length === 0 && <p className="text-3">{words.noArchived}</p>}
        {archived && put.data && put.data.length > 0 && (
          <Card pad={false}>
            <ListTable
              label={words.archivedTable}
              lists={put.data}
              clients={workspaceId === null ? shown : null}
              onRename={setRenaming}
              onPurge={setPurging}
            />
          </Card>
        )}
      </div>
      {target !== undefined && <PasteDialog open={pasting} onClose={() => setPasting(false)} workspaceId={target} />}
      {purging && <PurgeDialog list={purging} what="list" onClose={() => setPurging(null)} />}
      {renaming && <RenameDialog list={renaming} onClose={() => setRenaming(null)} />}
    </div>
  )
}

function useLists(workspaces: readonly Workspace[], archived: boolean) {
  const ids = workspaces.map((each) => each.id)
  return useComposedQuery<readonly LeadList[]>(
    ids.length === 0 ? null : `lists of ${ids.join(' ')} ${archived}`,
    async (ask) => {
      const all = await Promise.all(ids.map((workspaceId) => ask('lists.all', { workspaceId, archived })))
      return all.flat().toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
    },
  )
}

type TableProps = {
  label: string
  lists: readonly LeadList[]
  /** The clients, if lists of several are shown. */
  clients: readonly Workspace[] | null
  onRename: (list: LeadList) => void
  onPurge: (list: LeadList) => void
}

function ListTable({ label, lists, clients, onRename, onPurge }: TableProps) {
  const words = t.lists.page
  const isWide = useWideWindow()
  const small = useSmallWindow()
  const clientOf = (list: LeadList) => clients?.find((each) => each.id === list.workspaceId)
  return (
    <PlainTable<LeadList>
      label={label}
      rows={lists}
      rowId={(list) => list.id}
      to={(list) => `/lists/${list.id}`}
      onRename={onRename}
      peek={{ title: ({ name }) => name }}
      columns={[
        column('name', words.name, {}, (list) => (
          <span className="row">
            {clients && small && <ClientMark of={{ workspaceId: list.workspaceId, partId: null }} squareOnly />}
            <Link to={`/lists/${list.id}`} className="ellipsis" title={list.name}>
              {list.name}
            </Link>
          </span>
        )),
        ...(clients && !small
          ? [
              column('client', words.client, { width: isWide ? 240 : 184 }, (list: LeadList) => (
                <span className="row">
                  <WorkspaceSquare colour={clientOf(list)?.colour ?? null} />
                  <span className="ellipsis">{clientOf(list)?.name}</span>
                </span>
              )),
            ]
          : []),
        column('rows', words.rows, { width: 68, align: 'right' }, (list) => formatNumber(list.rowCount)),
        column('held', words.held, { width: 118, align: 'right' }, (list) => count(list.rowCount - list.gates.ready)),
        column('exported', words.exported, { width: 104, align: 'right' }, (list) => count(list.exported)),
        ...(clients && !isWide
          ? []
          : [
              column('source', words.source, { quiet: true, width: isWide ? 280 : 190 }, (list: LeadList) => (
                <span className="text-2" title={list.sources.map((source) => source.fileName).join('\n')}>
                  {words.sources(list.sources[0]?.fileName ?? '', Math.max(0, list.sources.length - 1))}
                </span>
              )),
            ]),
        column('created', words.created, { quiet: 'later', width: 128 }, (list) => (
          <span className="text-2">
            <Time iso={list.createdAt} />
          </span>
        )),
        column('actions', words.actions, { width: 172, align: 'right' }, (list) => (
          <RowActions list={list} onRename={onRename} onPurge={onPurge} />
        )),
      ]}
    />
  )
}

function RowActions({ list, onRename, onPurge }: { list: LeadList } & Pick<TableProps, 'onRename' | 'onPurge'>) {
  const words = t.lists.page
  return (
    <span className="row lists-actions">
      {!list.archived && (
        <Button
          label={words.export}
          size="s"
          disabled={list.gates.ready === 0}
          title={words.exportList(list.name)}
          onClick={() => void openWhole(list.id)}
        />
      )}
      <DragList list={list} size="s" />
      <Menu
        trigger={<IconButton size="s" icon={Ellipsis} label={words.more(list.name)} />}
        items={[
          { label: words.rename, icon: Pencil, onSelect: () => onRename(list) },
          list.archived
            ? { label: words.restore, icon: ArchiveRestore, onSelect: () => restoreList(list) }
            : { label: words.archive, icon: Archive, onSelect: () => archiveList(list) },
          ...(list.archived
            ? (['line', { label: t.listWork.purge.openList, icon: Trash2, onSelect: () => onPurge(list) }] as const)
            : []),
        ]}
      />
    </span>
  )
}
