import { Inbox, UserRound } from 'lucide-react'
import { foldText, fuzzyFind, matchScore, searchWords } from '#shared/domain/core/fuzzy.ts'
import { personPath } from '#shared/domain/insights/accounts/account-path.ts'
import type { Command } from '../../core/lib/commands.ts'
import { t } from '../../core/lib/texts.ts'
import { foundItem, hitItem } from './found-items.ts'
import { clientItems, commandItems, exportItems, figureItems, pauseItems, reportItems } from './own-items.ts'
import { groups, isWithin, type PaletteGroup, type PaletteItem, type PaletteQuery } from './palette-item.ts'
import { meantBy, verbItems } from './verb-items.ts'

const maxNext = 5
const maxRecent = 2
const maxOfScreen = 2
const maxOfGroup = 8
/** Recently used items are likely to be wanted again. */
const recentBonus = 12
/** An exact match of the name outranks items that begin with it and recently used ones. */
const sameBonus = 50

/** Returns everything the palette shows, group by group. */
export function paletteItems(asked: PaletteQuery): readonly PaletteItem[] {
  const words = searchWords(asked.typed)
  if (words.length > 0) return withWords(asked, words)
  // Limited to a client without typed words: lists the items of this client.
  return nextItems(asked)
}

/** Common actions, offered if nothing else is likely. */
const usualNext = [
  'go.inbox',
  'imports.choose',
  'go.analytics',
  'go.reports',
  'go.accounts',
  'go.campaigns',
  'go.lists',
]

/** Left out when there is an item for answering replies, which is more specific. */
const answering = ['command:go.inbox', 'command:inbox.reply']

/** Returns the five likely next steps: replies to answer, recent items, commands of this screen, common actions. */
function nextItems(asked: PaletteQuery): readonly PaletteItem[] {
  const commands = commandItems(asked)
  const ofScreen = new Set(
    asked.commands.flatMap(({ command }) =>
      command.place !== 'everywhere' && command.group === 'do' ? [`command:${command.id}`] : [],
    ),
  )
  const answer: PaletteItem = {
    key: 'answer',
    group: 'next',
    label: t.home.answerReplies(asked.toAnswer),
    icon: Inbox,
    used: null,
    act: { kind: 'go', path: '/inbox', switchTo: null },
  }
  const usual = usualNext.flatMap((id) => commands.filter(({ key }) => key === `command:${id}`))
  const all = [
    ...(asked.toAnswer > 0 ? [answer] : []),
    ...recentItems(asked).slice(0, maxRecent),
    ...(asked.limit === null ? commands.filter(({ key }) => ofScreen.has(key)).slice(0, maxOfScreen) : []),
    ...usual,
  ].filter(({ key }) => asked.toAnswer === 0 || !answering.includes(key))
  const once = new Map(all.filter((item) => isWithin(item, asked.limit)).map((item) => [item.key, item]))
  return [...once.values()].slice(0, maxNext).map((item) => ({ ...item, group: 'next' }))
}

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** Offers the person page for a typed email address, across all clients. */
function personItems({ typed, found }: PaletteQuery): readonly PaletteItem[] {
  const email = typed.trim().toLowerCase()
  if (!address.test(email) || email.length > 320) return []
  if (found.some((one) => one.kind === 'person' && one.email === email)) return []
  return [
    {
      key: 'person',
      group: 'go',
      label: email,
      hint: t.people.paletteHint,
      icon: UserRound,
      used: null,
      act: { kind: 'go', path: personPath(email), switchTo: null },
    },
  ]
}

function withWords(asked: PaletteQuery, typedWords: readonly string[]): readonly PaletteItem[] {
  const words = meantBy(typedWords)
  const typed = words.join(' ')
  const recent = new Set(recentItems(asked).map((item) => item.key))
  const named = new Map<string, string>()
  for (const { command } of asked.commands) {
    named.set(`command:${command.id}`, foldText(`${command.words()} ${command.keywords()}`))
  }
  const ofScreen = ({ key }: PaletteItem) => asked.commands.some(({ command }) => isOfScreen(command, key))
  const own = [
    ...commandItems(asked).filter((item) => asked.limit === null || asked.limit === asked.currentId || !ofScreen(item)),
    ...clientItems(asked),
    ...pauseItems(asked),
    ...exportItems(asked),
    ...reportItems(asked),
    ...figureItems(asked),
  ].filter((item) => isWithin(item, asked.limit))
  const nameOf = (item: PaletteItem) => named.get(item.key) ?? foldText(`${item.label} ${item.words ?? ''}`)
  const found = fuzzyFind(own, typed, nameOf, own.length)
  // The results may be for an earlier text: those that do not match are hidden, so that they are not chosen by mistake.
  const kept = [...asked.hits.map((hit) => hitItem(hit, asked)), ...asked.found.map((one) => foundItem(one, asked))]
  const hits = kept.flatMap((item) => {
    if (item === null || !isWithin(item, asked.limit)) return []
    const score = matchScore(words, foldText(`${item.label} ${item.words ?? ''}`))
    return score === null ? [] : [{ item, score }]
  })
  // Matches of a verb come before all others.
  const byVerb = verbItems(asked).map((item) => ({ item, score: 1_000 }))
  // A conversation without a name is labelled with the address, so a person is called by it too.
  const isSame = ({ key, label }: PaletteItem) =>
    [label, key.replace(/^person:/, '')].some((name) => foldText(name) === typed)
  const bonus = (item: PaletteItem) => (recent.has(item.key) ? recentBonus : 0) + (isSame(item) ? sameBonus : 0)
  const all = [...byVerb, ...found, ...hits]
    .map(({ item, score }) => ({ item, score: score + bonus(item) }))
    .toSorted((a, b) => b.score - a.score)
  const best = (group: PaletteGroup) => all.find(({ item }) => item.group === group)?.score ?? 0
  // Items of other clients never come before those of the current one.
  const order = groups.toSorted((a, b) => Number(a === 'others') - Number(b === 'others') || best(b) - best(a))
  const grouped = order.flatMap((group) =>
    all
      .filter(({ item }) => item.group === group)
      .slice(0, maxOfGroup)
      .map(({ item }) => item),
  )
  return [...personItems(asked), ...grouped]
}

const isOfScreen = ({ id, place }: Command, key: string): boolean => place !== 'everywhere' && key === `command:${id}`

function recentItems(asked: PaletteQuery): readonly PaletteItem[] {
  const byKey = new Map([...commandItems(asked), ...clientItems(asked)].map((item) => [item.key, item]))
  return asked.recent.flatMap((recent) => {
    const item =
      recent.kind === 'command' || recent.kind === 'client' || recent.kind === 'part'
        ? byKey.get(`${recent.kind}:${recent.id}`)
        : hitItem(recent, asked)
    return item ? [item] : []
  })
}
