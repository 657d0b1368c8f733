import { Download, FolderInput, Send, Tag as TagIcon, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { LeadChoice, LeadList, Tag } from '#shared/contract/leads/lists.ts'
import type { LeadId, ListId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { openPart, openWhole } from '../slots.ts'
import { offerUndoStep } from './list-steps.ts'
import { SaveCsvDialog } from './save-csv-dialog.tsx'
import { TagDialog } from './tag-dialog.tsx'
import { TransferDialog } from './transfer-dialog.tsx'

/** The selection: individual leads, or all that match the filter. */
export type Chosen = ReadonlySet<LeadId> | 'all'
export const noneChosen: ReadonlySet<LeadId> = new Set()

type Props = {
  list: LeadList
  tags: readonly Tag[]
  /** Ids of the columns in the table. */
  shown: readonly string[]
  total: number
  complete: boolean
  chosen: Chosen
  choice: () => LeadChoice
  all: LeadChoice
  onChoose: (chosen: Chosen) => void
}

/** Number of rows, and actions for the selected ones. */
export function LeadsFoot(props: Props) {
  const { list, tags, shown, total, complete, chosen, choice, all, onChoose } = props
  const work = t.listWork
  const chosenCount = chosen === 'all' ? total : chosen.size
  const [asking, setAsking] = useState<'tag' | 'transfer' | 'csv' | null>(null)
  const remove = useRemoveLeads(list.id, choice, () => onChoose(noneChosen))
  const close = () => setAsking(null)
  const closeDone = () => {
    close()
    onChoose(noneChosen)
  }
  return (
    <>
      {chosenCount > 0 ? (
        <>
          <span className="medium">{work.chosen(chosenCount)}</span>
          <Button label={work.chooseNone} size="s" variant="quiet" onClick={() => onChoose(noneChosen)} />
          {chosenCount < total && (
            <Button
              label={work.chooseAll(formatNumber(total))}
              size="s"
              variant="quiet"
              onClick={() => onChoose('all')}
            />
          )}
          <ExportButton list={list} count={chosenCount} choice={choice} disabled={!complete} />
          <Button
            label={work.tagging.open}
            size="s"
            icon={TagIcon}
            disabled={!complete}
            onClick={() => setAsking('tag')}
          />
          <Button
            label={work.transfer.open}
            size="s"
            icon={FolderInput}
            disabled={!complete}
            onClick={() => setAsking('transfer')}
          />
          <Button
            label={work.remove}
            size="s"
            icon={Trash2}
            busy={remove.busy}
            disabled={!complete}
            onClick={() => remove.run()}
          />
        </>
      ) : (
        <>
          <span>
            {t.lists.list.leads(total)}
            {!complete && `, ${work.counting}`}
          </span>
          {total > 0 && (
            <Button
              label={work.chooseAll(formatNumber(total))}
              size="s"
              variant="quiet"
              onClick={() => onChoose('all')}
            />
          )}
        </>
      )}
      <span className="push">
        <Button label={work.saveCsv} size="s" icon={Download} disabled={!complete} onClick={() => setAsking('csv')} />
      </span>
      {remove.error && <ErrorNote error={remove.error} />}
      {asking === 'tag' && (
        <TagDialog list={list} tags={tags} count={chosenCount} choice={choice()} onClose={close} onDone={closeDone} />
      )}
      {asking === 'transfer' && (
        <TransferDialog list={list} count={chosenCount} choice={choice()} onClose={close} onDone={closeDone} />
      )}
      {asking === 'csv' && (
        <SaveCsvDialog
          list={list}
          shown={shown}
          count={chosenCount > 0 ? chosenCount : total}
          choice={chosenCount > 0 ? choice() : all}
          onClose={close}
        />
      )}
    </>
  )
}

/** Removes the chosen leads from the list, which can be undone. */
const useRemoveLeads = (listId: ListId, choice: () => LeadChoice, onRemoved: () => void) =>
  useAction(async () => {
    const asked = { listId, choice: choice() }
    const step = await call('lists.removeLeads', asked)
    onRemoved()
    offerUndoStep(
      { listId, kind: 'remove' },
      step,
      () => call('lists.removeLeads', asked),
      t.listWork.removed(step.count),
    )
  })

type ExportProps = { list: LeadList; count: number; choice: () => LeadChoice; disabled: boolean }

/** Opens the plan of an export of the chosen leads. */
function ExportButton({ list, count, choice, disabled }: ExportProps) {
  const exporting = useAction(() => {
    const asked = choice()
    return isWhole(asked) ? openWhole(list.id) : openPart(list.id, { choice: asked })
  })
  return (
    <Button
      label={list.exportCount > 0 ? t.lists.list.exportSome : t.exportSum.part.exportRows(count)}
      size="s"
      icon={Send}
      disabled={disabled}
      onClick={() => exporting.run()}
      busy={exporting.busy}
    />
  )
}

/** Whether the choice is all leads without a filter. */
const isWhole = (choice: LeadChoice): boolean =>
  'all' in choice &&
  choice.all.gate === 'all' &&
  choice.all.search === '' &&
  choice.all.importId === null &&
  choice.all.tagId === null &&
  choice.all.where.length === 0
