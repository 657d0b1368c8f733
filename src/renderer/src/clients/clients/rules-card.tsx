import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ClientPart, ClientRule, RulePreviewRow } from '#shared/contract/clients/clients.ts'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import { type RuleKind, ruleKinds } from '#shared/domain/clients/rules.ts'
import type { ClientPartId, WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { useDebounced, usePreviousData } from '../../core/lib/use-debounced.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { column, type TableColumn } from '../../core/ui/column.ts'
import { Cut } from '../../core/ui/cut.tsx'
import { TextInput } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Checkbox } from '../../core/ui/toggles.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'

type Draft = { readonly partId: ClientPartId; readonly kind: RuleKind; readonly value: string }
type Props = { workspace: Workspace; parts: readonly ClientPart[] }

/** Form with the rules of a workspace, once they are loaded; it restarts if the rules are changed elsewhere. */
export function RulesCard({ workspace, parts }: Props) {
  const rules = useQuery('clients.rules', { workspaceId: workspace.id }).data
  const partIds = parts.map(({ id }) => id).join()
  return rules ? (
    <Shown key={`${JSON.stringify(rules)} ${partIds}`} workspace={workspace} parts={parts} rules={rules} />
  ) : null
}

const draftOf = ({ partId, kind, value }: Draft): Draft => ({ partId, kind, value })

function Shown({ workspace, parts, rules }: Props & { rules: readonly ClientRule[] }) {
  const words = t.clients.rules
  const before = rules.map(draftOf)
  const [drafts, setDrafts] = useState<readonly Draft[]>(before)
  const [wrong, setWrong] = useState(false)
  const form = useRef<HTMLOListElement>(null)
  const workspaceId = workspace.id
  const written = drafts.map((each) => ({ ...each, value: each.value.trim() }))
  const changed = JSON.stringify(written) !== JSON.stringify(before)
  const complete = written.every(({ value }) => value !== '')
  const save = useSaving(workspaceId, written, before)
  const { preview, caughtBy } = useRulePreview(workspaceId, written)
  const put = (at: number, change: Partial<Draft>) =>
    setDrafts(drafts.map((each, place) => (place === at ? { ...each, ...change } : each)))
  const move = (at: number, by: 1 | -1) => {
    const [one] = drafts.slice(at, at + 1)
    if (one) setDrafts(drafts.toSpliced(at, 1).toSpliced(at + by, 0, one))
  }
  const [added, setAdded] = useState(0)
  useEffect(() => {
    if (added > 0) form.current?.lastElementChild?.querySelector('input')?.focus()
  }, [added])
  const add = () => {
    const [first] = parts
    if (!first) return
    setDrafts([...drafts, { partId: drafts.at(-1)?.partId ?? first.id, kind: 'contains', value: '' }])
    setAdded(added + 1)
  }
  return (
    <Card title={words.title} actions={<Button label={words.add} size="s" icon={Plus} onClick={add} />}>
      <div className="stack">
        <p className="text-2 small">{drafts.length === 0 ? words.none : words.text}</p>
        {drafts.length > 0 && (
          <ol className="stack-2" ref={form}>
            {drafts.map((draft, at) => (
              // A rule is identified by its position.
              <li key={at} className="rule">
                <RuleFields
                  at={at}
                  draft={draft}
                  parts={parts}
                  wrong={wrong && draft.value.trim() === ''}
                  isLast={at === drafts.length - 1}
                  onChange={(change) => put(at, change)}
                  onMove={(by) => move(at, by)}
                  onDrop={() => setDrafts(drafts.toSpliced(at, 1))}
                />
                <span className="rule-count text-3 small">
                  {draft.value.trim() === '' ? ' ' : (mapped(caughtBy(written[at] ?? draft), words.catches) ?? ' ')}
                </span>
              </li>
            ))}
          </ol>
        )}
        {drafts.some(({ kind }) => kind === 'matches') && <p className="text-3 small">{words.matchesHint}</p>}
        {preview && (changed || drafts.length > 0) && <Preview rows={preview} workspace={workspace} parts={parts} />}
        {wrong && !complete && (
          <p className="is-bad small" role="alert">
            {words.empty}
          </p>
        )}
        {save.error && <ErrorNote error={save.error} />}
        {changed && (
          <div className="row">
            <Button
              label={words.save}
              variant="primary"
              busy={save.busy}
              onClick={() => {
                setWrong(!complete)
                if (complete) save.run()
              }}
            />
            <Button label={words.reset} variant="quiet" onClick={() => setDrafts(before)} />
          </div>
        )}
      </div>
    </Card>
  )
}

function useSaving(workspaceId: WorkspaceId, written: Draft[], before: Draft[]) {
  return useAction(async () => {
    await call('clients.saveRules', { workspaceId, rules: written })
    pushUndo({
      path: `/settings/workspaces/${workspaceId}`,
      words: () => t.clients.acts.rules,
      undo: () => call('clients.saveRules', { workspaceId, rules: before }),
      redo: () => call('clients.saveRules', { workspaceId, rules: written }),
      toast: t.clients.rules.saved,
    })
  })
}

/** Previews what the rules match as they are typed, and how many campaigns each of them matches. */
function useRulePreview(workspaceId: WorkspaceId, written: readonly Draft[]) {
  // Only complete rules are previewed: a rule without words matches nothing yet.
  const settled = useDebounced(JSON.stringify(written.filter(({ value }) => value !== '')), 200)
  // Written in the line above.
  const usable = useMemo(() => JSON.parse(settled) as Draft[], [settled])
  const preview = usePreviousData(useQuery('clients.previewRules', { workspaceId, rules: usable }).data)
  const caughtBy = (draft: Draft): number | null => {
    const place = usable.findIndex((each) => JSON.stringify(each) === JSON.stringify(draft))
    return preview && place >= 0 ? preview.filter(({ rule, byHand }) => rule === place && !byHand).length : null
  }
  return { preview, caughtBy }
}

type RuleProps = {
  at: number
  draft: Draft
  parts: Props['parts']
  wrong: boolean
  isLast: boolean
  onChange: (change: Partial<Draft>) => void
  onMove: (by: 1 | -1) => void
  onDrop: () => void
}

function RuleFields({ at, draft, parts, wrong, isLast, onChange, onMove, onDrop }: RuleProps) {
  const words = t.clients.rules
  return (
    <>
      <span className="rule-place text-3 tabular">{at + 1}</span>
      <Select
        label={words.kind(at + 1)}
        value={draft.kind}
        onChange={(kind) => onChange({ kind })}
        options={ruleKinds.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
      />
      <TextInput
        aria-label={words.value(at + 1)}
        value={draft.value}
        onChange={(value) => onChange({ value })}
        maxLength={200}
        spellCheck={false}
        aria-invalid={wrong || undefined}
      />
      <span className="text-3 small rule-goes">{words.goesTo}</span>
      <Select
        label={words.client(at + 1)}
        value={draft.partId}
        before={<WorkspaceSquare colour={parts.find(({ id }) => id === draft.partId)?.colour ?? 1} />}
        onChange={(partId) => onChange({ partId })}
        options={parts.map(({ id, name, colour }) => ({
          value: id,
          label: name,
          before: <WorkspaceSquare colour={colour} />,
        }))}
      />
      <span className="row rule-acts">
        <IconButton size="s" icon={ArrowUp} label={words.up(at + 1)} disabled={at === 0} onClick={() => onMove(-1)} />
        <IconButton size="s" icon={ArrowDown} label={words.down(at + 1)} disabled={isLast} onClick={() => onMove(1)} />
        <IconButton size="s" icon={X} label={words.drop(at + 1)} onClick={onDrop} />
      </span>
    </>
  )
}

const mapped = <T, U>(value: T | null, to: (value: T) => U): U | null => (value === null ? null : to(value))

/** Maximum number of rows; more would add no information. */
const maxShown = 30

/** Shows the effect of the rules on every campaign before they are saved. */
function Preview({ rows, workspace, parts }: { rows: readonly RulePreviewRow[] } & Props) {
  const words = t.clients.rules
  const changes = rows.filter(({ now, after }) => now !== after)
  const [every, setEvery] = useState(false)
  const caught = rows.filter(({ rule, byHand }) => rule !== null && !byHand)
  const shown = every ? rows : changes
  const named = (id: ClientPartId | null) => {
    const part = parts.find((each) => each.id === id)
    return (
      <span className="row">
        <WorkspaceSquare colour={part?.colour ?? workspace.colour} />
        <Cut text={part?.name ?? workspace.name} />
      </span>
    )
  }
  const columns: readonly TableColumn<RulePreviewRow>[] = [
    column('campaign', words.campaign, { minWidth: 160 }, (row) => (
      <span className="ellipsis" title={[row.name, ...row.tags].join('\n')}>
        {row.name}
      </span>
    )),
    column('rule', words.rule, { width: 82 }, (row) => (
      <span className="text-2">
        {row.byHand ? words.byHand : row.rule === null ? words.noRule : String(row.rule + 1)}
      </span>
    )),
    column('now', words.now, { width: 136 }, (row) => named(row.now)),
    column('after', words.after, { width: 136 }, (row) => named(row.after)),
  ]
  return (
    <section className="rules-preview" aria-label={words.preview}>
      <div className="row rules-preview-head">
        <p role="status" className="small">
          <b>{words.preview}.</b> {words.previewText(caught.length, rows.length, changes.length)}
        </p>
        <Checkbox label={words.onlyChanges} checked={!every} onChange={(only) => setEvery(!only)} />
      </div>
      {shown.length > 0 && (
        <PlainTable
          label={words.preview}
          rows={shown.slice(0, maxShown)}
          rowId={(row) => row.campaignId}
          columns={columns}
        />
      )}
      {shown.length > maxShown && <p className="text-3 small">{words.more(shown.length - maxShown)}</p>}
    </section>
  )
}
