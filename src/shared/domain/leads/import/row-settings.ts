/** What the operator decides about the rows of a file, and what counts where nothing was decided. */
import type { ImportSettings } from './settings-shape.ts'

export type { ImportSettings }

export type FullSettings = { readonly [Name in keyof ImportSettings]-?: NonNullable<ImportSettings[Name]> }

/** As a file is treated until somebody says otherwise. */
export const defaultSettings: FullSettings = {
  holdUnverified: true,
  holdRisky: true,
  holdRole: false,
  holdDisposable: true,
  holdRagged: false,
  holdAboutNo: true,
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

/** What is about the columns of a file, not about who may be written to: checks begin at their defaults each time. */
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

/** The settings a later file with the same header takes over: those that are not as by default. */
export function rememberedSettings(settings: ImportSettings): RememberedSettings {
  const other = aboutColumns.filter((name) => {
    const value = settings[name]
    return value !== undefined && JSON.stringify(value) !== JSON.stringify(defaultSettings[name])
  })
  return Object.fromEntries(other.map((name) => [name, settings[name]]))
}

/** Settings with what is not said as by default; risky follows the unverified, as it did before it had its own switch. */
export const fullSettings = (settings: ImportSettings): FullSettings => ({
  ...defaultSettings,
  holdRisky: settings.holdUnverified,
  ...(Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) as ImportSettings as Partial<FullSettings>),
})
