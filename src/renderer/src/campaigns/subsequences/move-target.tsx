import './subsequences.css'
import { useState } from 'react'
import type { PlacedLeadRow, SubsequenceMove, SubsequenceRow } from '#shared/contract/campaigns/subsequences.ts'
import type { CampaignId, SubsequenceId, SubsequenceMoveId } from '#shared/ids.ts'
import { type Action, call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { Field } from '../../core/ui/field.tsx'
import { Select } from '../../core/ui/select.tsx'

export type ChosenLead = Pick<PlacedLeadRow, 'id' | 'email' | 'name'>

/** Maximum number of leads per move. */
export const maxAtOnce = 1000

export type Target = SubsequenceId | 'out'

/** Requests a move, once per press, and remembers how to undo it. */
export function useMove(
  campaignId: CampaignId,
  onAsked: (move: SubsequenceMove) => void,
): Action<[Target, readonly ChosenLead[]]> {
  // Retrying a request whose answer was lost uses the same key, so that it is not carried out twice.
  const [idempotencyKey, setIdempotencyKey] = useState(() => crypto.randomUUID())
  return useAction(async (target: Target, leads: readonly ChosenLead[]) => {
    const move = await call('subsequenceMoves.start', {
      campaignId,
      into: target === 'out' ? null : target,
      leads: leads.slice(0, maxAtOnce).map(({ id, email, name }) => ({ id, email, name })),
      idempotencyKey,
    })
    setIdempotencyKey(crypto.randomUUID())
    rememberUndo(move)
    onAsked(move)
  })
}

function rememberUndo(move: SubsequenceMove): void {
  let last: SubsequenceMoveId = move.id
  const back = async () => {
    last = (await call('subsequenceMoves.undo', { moveId: last })).id
  }
  pushUndo({
    words: () => t.subsequences.act(move.total),
    undo: back,
    redo: back,
    path: `/campaigns/${move.campaignId}`,
  })
}

type Props = {
  rows: readonly SubsequenceRow[]
  value: Target | null
  onChange: (target: Target) => void
  /** The subsequence all of the leads are in, which is not offered. */
  without?: SubsequenceId | null
}

/** Select for the target of a move. */
export function TargetField({ rows, value, onChange, without }: Props) {
  const words = t.subsequences
  const offered = rows.filter(({ goneAt, id }) => goneAt === null && id !== without)
  const chosen = offered.find(({ id }) => id === value)
  return (
    <Field
      label={words.into}
      hint={chosen ? (chosen.state === 'paused' ? words.pausedTarget : words.startsAtFirst) : undefined}
    >
      <Select<Target>
        value={value}
        placeholder={words.chooseTarget}
        options={[...offered.map(({ id, name }) => ({ value: id, label: name })), { value: 'out', label: words.out }]}
        onChange={onChange}
      />
    </Field>
  )
}
