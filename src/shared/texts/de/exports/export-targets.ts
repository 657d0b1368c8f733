import type { Texts } from '../../en.ts'
import { counted, n } from '../core/counted.ts'

const leads = (count: number) => counted(count, 'Lead', 'Leads')

export const exportTargetsDe: Texts['exportTargets'] = {
  mark: { campaign: 'Kampagne', list: 'Lead-Liste' },

  plan: {
    target: 'Lead-Liste',
    targetList: 'Instantly-Liste',
    listKind: 'Welche Lead-Liste',
    listNew: 'Neue Liste',
    listExisting: 'Bestehende Liste',
    name: 'Name der Lead-Liste',
    nameEmpty: 'Eine Lead-Liste braucht einen Namen.',
    nameTaken: 'Eine Lead-Liste dieses Namens gibt es schon. Ein anderer Name verhindert Verwechslungen.',
    list: 'Lead-Liste in Instantly',
    listChoose: 'Lead-Liste wählen …',
    listMissing: 'Wählen Sie eine Lead-Liste.',
    listGone: 'Die zuletzt benutzte Lead-Liste gibt es bei Instantly nicht mehr. Wählen Sie eine andere.',
    listsUnread: 'Lead-Listen erscheinen, sobald Instantly antwortet.',
    listsNone: 'Dieser Workspace hat noch keine Lead-Liste.',
    meansTitle: 'Eine Lead-Liste sendet nichts',
    means:
      'Die Leads liegen mit allen Feldern und Variablen bei Instantly, bis Sie sie dort in eine Kampagne verschieben. Zeitplan, E-Mails und Absenderkonten entfallen.',
    after: 'Die Leads bleiben in der Liste. Niemand wird kontaktiert.',
    contactsNone: 'Instantly zählt Kontakte in Kampagnen. Eine Lead-Liste verbraucht keine.',
    earlierText: 'Leads, die laut Exportbericht schon in dieser Lead-Liste sind, werden nicht noch einmal exportiert.',
    noSkipNote: 'Auch Leads, die schon in diesem Workspace sind, werden hinzugefügt, außer den unten ausgeschlossenen.',
    noSkipList:
      'Auch Leads, die schon in diesem Workspace sind, werden hinzugefügt. Leads dieser Lead-Liste werden nie doppelt hinzugefügt.',
    skipCampaign: 'Leads in Kampagnen überspringen',
    skipCampaignHint: 'Instantly überspringt Leads, die in einer Kampagne dieses Workspace sind.',
    skipList: 'Leads in Lead-Listen überspringen',
    skipListHint: 'Instantly überspringt Leads, die in einer Lead-Liste dieses Workspace sind.',
    skipAlways: 'Leads dieser Lead-Liste werden nie doppelt hinzugefügt.',
  },

  tags: {
    hint: 'Werden gesetzt, sobald die Kampagne angelegt ist. Der Export wartet nicht darauf.',
    add: 'Tag hinzufügen',
    placeholder: 'Namen eingeben',
    options: 'Tags dieses Workspace',
    make: (name) => `Tag „${name}“ anlegen`,
    isNew: 'neu',
    remove: (name) => `Tag ${name} entfernen`,
    most: (count) => `Höchstens ${n(count)} Tags.`,
    unread: 'Die Tags des Workspace erscheinen, sobald Instantly antwortet. Eingeben können Sie schon jetzt.',
    none: 'Noch keine Tags.',
    neverRead: 'Tags wurden noch nicht synchronisiert.',
    edit: 'Ändern',
    done: 'Fertig',
    on: (name) => `Tag ${name} gesetzt`,
    off: (name) => `Tag ${name} entfernt`,
    failedTitle: 'Tags wurden nicht gesetzt',
    pendingTitle: 'Tags sind noch nicht gesetzt',
    failedText: (names) => `${names}: Die Leads sind trotzdem vollständig exportiert.`,
    states: {
      pending: 'ausstehend',
      done: 'gesetzt',
      failed: 'nicht gesetzt',
    },
  },

  settings: {
    skipCampaign: 'übersprungen, wenn in einer Kampagne',
    skipList: 'übersprungen, wenn in einer Lead-Liste',
  },

  dry: {
    create_tag: (name) => `Tag ${name} anlegen`,
    tag: 'Tags der Kampagne setzen',
    lookList: 'Lead-Listen dieses Namens suchen',
    createList: 'Lead-Liste anlegen',
  },

  home: { decideTitle: 'Wurde die Lead-Liste angelegt?' },
  strip: { preparing: 'bereitet die Lead-Liste vor' },

  ledger: {
    noCampaign: 'Die Lead-Liste ist noch nicht angelegt.',
    inCampaign: 'in der Lead-Liste',
    takenBackWhy: 'aus der Lead-Liste entfernt',
    preparing: 'Die Lead-Liste wird bei Instantly vorbereitet.',
    questionTitle: 'Wurde die Lead-Liste angelegt?',
    questionNone: (name) =>
      `Beim Anlegen von „${name}“ kam keine Antwort von Instantly, und es gibt dort keine Lead-Liste dieses Namens. Kein Lead wurde exportiert.`,
    questionSeveral: (name, count) =>
      `Beim Anlegen von „${name}“ kam keine Antwort von Instantly. Dort gibt es jetzt ${counted(count, 'Lead-Liste', 'Lead-Listen')} dieses Namens. Kein Lead wurde exportiert.`,
    candidates: 'Lead-Liste für diesen Export',
    adopt: 'Diese Lead-Liste verwenden',
    takeBackText: (list) =>
      `Gelöscht werden genau die Leads, die dieser Export in „${list}“ hochgeladen hat. Leads, die inzwischen in eine Kampagne verschoben wurden, bleiben dort. Das lässt sich nicht rückgängig machen; der Exportbericht bleibt.`,
    takeBackOffer: 'Bereits hochgeladene Leads bleiben in der Lead-Liste, bis Sie sie aus Instantly entfernen.',
    takenBackNote: (count) => `${leads(count)} aus der Lead-Liste entfernt.`,
    settingTarget: 'Lead-Liste',
    duplicated: 'schon in dieser Lead-Liste',
    answersRead: (settled) =>
      settled === 0
        ? ''
        : `${counted(settled, 'Anfrage blieb ohne Antwort und wurde', 'Anfragen blieben ohne Antwort und wurden')} durch Abgleich mit der Lead-Liste geklärt. Diese Leads stehen im Exportbericht, nicht in Instantlys Zahlen.`,
    check: {
      never:
        'Noch nicht abgeglichen. Sendoff prüft, ob jeder hochgeladene Lead noch in der Lead-Liste bei Instantly ist. Es wird nichts geändert.',
      missingMeans:
        'Von diesem Export hochgeladen, aber nicht mehr in der Lead-Liste: bei Instantly gelöscht oder verschoben.',
      uncountedMeans:
        'In der Lead-Liste, obwohl dieser Exportbericht sie als abgelehnt, fehlgeschlagen oder nicht exportiert führt. Ein neuer Export ist nicht nötig.',
    },
  },
}
