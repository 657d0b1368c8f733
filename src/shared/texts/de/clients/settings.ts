import type { Texts } from '../../en.ts'

export const settingsDe: Texts['settings'] = {
  title: 'Einstellungen',
  sections: 'Abschnitte',
  workspaces: 'Kunden und Schlüssel',
  appearance: 'Darstellung',
  data: 'Daten',
  theme: 'Farbschema',
  themeText: '„Wie das System“ übernimmt Hell oder Dunkel vom Betriebssystem.',
  themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  language: 'Sprache',
  languageText: 'Gilt sofort, auch für Zahlen, Daten und gespeicherte Dateien.',
  languages: { system: 'Wie das System', en: 'English', de: 'Deutsch', nl: 'Nederlands' },
  dataTitle: 'Speicherort der Daten',
  dataText:
    'Listen, Exportberichte und das API-Protokoll liegen nur auf diesem Computer. API-Schlüssel sind verschlüsselt.',
  dataFolder: 'Datenordner',
  openData: 'Ordner öffnen',
  logs: 'Protokoll',
  logsText: 'Technisches Protokoll, ohne Schlüssel und ohne Leads.',
  openLog: 'Protokoll öffnen',
  version: 'Version',
  instantly: 'Adresse von Instantly',
}
