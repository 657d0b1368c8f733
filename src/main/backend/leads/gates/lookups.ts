/** Reasons outside their file for excluding leads, checked before an import and again before an export. */
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import type { GateLookup, LookedAt } from '#shared/domain/leads/import/lookups.ts'
import { fullSettings, type ImportSettings } from '#shared/domain/leads/import/row-settings.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createBlocked } from '../blocklist/blocked.ts'
import { blockState } from '../blocklist/entries.ts'
import { type AtInstantly, createAtInstantly, leadMirrorStats } from './at-instantly.ts'
import { campaignsWithEvents, contactedElsewhere, contactedHere, exportingOthers, exportsOf } from './contacted.ts'

export type Lookups = { readonly lookups: readonly GateLookup[]; readonly lookedAt: readonly LookedAt[] }
type Rules = Pick<ImportSettings, 'holdBlocked' | 'holdContacted' | 'holdOtherClients'>

/** Creates the lookups; one that could not exclude anybody is left out. */
export function lookupsFor(store: Store, workspaceId: WorkspaceId, rules: Rules): Lookups {
  const { holdBlocked, holdContacted, holdOtherClients } = fullSettings({ holdUnverified: true, ...rules })
  const blocked = createBlocked(store, workspaceId)
  const there = holdContacted || holdOtherClients ? createAtInstantly(store, workspaceId, null) : null
  const here = holdContacted ? eitherOf(contactedHere(store.raw, workspaceId), there, 'here') : null
  const elsewhere = holdOtherClients ? eitherOf(contactedElsewhere(store.raw, workspaceId), there, 'elsewhere') : null
  const lookups: GateLookup[] = []
  if (blocked) lookups.push({ gate: gateCodes.opted_out, holds: (email) => blocked(email) === 'opted_out' })
  if (blocked && holdBlocked) lookups.push({ gate: gateCodes.blocked, holds: (email) => blocked(email) === 'blocked' })
  if (elsewhere) lookups.push({ gate: gateCodes.other_client, holds: elsewhere })
  if (here) lookups.push({ gate: gateCodes.contacted, holds: here })
  return { lookups, lookedAt: lookedAt(store, workspaceId, { holdBlocked, holdContacted, holdOtherClients }) }
}

type Asks = (email: string) => boolean

/** Combines what is known locally with what copies and archives of Instantly contain; null if nobody can be found. */
export function eitherOf(known: Asks | null, there: AtInstantly | null, side: 'here' | 'elsewhere'): Asks | null {
  if (there === null) return known
  return known === null ? there[side] : (email) => known(email) || there[side](email)
}

function lookedAt(store: Store, workspaceId: WorkspaceId, rules: Required<Rules>): readonly LookedAt[] {
  const { pulledAt, instantly, local, optOuts } = blockState(store, workspaceId)
  const holdsBlocked = rules.holdBlocked ?? true
  const there = leadMirrorStats(store, workspaceId)
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
      source: 'own_leads_there',
      gate: 'contacted',
      holds: rules.holdContacted ?? true,
      size: there.own?.addresses ?? 0,
      pulledAt: there.own?.copiedAt ?? null,
      oldFrom: there.own?.oldFrom,
    },
    ...(there.archives === 0
      ? []
      : [
          {
            source: 'own_archives',
            gate: 'contacted',
            holds: rules.holdContacted ?? true,
            size: there.archives,
          } as const,
        ]),
    {
      source: 'other_clients',
      gate: 'other_client',
      holds: rules.holdOtherClients ?? true,
      size: exportingOthers(store.raw, workspaceId).length,
    },
    ...(there.others.clients + there.others.missing === 0
      ? []
      : [
          {
            source: 'other_leads_there',
            gate: 'other_client',
            holds: rules.holdOtherClients ?? true,
            size: there.others.addresses,
            pulledAt: there.others.oldestAt,
            clients: { copied: there.others.clients, missing: there.others.missing },
            oldFrom: there.others.oldFrom ?? undefined,
          } as const,
        ]),
  ]
}
