/** Fills the slots of earlier areas with components of later ones. */
import { lazy } from 'react'
import { Breakdowns, CampaignAlerts, CampaignMoney } from '../campaigns/slots.ts'
import { ContractCard, ImportClient, LeadMirrorCard, PauseClient, RetentionCard } from '../clients/slots.ts'
import { ThreadIntoDialog } from '../inbox/slots.ts'
import { ExportHistory, LeadsIntoDialog, LeadTimeline, openPart, openWhole, SourceResults } from '../leads/slots.ts'

ContractCard.fill(lazy(async () => ({ default: (await import('./client-data/contract-card.tsx')).ContractCard })))
ImportClient.fill(lazy(async () => ({ default: (await import('./client-data/import-client.tsx')).ImportClient })))
RetentionCard.fill(lazy(async () => ({ default: (await import('./retention/retention-card.tsx')).RetentionCard })))
LeadMirrorCard.fill(
  lazy(async () => ({ default: (await import('../leads/lead-mirror/copy-card.tsx')).LeadMirrorCard })),
)
PauseClient.fill(lazy(async () => ({ default: (await import('../campaigns/campaigns/pause-client.tsx')).PauseClient })))
LeadTimeline.fill(lazy(async () => ({ default: (await import('../events/events/lead-timeline.tsx')).LeadTimeline })))
ExportHistory.fill(
  lazy(async () => ({ default: (await import('../exports/ledger/export-history.tsx')).ExportHistory })),
)
LeadsIntoDialog.fill(
  lazy(async () => ({ default: (await import('../campaigns/subsequences/into-dialog.tsx')).LeadsIntoDialog })),
)
ThreadIntoDialog.fill(
  lazy(async () => ({ default: (await import('../campaigns/subsequences/into-dialog.tsx')).ThreadIntoDialog })),
)
CampaignAlerts.fill(
  lazy(async () => ({ default: (await import('../insights/alerts/campaign-alerts.tsx')).CampaignAlerts })),
)
CampaignMoney.fill(
  lazy(async () => ({ default: (await import('../insights/money/campaign-money.tsx')).CampaignMoney })),
)
Breakdowns.fill(lazy(async () => ({ default: (await import('../insights/analytics/breakdowns.tsx')).Breakdowns })))
SourceResults.fill(
  lazy(async () => ({ default: (await import('../insights/write-back/write-back-card.tsx')).WriteBackCard })),
)
openPart.fill(async (listId, part) => (await import('../exports/ledger/open-part.ts')).openPart(listId, part))
openWhole.fill(async (listId) => (await import('../exports/ledger/open-part.ts')).openWhole(listId))
