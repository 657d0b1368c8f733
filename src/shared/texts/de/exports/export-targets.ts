import type { Texts } from '../../en.ts'
import { counted, n } from '../core/counted.ts'

const leads = (count: number) => counted(count, 'Lead', 'Leads')

export const exportTargetsDe: Texts['exportTargets'] = {
  mark: { campaign: 'Kampagne', list: 'Lead-Liste' },

  plan: {
    target: 'Lead-Liste',
    targetList: 'Lead-Liste bei Instantly',
    listKind: 'Welche Lead-Liste',
    listNew: 'Neue Liste',
    listExisting: 'Bestehende Liste',
    name: 'Name der Lead-Liste',
    nameEmpty: 'Eine Lead-Liste braucht einen Namen.',
    nameTaken: 'Eine Lead-Liste dieses Namens gibt es schon. Zwei gleichnamige sind schwer zu unterscheiden.',
    list: 'Lead-Liste in Instantly',
    listChoose: 'Lead-Liste wählen …',
    listMissing: 'Wählen Sie die Lead-Liste, in die die Leads gehen.',
    listGone: 'Die zuletzt benutzte Lead-Liste ist nicht mehr in Instantly. Wählen Sie eine andere.',
    listsUnread: 'Lead-Listen erscheinen, sobald Instantly antwortet.',
    listsNone: 'Dieser Workspace hat noch keine Lead-Liste.',
    meansTitle: 'Aus einer Lead-Liste wird niemand kontaktiert',
    means:
      'Die Leads warten bei Instantly mit allen Feldern und Variablen, bis Sie sie dort in eine Kampagne verschieben. Darum gibt es hier keinen Zeitplan, keine E-Mails, keine Absenderkonten und nichts zu aktivieren.',
    title: (count) => `${leads(count)} in eine Lead-Liste`,
    after: 'Die Leads bleiben in der Liste. Niemand wird kontaktiert.',
    contactsNone: 'Instantly zählt Kontakte in Kampagnen. Eine Lead-Liste verbraucht keine.',
    earlierText:
      'Leads, die laut unserem Exportbericht schon in der gewählten Lead-Liste sind, werden nicht noch einmal gesendet.',
    noSkipNote:
      'Auch Leads, die es in diesem Workspace schon gibt, kommen dazu, außer denen, die Sie unten ausschließen.',
    noSkipList:
      'Auch Leads, die es in diesem Workspace schon gibt, kommen dazu. Wer in dieser Liste selbst ist, kommt nie zweimal dazu.',
    skipCampaign: 'Weglassen, wer in einer Kampagne ist',
    skipCampaignHint: 'Instantly lässt weg, wer in irgendeiner Kampagne dieses Workspace ist.',
    skipList: 'Weglassen, wer in einer Lead-Liste ist',
    skipListHint: 'Instantly lässt weg, wer in irgendeiner Lead-Liste dieses Workspace ist.',
    skipAlways: 'Wer schon in dieser Lead-Liste selbst ist, kommt nie ein zweites Mal dazu.',
  },

  tags: {
    hint: 'Kommen an die neue Kampagne, sobald sie angelegt ist. Die Leads warten nie darauf.',
    add: 'Tag hinzufügen',
    placeholder: 'Namen eingeben',
    options: 'Tags dieses Workspace',
    make: (name) => `Tag „${name}“ anlegen`,
    isNew: 'neu',
    remove: (name) => `Tag ${name} wegnehmen`,
    most: (count) => `Höchstens ${n(count)} Tags.`,
    unread: 'Die Tags des Workspace erscheinen, sobald Instantly antwortet. Ein Name lässt sich schon eingeben.',
    none: 'Noch kein Tag.',
    neverRead: 'Tags wurden noch nicht gelesen.',
    edit: 'Ändern',
    done: 'Fertig',
    on: (name) => `Tag ${name} gesetzt`,
    off: (name) => `Tag ${name} weggenommen`,
    failedTitle: 'Die Tags sind nicht an der Kampagne',
    pendingTitle: 'Die Tags sind noch nicht an der Kampagne',
    failedText: (names) => `${names}: Die Leads haben nicht darauf gewartet. Sonst fehlt nichts.`,
    states: {
      pending: 'noch nicht daran',
      done: 'gesetzt',
      failed: 'nicht gesetzt',
    },
  },

  settings: {
    skipCampaign: 'weggelassen, wenn in einer Kampagne',
    skipList: 'weggelassen, wenn in einer Lead-Liste',
  },

  dry: {
    create_tag: (name) => `Tag ${name} anlegen`,
    tag: 'Tags an die Kampagne setzen',
    lookList: 'Lead-Listen dieses Namens suchen',
    createList: 'Lead-Liste anlegen',
  },

  home: { decideTitle: 'Wurde die Lead-Liste angelegt?' },
  strip: { preparing: 'bereitet die Lead-Liste vor' },

  ledger: {
    noCampaign: 'Die Lead-Liste ist noch nicht angelegt.',
    inCampaign: 'in der Lead-Liste',
    takenBackWhy: 'wieder aus der Lead-Liste gelöscht',
    preparing: 'Die Lead-Liste wird bei Instantly vorbereitet.',
    questionTitle: 'Wurde die Lead-Liste angelegt?',
    questionNone: (name) =>
      `Instantlys Antwort auf das Anlegen von „${name}“ ging verloren, und seither ist keine Lead-Liste dieses Namens aufgetaucht. Kein Lead wurde gesendet.`,
    questionSeveral: (name, count) =>
      `Instantlys Antwort auf das Anlegen von „${name}“ ging verloren, und seither ${count === 1 ? 'ist' : 'sind'} ${counted(count, 'Lead-Liste', 'Lead-Listen')} dieses Namens aufgetaucht. Kein Lead wurde gesendet.`,
    candidates: 'Zu benutzende Lead-Liste',
    adopt: 'Diese Lead-Liste benutzen',
    takeBackText: (list) =>
      `Die Leads, die dieser Export in „${list}“ hochgeladen hat, werden dort gelöscht, nach ihren IDs und keine anderen. Was inzwischen in eine Kampagne verschoben wurde, ist nicht mehr in der Liste und bleibt dort. Das lässt sich nicht rückgängig machen; der Exportbericht bleibt.`,
    takeBackOffer: 'Die schon hochgeladenen Leads bleiben in der Lead-Liste, es sei denn, Sie holen sie zurück.',
    takenBackNote: (count) => `${leads(count)} wieder aus der Lead-Liste geholt.`,
    settingTarget: 'Lead-Liste',
    duplicated: 'schon in dieser Lead-Liste',
    answersRead: (settled) =>
      settled === 0
        ? ''
        : `${counted(settled, 'Anfrage verlor ihre Antwort und wurde', 'Anfragen verloren ihre Antwort und wurden')} durch Nachlesen der Lead-Liste geklärt: Diese Leads stehen im Exportbericht, nicht in Instantlys Zahlen.`,
    check: {
      never:
        'Noch nicht verglichen. Sendoff liest die Lead-Liste bei Instantly und sagt, ob jeder hochgeladene Lead noch da ist. Nichts wird geändert.',
      missingMeans:
        'Von diesem Export hochgeladen und nicht mehr in der Lead-Liste: bei Instantly gelöscht oder in eine Kampagne oder andere Liste verschoben.',
      uncountedMeans:
        'In der Lead-Liste, obwohl dieser Exportbericht sie als abgelehnt, fehlgeschlagen oder nicht gesendet führt. Sie müssen nicht nochmals gesendet werden.',
    },
  },
}
