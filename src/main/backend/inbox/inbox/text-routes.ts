import type { inbox as contract } from '#shared/contract/inbox/inbox.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { signatureSetting } from '../../clients/settings/inbox-settings.ts'
import { removeSetting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import type { createDraftProposals } from './drafts.ts'
import type { createTemplates } from './templates.ts'

/** Routes for reusable texts: templates and the signature. */
export function textRoutes(
  deps: Deps,
  templates: ReturnType<typeof createTemplates>,
  help: ReturnType<typeof createDraftProposals>,
): Pick<
  Handlers<typeof contract>,
  'inbox.templates' | 'inbox.saveTemplate' | 'inbox.removeTemplate' | 'inbox.signature' | 'inbox.saveSignature'
> {
  const signature = (workspaceId: WorkspaceId) => ({
    own: help.ownSignature(workspaceId),
    used: help.usedSignature(workspaceId),
  })
  return {
    'inbox.templates': ({ workspaceId }) => templates.of(workspaceId),
    'inbox.saveTemplate': (template) => templates.save(template),
    'inbox.removeTemplate': ({ id }) => templates.remove(id, new Date(deps.clock.now()).toISOString()),
    'inbox.signature': ({ workspaceId }) => signature(workspaceId),
    'inbox.saveSignature': ({ workspaceId, signature: text }) => {
      if (text === null) removeSetting(deps.store, workspaceId, signatureSetting)
      else setSetting(deps.store, workspaceId, signatureSetting, text, deps.clock.now())
      return signature(workspaceId)
    },
  }
}
