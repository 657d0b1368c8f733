/** What holds leads back for reasons outside their file, asked before an import and again before an export. */
import { gateCodes } from '#shared/domain/gates.ts'
import type { GateLookup, LookedAt } from '#shared/domain/lookups.ts'
import { fullSettings, type ImportSettings } from '#shared/domain/row-settings.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../deps.ts'
import { createBlocked } from '../blocklist/blocked.ts'
import { blockState } from '../blocklist/entries.ts'
import { campaignsWithEvents, contactedElsewhere, contactedHere, exportingOthers, exportsOf } from './contacted.ts'

export type Lookups = { readonly lookups: readonly GateLookup[]; readonly lookedAt: readonly LookedAt[] }
type Rules = Pick<ImportSettings, 'holdBlocked' | 'holdContacted' | 'holdOtherClients'>

/** Where nothing is known nothing is asked: a lookup is left out that could not hold anybody. */
export function lookupsFor(store: Store, workspaceId: WorkspaceId, rules: Rules): Lookups {
  const { holdBlocked, holdContacted, holdOtherClients } = fullSettings({ holdUnverified: true, ...rules })
  const blocked = createBlocked(store, workspaceId)
  const here = holdContacted ? contactedHere(store.raw, workspaceId) : null
  const elsewhere = holdOtherClients ? contactedElsewhere(store.raw, workspaceId) : null
  const lookups: GateLookup[] = []
  if (blocked) lookups.push({ gate: gateCodes.opted_out, holds: (email) => blocked(email) === 'opted_out' })
  if (blocked && holdBlocked) lookups.push({ gate: gateCodes.blocked, holds: (email) => blocked(email) === 'blocked' })
  if (elsewhere) lookups.push({ gate: gateCodes.other_client, holds: elsewhere })
  if (here) lookups.push({ gate: gateCodes.contacted, holds: here })
  return { lookups, lookedAt: lookedAt(store, workspaceId, { holdBlocked, holdContacted, holdOtherClients }) }
}

function lookedAt(store: Store, workspaceId: WorkspaceId, rules: Required<Rules>): readonly LookedAt[] {
  const { pulledAt, instantly, local, optOuts } = blockState(store, workspaceId)
  const holdsBlocked = rules.holdBlocked ?? true
  return [
    { source: 'instantly_block_list', gate: 'blocked', holds: holdsBlocked, size: instantly, pulledAt },
    { source: 'own_block_list', gate: 'blocked', holds: holdsBlocked, size: local },
    { source: 'opt_outs', gate: 'opted_out', holds: true, size: optOuts },
    {
      source: 'own_exports',
      gate: 'contacted',
      holds: rules.holdContacted ?? true,
      size: exportsOf(store.raw, workspaceId),
    },
    {
      source: 'own_events',
      gate: 'contacted',
      holds: rules.holdContacted ?? true,
      size: campaignsWithEvents(store.raw, workspaceId),
    },
    {
      source: 'other_clients',
      gate: 'other_client',
      holds: rules.holdOtherClients ?? true,
      size: exportingOthers(store.raw, workspaceId).length,
    },
  ]
}
