/** Texts for the settings. */

export const settingsEn = {
  title: 'Settings',
  sections: 'Sections',
  workspaces: 'Clients and keys',
  appearance: 'Appearance',
  data: 'Data',
  theme: 'Theme',
  themeText: '“Same as system” follows its light and dark mode.',
  themes: { system: 'Same as system', light: 'Light', dark: 'Dark' },
  language: 'Language',
  languageText: 'Also applies to figures, dates and saved files.',
  languages: { system: 'Same as system', en: 'English', de: 'Deutsch', nl: 'Nederlands' },
  dataTitle: 'Where your data is stored',
  dataText:
    'Lists, export reports and the API log are files on this computer, and nowhere else. API keys are encrypted.',
  dataFolder: 'Data folder',
  openData: 'Open folder',
  logs: 'Log',
  logsText: 'What Sendoff did, without keys and leads.',
  openLog: 'Open log folder',
  version: 'Version',
  instantly: 'Instantly address',
}
