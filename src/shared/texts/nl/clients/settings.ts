import type { Texts } from '../../en.ts'

export const settingsNl: Texts['settings'] = {
  title: 'Instellingen',
  sections: 'Onderdelen',
  workspaces: 'Klanten en sleutels',
  appearance: 'Weergave',
  data: 'Gegevens',
  theme: 'Thema',
  themeText: '“Systeem volgen” gebruikt het lichte of donkere thema van je systeem.',
  themes: { system: 'Systeem volgen', light: 'Licht', dark: 'Donker' },
  language: 'Taal',
  languageText: 'Geldt direct, ook voor getallen, datums en opgeslagen bestanden.',
  languages: { system: 'Systeem volgen', en: 'English', de: 'Deutsch', nl: 'Nederlands' },
  dataTitle: 'Waar je gegevens staan',
  dataText:
    'Lijsten, exportrapporten en het API-log staan op deze computer en nergens anders. API-sleutels zijn versleuteld.',
  dataFolder: 'Gegevensmap',
  openData: 'Map openen',
  logs: 'Logbestand',
  logsText: 'Wat Sendoff heeft gedaan, zonder sleutels en leads.',
  openLog: 'Logmap openen',
  version: 'Versie',
  instantly: 'Adres van Instantly',
}
