/** The operator's settings for the rows of a file, and their defaults. */
import type { ImportSettings } from './settings-shape.ts'

export type { ImportSettings }

export type FullSettings = { readonly [Name in keyof ImportSettings]-?: NonNullable<ImportSettings[Name]> }

/** Defaults for a file. */
export const defaultSettings: FullSettings = {
  holdUnverified: true,
  holdRisky: true,
  holdRole: false,
  holdDisposable: true,
  holdRagged: false,
  holdAboutNo: true,
  holdPastJobs: true,
  needConsent: false,
  holdBlocked: true,
  holdContacted: true,
  holdOtherClients: true,
  duplicates: 'first',
  companyAsFirstName: false,
  derivePersons: true,
  tidyNames: true,
  repairMojibake: false,
  mendValues: false,
  composed: [],
  personTexts: false,
}

/**
 * Settings about the columns of a file rather than about who may be contacted; checks start with their defaults for
 * every file.
 */
const aboutColumns = [
  'duplicates',
  'companyAsFirstName',
  'derivePersons',
  'personTexts',
  'tidyNames',
  'repairMojibake',
  'mendValues',
  'composed',
] as const

export type RememberedSettings = Pick<ImportSettings, (typeof aboutColumns)[number]>

/** Returns the settings that a later file with the same header takes over: those that differ from the defaults. */
export function rememberedSettings(settings: ImportSettings): RememberedSettings {
  const other = aboutColumns.filter((name) => {
    const value = settings[name]
    return value !== undefined && JSON.stringify(value) !== JSON.stringify(defaultSettings[name])
  })
  return Object.fromEntries(other.map((name) => [name, settings[name]]))
}

/**
 * Returns settings with defaults filled in; risky defaults to the setting for unverified addresses, as before it had
 * its own switch.
 */
export const fullSettings = (settings: ImportSettings): FullSettings => ({
  ...defaultSettings,
  holdRisky: settings.holdUnverified,
  ...(Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) as ImportSettings as Partial<FullSettings>),
})
