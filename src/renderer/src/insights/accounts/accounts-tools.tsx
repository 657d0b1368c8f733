import { Group, List } from 'lucide-react'
import { type RefObject, useDeferredValue, useState } from 'react'
import type { Output } from '#shared/contract/index.ts'
import { type AccountShow, accountShows } from '#shared/contract/insights/accounts.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { SearchInput } from '../../core/ui/field.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Segmented } from '../../core/ui/toggles.tsx'
import { AccountActions } from './account-actions.tsx'
import type { FoldRow, Room } from './accounts-columns.tsx'
import type { useAccountSelection } from './use-account-selection.ts'

/** What the accounts are narrowed to. */
export function useAccountFilter() {
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed)
  const [show, setShow] = useState<AccountShow>('all')
  return { typed, setTyped, search, show, setShow, isNarrowed: search.trim() !== '' || show !== 'all' }
}

/** Groups the accounts by domain or not, and folds the groups. Search results are never collapsed. */
export function useArrangement(workspaceId: WorkspaceId | null, byDomain: boolean, isNarrowed: boolean) {
  const arrange = useAction((to: boolean) => call('accounts.arrange', { byDomain: to }))
  const fold = useAction((of: WorkspaceId | null, domain: string | null, folded: boolean, rest: boolean) =>
    call('accounts.fold', { workspaceId: of, domain, folded, rest }),
  )
  const foldRow: FoldRow = (row, folded) => fold.run(row.workspaceId, row.domain, folded, row.kind === 'rest')
  return {
    byDomain,
    canFold: byDomain && !isNarrowed,
    arrange: arrange.run,
    foldRow,
    foldAll: (folded: boolean) => fold.run(workspaceId, null, folded, false),
    error: arrange.error ?? fold.error,
  }
}

type Arrangement = ReturnType<typeof useArrangement>
type Props = {
  ref: RefObject<HTMLDivElement | null>
  filter: ReturnType<typeof useAccountFilter>
  selection: ReturnType<typeof useAccountSelection>
  /** Number of accounts for each filter; undefined until known. */
  counts: Output<'accounts.list'>['counts'] | undefined
  room: Room
  arrangement: Arrangement
}

/** Filters above the accounts, or what can be done with those selected. */
export function AccountsTools({ ref, filter, selection, counts, room, arrangement }: Props) {
  const words = t.accounts
  const shows = accountShows.map((value) => ({
    value,
    label: counts ? `${words.shows[value]} ${formatNumber(counts[value])}` : words.shows[value],
  }))
  return (
    <div className="filters campaigns-filters" ref={ref}>
      {selection.accounts.length > 0 ? (
        <div className="row-wrap grow campaigns-chosen">
          <b>{words.selected(selection.accounts.length)}</b>
          <AccountActions of={selection.accounts} one={null} paused={selection.allPaused} withKeys />
          <Button label={words.clear} size="s" variant="quiet" onClick={selection.clear} />
        </div>
      ) : (
        <>
          <div className="campaigns-search">
            <SearchInput value={filter.typed} onChange={filter.setTyped} placeholder={words.search} maxLength={200} />
          </div>
          {room === 'little' ? (
            <span className="accounts-show">
              <Select label={words.show} value={filter.show} options={shows} onChange={filter.setShow} />
            </span>
          ) : (
            <Segmented label={words.show} value={filter.show} options={shows} onChange={filter.setShow} />
          )}
          <ArrangeMenu arrangement={arrangement} />
        </>
      )}
    </div>
  )
}

function ArrangeMenu({ arrangement: { byDomain, canFold, arrange, foldAll } }: { arrangement: Arrangement }) {
  const words = t.accounts
  return (
    <span className="accounts-arrange">
      <Menu
        trigger={
          <IconButton
            icon={byDomain ? Group : List}
            label={byDomain ? words.arrange.byDomain : words.arrange.oneList}
          />
        }
        items={[
          { label: words.arrange.byDomain, chosen: byDomain, onSelect: () => arrange(true) },
          { label: words.arrange.oneList, chosen: !byDomain, onSelect: () => arrange(false) },
          'line',
          {
            label: words.arrange.foldAll,
            disabled: !canFold,
            onSelect: () => foldAll(true),
          },
          {
            label: words.arrange.unfoldAll,
            disabled: !canFold,
            onSelect: () => foldAll(false),
          },
        ]}
      />
    </span>
  )
}
