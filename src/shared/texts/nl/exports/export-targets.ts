import type { Texts } from '../../en.ts'
import { counted, n } from '../core/counted.ts'

const leads = (count: number) => counted(count, 'lead', 'leads')

export const exportTargetsNl: Texts['exportTargets'] = {
  mark: { campaign: 'campagne', list: 'leadlijst' },

  plan: {
    target: 'Leadlijst',
    targetList: 'Leadlijst bij Instantly',
    listKind: 'Welke leadlijst',
    listNew: 'Nieuwe lijst',
    listExisting: 'Bestaande lijst',
    name: 'Naam van de leadlijst',
    nameEmpty: 'Een leadlijst heeft een naam nodig.',
    nameTaken: 'Er is al een leadlijst met deze naam. Twee met dezelfde naam zijn moeilijk uit elkaar te houden.',
    list: 'Leadlijst in Instantly',
    listChoose: 'Kies een leadlijst…',
    listMissing: 'Kies de leadlijst waar de leads heen gaan.',
    listGone: 'De leadlijst van de vorige keer staat niet meer in Instantly. Kies een andere.',
    listsUnread: 'Leadlijsten verschijnen zodra Instantly antwoordt.',
    listsNone: 'Deze workspace heeft nog geen leadlijst.',
    meansTitle: 'Leads in een leadlijst krijgen geen e-mail',
    means:
      'De leads staan met al hun velden en variabelen bij Instantly tot je ze daar naar een campagne verplaatst. Planning, e-mails en verzendaccounts zijn hier niet nodig.',
    after: 'De leads blijven in de lijst. Niemand krijgt e-mail.',
    contactsNone: 'Een leadlijst verbruikt geen contacten. Instantly telt die alleen in campagnes.',
    earlierText: 'Leads die volgens een eerder exportrapport al in deze leadlijst staan, worden overgeslagen.',
    noSkipNote: 'Leads die al in deze workspace staan, worden ook toegevoegd, behalve wie je hieronder uitsluit.',
    noSkipList:
      'Leads die al in deze workspace staan, worden ook toegevoegd. Wie al in deze leadlijst staat, wordt nooit twee keer toegevoegd.',
    skipCampaign: 'Overslaan wie al in een campagne staat',
    skipCampaignHint: 'Slaat leads over die al in een campagne van deze workspace staan.',
    skipList: 'Overslaan wie al in een leadlijst staat',
    skipListHint: 'Slaat leads over die al in een leadlijst van deze workspace staan.',
    skipAlways: 'Wie al in deze leadlijst staat, wordt nooit twee keer toegevoegd.',
  },

  tags: {
    hint: 'Worden op de nieuwe campagne gezet zodra die is gemaakt. De export wacht er niet op.',
    add: 'Tag toevoegen',
    placeholder: 'Typ een naam',
    options: 'Tags van deze workspace',
    make: (name) => `Tag “${name}” maken`,
    isNew: 'nieuw',
    remove: (name) => `Tag ${name} verwijderen`,
    most: (count) => `Maximaal ${n(count)} tags.`,
    unread: 'De tags van de workspace verschijnen zodra Instantly antwoordt. Een naam kun je al typen.',
    none: 'Nog geen tag.',
    neverRead: 'Tags zijn nog niet gesynchroniseerd.',
    edit: 'Wijzigen',
    done: 'Klaar',
    on: (name) => `tag ${name} toegevoegd`,
    off: (name) => `tag ${name} verwijderd`,
    failedTitle: 'De tags staan niet op de campagne',
    pendingTitle: 'De tags staan nog niet op de campagne',
    failedText: (names) => `${names}: de export zelf is volledig.`,
    states: {
      pending: 'in behandeling',
      done: 'toegevoegd',
      failed: 'mislukt',
    },
  },

  settings: {
    skipCampaign: 'overgeslagen indien in een campagne',
    skipList: 'overgeslagen indien in een leadlijst',
  },

  dry: {
    create_tag: (name) => `Tag ${name} maken`,
    tag: 'Tags op de campagne zetten',
    lookList: 'Leadlijsten met deze naam zoeken',
    createList: 'Leadlijst aanmaken',
  },

  home: { decideTitle: 'Is de leadlijst aangemaakt?' },
  strip: { preparing: 'bereidt de leadlijst voor' },

  ledger: {
    noCampaign: 'De leadlijst is nog niet gemaakt.',
    inCampaign: 'in de leadlijst',
    takenBackWhy: 'weer uit de leadlijst verwijderd',
    preparing: 'De leadlijst wordt bij Instantly voorbereid.',
    questionTitle: 'Is de leadlijst aangemaakt?',
    questionNone: (name) =>
      `Instantly gaf geen antwoord op het aanmaken van “${name}”. Sindsdien is er geen leadlijst met die naam verschenen. Er is geen lead geëxporteerd.`,
    questionSeveral: (name, count) =>
      `Instantly gaf geen antwoord op het aanmaken van “${name}”. Sindsdien ${count === 1 ? 'is' : 'zijn'} er ${counted(count, 'leadlijst', 'leadlijsten')} met die naam verschenen. Er is geen lead geëxporteerd.`,
    candidates: 'Te gebruiken leadlijst',
    adopt: 'Deze leadlijst gebruiken',
    takeBackText: (list) =>
      `De leads die deze export naar “${list}” heeft geüpload, worden daar verwijderd. Andere leads niet. Leads die intussen naar een campagne zijn verplaatst, blijven daar. Dit kan niet ongedaan worden gemaakt; het exportrapport blijft.`,
    takeBackOffer: 'De geëxporteerde leads blijven in de leadlijst, tenzij je ze verwijdert.',
    takenBackNote: (count) => `${leads(count)} weer uit de leadlijst verwijderd.`,
    settingTarget: 'Leadlijst',
    duplicated: 'al in deze leadlijst',
    answersRead: (settled) =>
      settled === 0
        ? ''
        : `${counted(settled, 'verzoek', 'verzoeken')} zonder antwoord, gecontroleerd in de leadlijst: die leads staan in het exportrapport, niet in de tellingen van Instantly.`,
    check: {
      never:
        'Nog niet gecontroleerd. Sendoff controleert of alle geëxporteerde leads nog in de leadlijst bij Instantly staan. Er wordt niets gewijzigd.',
      missingMeans:
        'Geëxporteerd maar niet meer in de leadlijst: bij Instantly verwijderd, of naar een campagne of andere lijst verplaatst.',
      uncountedMeans:
        'Wel in de leadlijst, maar in dit exportrapport geweigerd, mislukt of niet geëxporteerd. Opnieuw exporteren is niet nodig.',
    },
  },
}
