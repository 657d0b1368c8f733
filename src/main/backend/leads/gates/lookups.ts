/** Reasons outside their file for excluding leads, checked before an import and again before an export. */
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import type { CheckedSource, GateLookup } from '#shared/domain/leads/import/lookups.ts'
import { fullSettings, type ImportSettings } from '#shared/domain/leads/import/row-settings.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createBlockedLookup } from '../blocklist/blocked.ts'
import { blockState } from '../blocklist/entries.ts'
import { createRemoteContacts, leadMirrorStats, type RemoteContacts } from './at-instantly.ts'
import {
  contactedElsewhere,
  contactedHere,
  countCampaignsWithEvents,
  countExports,
  otherExportingClients,
} from './contacted.ts'

export type Lookups = { readonly lookups: readonly GateLookup[]; readonly lookedAt: readonly CheckedSource[] }
type Rules = Pick<ImportSettings, 'holdBlocked' | 'holdContacted' | 'holdOtherClients'>

/** Creates the lookups; one that could not exclude anybody is left out. */
export function createLookups(store: Store, workspaceId: WorkspaceId, rules: Rules): Lookups {
  const { holdBlocked, holdContacted, holdOtherClients } = fullSettings({ holdUnverified: true, ...rules })
  const blocked = createBlockedLookup(store, workspaceId)
  const there = holdContacted || holdOtherClients ? createRemoteContacts(store, workspaceId, null) : null
  const here = holdContacted ? combineChecks(contactedHere(store.raw, workspaceId), there, 'here') : null
  const elsewhere = holdOtherClients
    ? combineChecks(contactedElsewhere(store.raw, workspaceId), there, 'elsewhere')
    : null
  const lookups: GateLookup[] = []
  if (blocked) lookups.push({ gate: gateCodes.opted_out, holds: (email) => blocked(email) === 'opted_out' })
  if (blocked && holdBlocked) lookups.push({ gate: gateCodes.blocked, holds: (email) => blocked(email) === 'blocked' })
  if (elsewhere) lookups.push({ gate: gateCodes.other_client, holds: elsewhere })
  if (here) lookups.push({ gate: gateCodes.contacted, holds: here })
  return { lookups, lookedAt: lookedAtSources(store, workspaceId, { holdBlocked, holdContacted, holdOtherClients }) }
}

type AddressCheck = (email: string) => boolean

/** Combines what is known locally with what copies and archives of Instantly contain; null if nobody can be found. */
export function combineChecks(
  known: AddressCheck | null,
  there: RemoteContacts | null,
  side: 'here' | 'elsewhere',
): AddressCheck | null {
  if (there === null) return known
  return known === null ? there[side] : (email) => known(email) || there[side](email)
}

function lookedAtSources(store: Store, workspaceId: WorkspaceId, rules: Required<Rules>): readonly CheckedSource[] {
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
      size: countExports(store.raw, workspaceId),
    },
    {
      source: 'own_events',
      gate: 'contacted',
      holds: rules.holdContacted ?? true,
      size: countCampaignsWithEvents(store.raw, workspaceId),
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
      size: otherExportingClients(store.raw, workspaceId).length,
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
