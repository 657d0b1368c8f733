/** Puts a client's report together: its settings, its facts and its page. */
import { type ReportSettings, reportSections, reportSettings } from '#shared/contract/reports.ts'
import type { Period } from '#shared/domain/analytics/period.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../deps.ts'
import { operatorLanguage } from '../settings/operator-language.ts'
import { getSetting, type Setting, setSetting } from '../settings/settings-store.ts'
import { demoTeller } from '../workspaces/demo-teller.ts'
import { workspaceRow } from '../workspaces/queries.ts'
import { createGatherer, type ReportFacts, type ReportSources } from './gather.ts'
import { createLogos } from './logo.ts'
import { type ReportLook, type ReportPage, reportPage } from './page.ts'

/** What composing needs of other features. */
export type ComposerSources = ReportSources & {
  readonly limits: () => { readonly bounceAmber: number; readonly bounceRed: number }
}

export type Composed = {
  readonly look: ReportLook
  readonly facts: ReportFacts
  readonly page: ReportPage
}

export function createComposer(deps: Deps, sources: ComposerSources) {
  const { store, clock } = deps
  const gatherer = createGatherer(store, clock.now, sources)
  const logos = createLogos(store)
  const isDemo = demoTeller(store)
  const setting = (): Setting<ReportSettings> => ({
    key: 'report',
    shape: reportSettings,
    fallback: {
      language: operatorLanguage(deps),
      name: '',
      from: '',
      colour: '#3a50c6',
      sections: [...reportSections],
      closing: '',
      replyTarget: null,
    },
  })
  const settingsOf = (workspaceId: WorkspaceId) => getSetting(store, workspaceId, setting())
  return {
    logos,
    gatherer,
    settings: settingsOf,
    saveSettings(workspaceId: WorkspaceId, next: ReportSettings): ReportSettings {
      workspaceRow(store, workspaceId)
      setSetting(store, workspaceId, setting(), next, clock.now())
      return next
    },
    clientName: (workspaceId: WorkspaceId): string => workspaceRow(store, workspaceId).name,
    /** NOT_FOUND for a client that is not there. */
    report(workspaceId: WorkspaceId, period: Period, quoted: readonly number[]): Composed {
      const settings = settingsOf(workspaceId)
      const look: ReportLook = {
        settings,
        clientName: workspaceRow(store, workspaceId).name,
        logo: logos.get(workspaceId),
        demo: isDemo(workspaceId),
      }
      const rules = { ...sources.limits(), replyTarget: settings.replyTarget }
      const facts = gatherer.gather(workspaceId, period, { rules, quoted })
      return { look, facts, page: reportPage(facts, look) }
    },
  }
}
export type Composer = ReturnType<typeof createComposer>
