/** German and Dutch have every English text, with the same facts, in forms of their own. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { errorCodes } from '#shared/errors.ts'
import { type Language, localeOf } from '#shared/language.ts'
import { textsOf } from '#shared/texts/all-languages.ts'
import { shellTextsOf } from '#shared/texts/shell-texts.ts'
import { argumentsOfTexts, textsOnButtons } from '../../../support/source-texts.ts'

type Text = string | ((...args: never[]) => unknown)
type Texts = ReadonlyMap<string, Text>

const root = path.join(import.meta.dirname, '../../../..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const files = (pattern: string) => globSync(pattern, { cwd: root })

/** Returns every text by its path, except those of errors, which take facts by name and have a test of their own. */
function flatten(texts: unknown, at = ''): Texts {
  if (typeof texts === 'string' || typeof texts === 'function') return new Map([[at, texts as Text]])
  return new Map(
    Object.entries(texts as object).flatMap(([name, value]) => [...flatten(value, at ? `${at}.${name}` : name)]),
  )
}
const catalogue = (language: Language): Texts =>
  new Map(
    [...flatten({ ...textsOf[language], shell: shellTextsOf[language] })].filter(([at]) => !at.startsWith('errors.')),
  )

const en = catalogue('en')
const kinds = new Map(files('src/shared/texts/en/**/*.ts').flatMap((file) => [...argumentsOfTexts(file, read(file))]))
// Their arguments are not visible where they are used, so they are listed here.
kinds.set('ledgerCsv.refused', ['refusals'])

/** Words that are equal in both languages: names and loanwords. */
const sameEverywhere =
  /^(?:Sendoff|Instantly|Online|Offline|Lead|SHA-256|English|Deutsch|Nederlands|Workspace|Website|Status|Version|Import|Export|Exports|status|Stop|Zone|Alt|Esc|Tab|Ctrl|Shift|Name|Text|System|Code|CSV|CRM|API|Zoom|Demo|Tip|Help|Anleitung|HTML|JSON|Relay|Token|Test|UTF-8|Webhook|HubSpot|Pipedrive|Salesforce|PDF|Excel|Experiment|My Domain|Cc|Bcc|Deal|Label|UTF-16 [BL]E|(?:Outscraper|Apify), Google Maps|Warmup|DNS|MX|SPF|DKIM|DMARC|Google|Microsoft|AWS|AirMail|Updates|Beta|Alpha|v=DMARC1; p=none)$/
const sameIn: Readonly<Record<'de' | 'nl', ReadonlySet<string>>> = {
  de: new Set([
    'activity.requesters.plan',
    'activity.requesters.tags',
    'accounts.panel.tags',
    'backups.preview.leads',
    'health.service.half',
    'reports.formats',
    'forecast.followUps',
    'accounts.capacity.followUps',
    'accounts.panel.domain',
    'review.warnings.limit',
    'campaignEdits.limits',
    'money.roi',
    'inbox.sorts.bounce',
    'money.columns.leads',
    'experiments.page.columns.leads',
    'crm.pipeline',
    'sequences.mails',
    'sequences.format',
    'sequences.coverage.variable',
    'listWork.tags',
    'campaigns.tags',
    'vault.passphrase',
    'exports.unlockDialog.label',
    'reImport.linked.person',
    'inbox.filter',
    'inbox.label',
    'inbox.contact.job',
    'campaignEdits.archive.mailCount',
    'analytics.views.column',
  ]),
  nl: new Set([
    'activity.requesters.accounts',
    'activity.requesters.inbox',
    'activity.requesters.tags',
    'analytics.views.column',
    'analytics.views.mailboxes',
    'connect.mailboxes',
    'breakdowns.tabs.mailboxes',
    'money.costs.kinds.mailboxes',
    'money.dialog.mailboxes',
    'accounts.title',
    'commands.accounts.words',
    'feed.groups.accounts',
    'feed.fields.accounts',
    'home.accounts',
    'accounts.columns.account',
    'accounts.panel.label',
    'accounts.panel.provider',
    'accounts.panel.tags',
    'accounts.panel.score',
    'accounts.panel.spam',
    'accounts.panel.bounced',
    'accounts.progress.details',
    'keyMap.places.accounts',
    'backups.preview.leads',
    'demo.week',
    'alerts.setting.kindNames.bounce',
    'campaignEdits.archive.mailCount',
    'breakdowns.hours.types.opened',
    'exportHistory.fill.value',
    'events.mailbox',
    'events.variant',
    'events.csvHeader.5',
    'events.csvHeader.7',
    'crm.secretTitle',
    'crm.logTitle',
    'forecast.followUps',
    'accounts.capacity.followUps',
    'accounts.panel.accounts',
    'breakdowns.columns.mailbox',
    'money.roi',
    'alerts.titles.mailbox.soft_bounce',
    'sequences.fallbackIs',
    'sequences.coverage.faults.placeholder',
    'sequences.coverage.fallback',
    'review.warnings.blanksFix',
    'inbox.sorts.bounce',
    'experiments.form.goals.opened',
    'campaignEdits.local.senders',
    'money.columns.leads',
    'experiments.page.columns.leads',
    'money.perLead',
    'money.short.costPerLead',
    'money.short.costPerSent',
    'analytics.along.week',
    'reports.everyNames.week',
    'sequences.mails',
    'crm.clientId',
    'crm.clientSecret',
    'crm.dealStates.open',
    'listWork.tags',
    'campaigns.tags',
    'campaigns.variant',
    'format.keys.pageup',
    'format.keys.pagedown',
    'format.keys.home',
    'format.keys.end',
    'commands.home.words',
    'exports.ledger.settingAccounts',
    'exports.ledger.settingOpen',
    'exports.plan.accountsSearch',
    'lists.import.delimiters.\t',
    'shell.menu.help',
    'inbox.title',
    'inbox.filter',
    'inbox.label',
    'inbox.sorts.not_now',
    'inbox.settings.tab',
    'inbox.settings.title',
    'keyMap.places.inbox',
    'commands.inbox.words',
    'inbox.boxes.snoozed',
    'relay.type',
    'relay.variant',
    'relay.emails',
    'relay.phases.emails',
    'inboxModel.model',
  ]),
}

/** Texts with the same singular and plural word, or without a number, whose form cannot differ. */
const oneForm: Readonly<Record<'de' | 'nl', ReadonlySet<string>>> = {
  de: new Set([
    'clientData.keysHeld',
    'inbox.score',
    'palette.found',
    'inboxModel.requestTo',
    'inboxModel.recordSums',
    'inboxModel.recordRecent',
  ]),
  nl: new Set([
    'exports.plan.minutesOff',
    'campaigns.waits.hours',
    'campaigns.setting.hours',
    'subsequences.firstWaits.hours',
  ]),
}

/** Their numbers are Instantly's codes, each with its own word. */
const codes: ReadonlySet<string> = new Set(['exports.campaignState', 'exports.mailboxState'])

/** Returns arguments of each kind; `at` makes them distinct. */
function sample(kind: string, at: number, count: number): unknown {
  if (kind === 'number') return count
  if (kind.startsWith('readonly string[]')) return [`⟦${at}a⟧`, `⟦${at}b⟧`]
  if (kind === 'refusals') return ['in_blocklist', 'duplicated_leads']
  return `⟦${at}⟧`
}

function say(texts: Texts, at: string, count: (place: number) => number): string {
  const text = texts.get(at)
  if (typeof text !== 'function') return String(text)
  const args = (kinds.get(at) ?? []).map((kind, place) => sample(kind, place, count(place)))
  return String(text(...(args as never[])))
}

/** Computed once, not for each language, because it reads the whole window. */
const onButtons = [...new Set(files('src/renderer/src/**/*.tsx').flatMap((file) => textsOnButtons(file, read(file))))]

const functions = [...en].filter(([, text]) => typeof text === 'function').map(([at]) => at)
/** Returns figures as plain digits, without thousands separators. */
const figures = (text: string): readonly string[] =>
  [...text.matchAll(/\d[\d.,]*/g)].map(([figure]) => figure.replace(/\D/g, '')).toSorted()
const marks = (text: string): readonly string[] => [...new Set(text.match(/⟦\w+⟧/g))].toSorted()
const withoutFigures = (text: string): string => text.replace(/\d[\d.,]*/g, '#')
/** All different, so that each can be found again; no whole hours. */
const distinct = (place: number): number => 1_013 + place * 1_111

test('Each function of the catalogue declares its arguments', () => {
  expect(functions.filter((at) => !kinds.has(at) || kinds.get(at)?.includes('unknown'))).toEqual([])
})

test('Each text in English uses every argument it was given', () => {
  const wrong = functions.filter((at) => {
    const given = (kinds.get(at) ?? []).flatMap((kind, place) => marks(String(sample(kind, place, 0))))
    return marks(say(en, at, distinct)).join() !== given.toSorted().join()
  })
  expect(wrong).toEqual([])
})

describe.each(['de', 'nl'] as const)('%s', (language) => {
  const texts = catalogue(language)

  test('has the same texts as English', () => {
    expect([...texts.keys()].toSorted()).toEqual([...en.keys()].toSorted())
    expect(Object.keys(textsOf[language].errors).toSorted()).toEqual([...errorCodes].toSorted())
  })

  test('is not English', () => {
    const same = [...en].filter(([at, text]) => {
      if (typeof text !== 'string' || text !== texts.get(at)) return false
      return /\p{L}{2,}/u.test(text) && !sameEverywhere.test(text) && !sameIn[language].has(at)
    })
    expect(same).toEqual([])
  })

  test('has no empty text, and none with extra spaces or gaps', () => {
    const spoilt = [...texts.keys()].filter((at) => {
      const said = say(texts, at, distinct)
      return said.trim() !== said || said === '' || /undefined|NaN|\[object| {2}| [.,]/.test(said)
    })
    expect(spoilt).toEqual([])
  })

  test('states the same facts as English', () => {
    const factsOf = (said: string) => ({ marks: marks(said), figures: figures(said) })
    const facts = (from: Texts) => Object.fromEntries(functions.map((at) => [at, factsOf(say(from, at, distinct))]))
    expect(facts(texts)).toEqual(facts(en))
  })

  test('has its forms for none, one and many', () => {
    expect(functions.flatMap(wrongForms)).toEqual([])
  })

  /** Returns what is said wrongly for some number, one line each. */
  function wrongForms(at: string): readonly string[] {
    return (kinds.get(at) ?? []).flatMap((kind, place) => {
      if (kind !== 'number' || codes.has(at)) return []
      const of = (from: Texts, count: number) => say(from, at, (other) => (other === place ? count : 5))
      const said = new Map([0, 1, 2, 3, 1000].map((count) => [count, of(texts, count)]))
      const form = (count: number) => withoutFigures(said.get(count) ?? '')
      const differsInEnglish = () => withoutFigures(of(en, 1)) !== withoutFigures(of(en, 2))
      return [
        ...[...said.values()].filter((text) => /undefined|NaN|\[object/.test(text)),
        ...(form(1000) === form(3) ? [] : [`${said.get(1000)} / ${said.get(3)}`]),
        ...(form(1) === form(2) && !oneForm[language].has(at) && differsInEnglish()
          ? [`${said.get(1)} / ${said.get(2)}`]
          : []),
      ].map((line) => `${at}: ${line}`)
    })
  }

  test('writes thousands as the language does', () => {
    const thousand = new Intl.NumberFormat(localeOf[language]).format(1000)
    expect(thousand).toBe('1.000')
    const english = functions.filter((at) => say(texts, at, () => 1000).includes('1,000'))
    expect(english).toEqual([])
    expect(textsOf[language].lists.page.count(1000)).toContain(thousand)
  })

  test('has labels short enough for the buttons English fits', () => {
    expect(onButtons.length).toBeGreaterThan(40)
    const tooLong = onButtons
      .filter((at) => en.has(at))
      .map((at) => ({ english: say(en, at, () => 1000), own: say(texts, at, () => 1000) }))
      .filter(({ english, own }) => own.length > Math.max(english.length * 1.8, english.length + 10))
    expect(tooLong).toEqual([])
  })
})
