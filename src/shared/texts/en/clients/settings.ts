/** Words of the settings. */

export const settingsEn = {
  title: 'Settings',
  sections: 'Sections',
  workspaces: 'Clients and keys',
  appearance: 'Appearance',
  data: 'Data',
  theme: 'Theme',
  themeText: 'With the system follows its light and dark.',
  themes: { system: 'With the system', light: 'Light', dark: 'Dark' },
  language: 'Language',
  languageText: 'At once, also for figures, dates and what is saved as a file.',
  languages: { system: 'With the system', en: 'English', de: 'Deutsch', nl: 'Nederlands' },
  dataTitle: 'Where your data lies',
  dataText:
    'Lists, ledgers and the record of calls are files on this computer. Nothing is kept anywhere else; API keys are encrypted.',
  dataFolder: 'Data folder',
  openData: 'Open folder',
  logs: 'Log',
  logsText: 'What Sendoff did, without keys and without leads.',
  openLog: 'Open log folder',
  version: 'Version',
  instantly: 'Instantly address',
}
