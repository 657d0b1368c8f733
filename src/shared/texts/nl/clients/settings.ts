import type { Texts } from '../../en.ts'

export const settingsNl: Texts['settings'] = {
  title: 'Instellingen',
  sections: 'Onderdelen',
  workspaces: 'Klanten en sleutels',
  appearance: 'Weergave',
  data: 'Gegevens',
  theme: 'Thema',
  themeText: 'Met het systeem mee volgt licht en donker van het systeem.',
  themes: { system: 'Met het systeem', light: 'Licht', dark: 'Donker' },
  language: 'Taal',
  languageText: 'Meteen, ook voor getallen, datums en wat als bestand wordt bewaard.',
  languages: { system: 'Met het systeem', en: 'English', de: 'Deutsch', nl: 'Nederlands' },
  dataTitle: 'Waar je gegevens staan',
  dataText:
    'Lijsten, logboeken en het overzicht van aanroepen zijn bestanden op deze computer. Nergens anders wordt iets bewaard; API-sleutels zijn versleuteld.',
  dataFolder: 'Gegevensmap',
  openData: 'Map openen',
  logs: 'Logbestand',
  logsText: 'Wat Sendoff deed, zonder sleutels en zonder leads.',
  openLog: 'Logmap openen',
  version: 'Versie',
  instantly: 'Adres van Instantly',
}
