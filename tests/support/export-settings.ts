import type { ExportSettings } from '#shared/contract/exports/exports.ts'

/** Returns settings for a new campaign with one step, every weekday, as an operator would leave them. */
export function newCampaignSettings(name: string, changes: Partial<ExportSettings> = {}): ExportSettings {
  return {
    target: {
      kind: 'new',
      name,
      schedule: {
        timezone: 'Europe/Berlin',
        from: '09:00',
        to: '17:00',
        days: [1, 2, 3, 4, 5],
        startDate: null,
        endDate: null,
      },
      steps: [
        { subject: 'Hello {{firstName}}', body: 'Hi {{firstName}},\nhow are things at {{companyName}}?', waitDays: 2 },
      ],
      accounts: [],
      dailyLimit: 50,
    },
    skipIfInWorkspace: true,
    activateWhenDone: false,
    ...changes,
  }
}

export function existingCampaignSettings(campaignId: string, changes: Partial<ExportSettings> = {}): ExportSettings {
  return { target: { kind: 'existing', campaignId }, skipIfInWorkspace: false, activateWhenDone: false, ...changes }
}

/** Returns settings for a new lead list at Instantly. */
export function newListSettings(name: string, changes: Partial<ExportSettings> = {}): ExportSettings {
  return { target: { kind: 'new_list', name }, skipIfInWorkspace: true, activateWhenDone: false, ...changes }
}

export function existingListSettings(leadListId: string, changes: Partial<ExportSettings> = {}): ExportSettings {
  const target = { kind: 'existing_list', leadListId } as const
  return { target, skipIfInWorkspace: false, activateWhenDone: false, ...changes }
}
