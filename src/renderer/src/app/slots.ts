/** Fills the slots of earlier areas with components of later ones. */

import { Breakdowns, CampaignAlerts, CampaignMoney } from '../campaigns/slots.ts'
import { ContractCard, ImportClient, LeadMirrorCard, PauseClient, RetentionCard } from '../clients/slots.ts'
import { lazyNamed } from '../core/lib/lazy-named.ts'
import { ThreadIntoDialog } from '../inbox/slots.ts'
import { ExportHistory, LeadsIntoDialog, LeadTimeline, openPart, openWhole, SourceResults } from '../leads/slots.ts'

ContractCard.fill(lazyNamed(() => import('./client-data/contract-card.tsx'), 'ContractCard'))
ImportClient.fill(lazyNamed(() => import('./client-data/import-client.tsx'), 'ImportClient'))
RetentionCard.fill(lazyNamed(() => import('./retention/retention-card.tsx'), 'RetentionCard'))
LeadMirrorCard.fill(lazyNamed(() => import('../leads/lead-mirror/copy-card.tsx'), 'LeadMirrorCard'))
PauseClient.fill(lazyNamed(() => import('../campaigns/campaigns/pause-client.tsx'), 'PauseClient'))
LeadTimeline.fill(lazyNamed(() => import('../events/events/lead-timeline.tsx'), 'LeadTimeline'))
ExportHistory.fill(lazyNamed(() => import('../exports/ledger/export-history.tsx'), 'ExportHistory'))
LeadsIntoDialog.fill(lazyNamed(() => import('../campaigns/subsequences/into-dialog.tsx'), 'LeadsIntoDialog'))
ThreadIntoDialog.fill(lazyNamed(() => import('../campaigns/subsequences/into-dialog.tsx'), 'ThreadIntoDialog'))
CampaignAlerts.fill(lazyNamed(() => import('../insights/alerts/campaign-alerts.tsx'), 'CampaignAlerts'))
CampaignMoney.fill(lazyNamed(() => import('../insights/money/campaign-money.tsx'), 'CampaignMoney'))
Breakdowns.fill(lazyNamed(() => import('../insights/analytics/breakdowns.tsx'), 'Breakdowns'))
SourceResults.fill(lazyNamed(() => import('../insights/write-back/write-back-card.tsx'), 'WriteBackCard'))
openPart.fill(async (listId, part) => (await import('../exports/ledger/open-part.ts')).openPart(listId, part))
openWhole.fill(async (listId) => (await import('../exports/ledger/open-part.ts')).openWhole(listId))
