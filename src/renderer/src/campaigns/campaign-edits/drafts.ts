import { create } from 'zustand'
import type { CampaignDraft } from '#shared/domain/campaigns/campaign-draft.ts'

/** A draft and the version it started from; kept while the operator visits other screens. */
type Draft = { readonly draft: CampaignDraft; readonly opened: CampaignDraft }

const useAll = create<Readonly<Record<string, Draft>>>(() => ({}))

/** Returns the draft of a campaign (`campaign:5`, `local:3`); null while nothing was changed. */
export const useDraft = (key: string): Draft | null => useAll((all) => all[key] ?? null)
export const keepDraft = (key: string, draft: Draft): void => useAll.setState({ [key]: draft })
export const dropDraft = (key: string): void =>
  useAll.setState((all) => Object.fromEntries(Object.entries(all).filter(([each]) => each !== key)), true)
