import type { Texts } from '../../en.ts'

export const settingsDe: Texts['settings'] = {
  title: 'Einstellungen',
  sections: 'Abschnitte',
  workspaces: 'Kunden und Schlüssel',
  appearance: 'Darstellung',
  data: 'Daten',
  theme: 'Farbschema',
  themeText: 'Wie das System folgt dessen Hell und Dunkel.',
  themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  language: 'Sprache',
  languageText: 'Gilt sofort, auch für Zahlen, Daten und gespeicherte Dateien.',
  languages: { system: 'Wie das System', en: 'English', de: 'Deutsch', nl: 'Nederlands' },
  dataTitle: 'Wo Ihre Daten liegen',
  dataText:
    'Listen, Belege und das Protokoll der Aufrufe sind Dateien auf diesem Computer. Nirgendwo sonst wird etwas aufbewahrt; API-Schlüssel sind verschlüsselt.',
  dataFolder: 'Datenordner',
  openData: 'Ordner öffnen',
  logs: 'Protokoll',
  logsText: 'Was Sendoff getan hat, ohne Schlüssel und ohne Leads.',
  openLog: 'Protokoll öffnen',
  version: 'Version',
  instantly: 'Adresse von Instantly',
}
