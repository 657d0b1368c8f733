/** Texts of the shell, by language: menus, dialogs, notifications, tray. The shell never loads the window's. */
import type { Language } from '../language.ts'
import { textsOfCatalogues } from './catalogue.ts'
import jobNamesDe from './de/background/job-names.json' with { type: 'json' }
import desktopDe from './de/core/desktop.json' with { type: 'json' }
import shellDe from './de/core/shell.json' with { type: 'json' }
import { type DesktopTexts, desktopEn } from './en/core/desktop.ts'
import { type ShellTexts, shellEn } from './en/core/shell.ts'
import jobNamesNl from './nl/background/job-names.json' with { type: 'json' }
import desktopNl from './nl/core/desktop.json' with { type: 'json' }
import shellNl from './nl/core/shell.json' with { type: 'json' }

type Texts = { readonly shell: ShellTexts; readonly desktop: DesktopTexts }

const de = textsOfCatalogues('de', shellDe, desktopDe, {
  shell: { notices: { jobs: jobNamesDe.health.jobs.names } },
}) as Texts
const nl = textsOfCatalogues('nl', shellNl, desktopNl, {
  shell: { notices: { jobs: jobNamesNl.health.jobs.names } },
}) as Texts

export const shellTextsOf: Readonly<Record<Language, ShellTexts>> = { en: shellEn, de: de.shell, nl: nl.shell }
/** Texts of the tray and of questions, which the window uses too. */
export const desktopTextsOf: Readonly<Record<Language, DesktopTexts>> = {
  en: desktopEn,
  de: de.desktop,
  nl: nl.desktop,
}
