/** The scopes reported by a test of a key, and how the read scopes are probed. */
import type { AnyEntry } from './operation.ts'
import { operations as of } from './operations.ts'
import type { Query } from './types.ts'

export const scopeOf = ({ scope, neededFor }: AnyEntry) => ({ scope, neededFor })

export type ReadProbe = ReturnType<typeof scopeOf> & { readonly path: string; readonly query: Query }

const probeOf = (entry: AnyEntry, query: Query = { limit: '1' }): ReadProbe => {
  const [, path = ''] = entry.routes[0]?.split(' ') ?? []
  return { ...scopeOf(entry), path, query }
}

/** One cheap read per read scope of the app. */
export const readProbes: readonly ReadProbe[] = [
  probeOf(of.currentWorkspace, {}),
  probeOf(of.planDetails, {}),
  probeOf(of.campaigns),
  probeOf(of.mailboxes),
  probeOf(of.leads),
  probeOf(of.leadLists),
  probeOf(of.leadLabels),
  probeOf(of.emailPage),
  probeOf(of.webhooks),
  probeOf(of.deliveries),
  probeOf(of.warmupJobs),
  probeOf(of.blockEntries),
  probeOf(of.subsequences),
  probeOf(of.tags),
]

/** Write scopes of the app: only a write could prove them, so a test reports them as untested. */
export const writeScopes = [
  of.createCampaign,
  of.activateCampaign,
  of.deleteCampaign,
  of.updateMailbox,
  of.createLeadList,
  of.createTag,
  of.addLeads,
  of.deleteLeads,
  of.createBlockEntries,
  of.deleteBlockEntry,
  of.replyToEmail,
  of.markThreadRead,
].map(scopeOf)
