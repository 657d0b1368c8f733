/** Composes a client's report from its settings, facts and page. */
import {
  firstReportSections,
  type ReportClient,
  type ReportSettings,
  reportSettings,
} from '#shared/contract/insights/reports.ts'
import type { Period } from '#shared/domain/insights/analytics/period.ts'
import { AppError } from '#shared/errors.ts'
import { operatorLanguage } from '../../clients/settings/operator-language.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import { createDemoLookup } from '../../clients/workspaces/demo-workspaces.ts'
import { workspaceRow } from '../../clients/workspaces/queries.ts'
import type { Deps } from '../../core/deps.ts'
import { settingKeyOf } from './client-key.ts'
import { createReportGatherer, type ReportFacts, type ReportSources } from './gather.ts'
import { createLogos } from './logo.ts'
import { type ReportBranding, type ReportPage, reportPage } from './page.ts'

/** Data that composing needs from other features. */
export type ComposerSources = ReportSources & {
  readonly limits: () => { readonly bounceAmber: number; readonly bounceRed: number }
}

export type ComposedReport = {
  readonly look: ReportBranding
  readonly facts: ReportFacts
  readonly page: ReportPage
}

export function createReportComposer(deps: Deps, sources: ComposerSources) {
  const { store, clock } = deps
  const gatherer = createReportGatherer(store, clock.now, sources)
  const logos = createLogos(store)
  const isDemo = createDemoLookup(store)
  const partName = store.raw
    .prepare<[number, number], string>('select name from client_part where id = ? and workspace_id = ?')
    .pluck()
  const setting = (client: ReportClient, fallback: ReportSettings): Setting<ReportSettings> => ({
    key: settingKeyOf('report', client),
    shape: reportSettings,
    fallback,
  })
  const plain = (): ReportSettings => ({
    language: operatorLanguage(deps),
    name: '',
    from: '',
    colour: '#3a50c6',
    sections: [...firstReportSections],
    closing: '',
    replyTarget: null,
  })
  function settingsOf(client: ReportClient): ReportSettings {
    const whole = { ...client, partId: null }
    const ofWhole = getSetting(store, client.workspaceId, setting(whole, plain()))
    // A part starts with the settings of its workspace, except those that may name or show another client.
    return client.partId === null
      ? ofWhole
      : getSetting(store, client.workspaceId, setting(client, { ...ofWhole, name: '', closing: '' }))
  }
  /** Throws NOT_FOUND if the client does not exist. */
  function clientName({ workspaceId, partId }: ReportClient): string {
    const { name } = workspaceRow(store, workspaceId)
    if (partId === null) return name
    const ofPart = partName.get(partId, workspaceId)
    if (ofPart === undefined) throw new AppError('NOT_FOUND', { what: 'client' })
    return ofPart
  }
  return {
    logos,
    gatherer,
    settings: settingsOf,
    saveSettings(client: ReportClient, next: ReportSettings): ReportSettings {
      clientName(client)
      setSetting(store, client.workspaceId, setting(client, next), next, clock.now())
      return next
    },
    clientName,
    /** Throws NOT_FOUND if the client does not exist. */
    report(client: ReportClient, period: Period, quoted: readonly number[]): ComposedReport {
      const name = clientName(client)
      const settings = settingsOf(client)
      const look: ReportBranding = {
        settings,
        clientName: name,
        logo: logos.get(client),
        demo: isDemo(client.workspaceId),
      }
      const rules = { ...sources.limits(), replyTarget: settings.replyTarget }
      const facts = gatherer.gather(client, period, { rules, quoted })
      return { look, facts, page: reportPage(facts, look) }
    },
  }
}
export type ReportComposer = ReturnType<typeof createReportComposer>
