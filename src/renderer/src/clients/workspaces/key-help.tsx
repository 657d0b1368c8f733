import './workspaces.css'
import { ChevronRight, ExternalLink } from 'lucide-react'
import { Collapsible } from 'radix-ui'
import { useState } from 'react'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { copyText } from '../../core/stores/copy.ts'
import { Button, Icon } from '../../core/ui/button.tsx'

/** Scopes a key should have, by Instantly's names: all that this version uses and the next ones will. */
const scopesToTick = [
  'workspaces:read',
  'workspace_billing:read',
  'campaigns:all',
  'leads:all',
  'lead_lists:all',
  'lead-labels:all',
  'accounts:read',
  'accounts:update',
  'emails:all',
  'webhooks:all',
  'webhook_events:read',
  'background-jobs:read',
  'block_list_entries:all',
  'email_verifications:create',
  'email_verifications:read',
  'subsequences:all',
  'custom_tags:all',
  'custom_tag_mappings:read',
] as const

/** Explains where to find a key in Instantly and which scopes to tick. Collapsed until the operator opens it. */
export function KeyHelp() {
  const [open, setOpen] = useState(false)
  const link = useAction(() => call('app.openLink', { link: 'instantly_api_keys' }))
  return (
    <Collapsible.Root open={open} onOpenChange={setOpen} className="key-help">
      <Collapsible.Trigger className="key-help-trigger">
        <Icon of={ChevronRight} size={14} />
        {t.connect.whereTitle}
      </Collapsible.Trigger>
      <Collapsible.Content className="key-help-content">
        <ol className="key-help-steps">
          {t.connect.where.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <div className="key-help-scopes">
          <b>{t.connect.scopesToTick}</b>
          <p className="mono small selectable">{scopesToTick.join('  ')}</p>
          <p className="text-3 small">{t.connect.scopesHint}</p>
        </div>
        <div className="row">
          <Button label={t.connect.openInstantly} size="s" icon={ExternalLink} action={link} />
          <Button
            label={t.connect.copyScopes}
            size="s"
            variant="quiet"
            onClick={() => copyText(scopesToTick.join(' '))}
          />
        </div>
      </Collapsible.Content>
    </Collapsible.Root>
  )
}
