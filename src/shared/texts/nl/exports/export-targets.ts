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
    listChoose: 'Kies een leadlijst …',
    listMissing: 'Kies de leadlijst waar de leads heen gaan.',
    listGone: 'De leadlijst van de vorige keer staat niet meer in Instantly. Kies een andere.',
    listsUnread: 'Leadlijsten verschijnen zodra Instantly antwoordt.',
    listsNone: 'Deze workspace heeft nog geen leadlijst.',
    meansTitle: 'Vanuit een leadlijst wordt niemand benaderd',
    means:
      'De leads wachten bij Instantly met al hun velden en variabelen tot je ze daar naar een campagne verplaatst. Daarom is er hier geen planning, geen e-mail, geen verzendaccount en niets te activeren.',
    title: (count) => `${leads(count)} naar één leadlijst`,
    after: 'De leads blijven in de lijst. Niemand wordt benaderd.',
    contactsNone: 'Instantly telt contacten in campagnes. Een leadlijst verbruikt er geen.',
    earlierText:
      'Leads die volgens ons exportrapport al in de gekozen leadlijst staan, worden er niet nog eens heen gestuurd.',
    noSkipNote: 'Ook leads die al ergens in deze workspace staan, komen erbij, behalve wie je hieronder uitsluit.',
    noSkipList:
      'Ook leads die al ergens in deze workspace staan, komen erbij. Wie in deze lijst zelf staat, komt er nooit twee keer bij.',
    skipCampaign: 'Overslaan wie al in een campagne staat',
    skipCampaignHint: 'Instantly laat weg wie in welke campagne van deze workspace dan ook staat.',
    skipList: 'Overslaan wie al in een leadlijst staat',
    skipListHint: 'Instantly laat weg wie in welke leadlijst van deze workspace dan ook staat.',
    skipAlways: 'Wie al in deze leadlijst zelf staat, komt er nooit een tweede keer bij.',
  },

  tags: {
    hint: 'Komen op de nieuwe campagne zodra die is gemaakt. De leads wachten er nooit op.',
    add: 'Tag toevoegen',
    placeholder: 'Typ een naam',
    options: 'Tags van deze workspace',
    make: (name) => `Tag “${name}” maken`,
    isNew: 'nieuw',
    remove: (name) => `Tag ${name} verwijderen`,
    most: (count) => `Maximaal ${n(count)} tags.`,
    unread: 'De tags van de workspace verschijnen zodra Instantly antwoordt. Een naam kun je al typen.',
    none: 'Nog geen tag.',
    neverRead: 'Tags zijn nog niet gelezen.',
    edit: 'Wijzigen',
    done: 'Klaar',
    on: (name) => `tag ${name} erop gezet`,
    off: (name) => `tag ${name} verwijderd`,
    failedTitle: 'De tags staan niet op de campagne',
    pendingTitle: 'De tags staan nog niet op de campagne',
    failedText: (names) => `${names}: de leads hebben er niet op gewacht. Verder ontbreekt er niets.`,
    states: {
      pending: 'nog niet erop',
      done: 'erop',
      failed: 'niet erop',
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
      `Het antwoord van Instantly op het aanmaken van “${name}” ging verloren, en sindsdien is er geen leadlijst met die naam verschenen. Er is geen lead verstuurd.`,
    questionSeveral: (name, count) =>
      `Het antwoord van Instantly op het aanmaken van “${name}” ging verloren, en sindsdien ${count === 1 ? 'is' : 'zijn'} er ${counted(count, 'leadlijst', 'leadlijsten')} met die naam verschenen. Er is geen lead verstuurd.`,
    candidates: 'Te gebruiken leadlijst',
    adopt: 'Deze leadlijst gebruiken',
    takeBackText: (list) =>
      `De leads die deze export naar “${list}” heeft geüpload, worden daar verwijderd, op hun id en geen andere. Wat intussen naar een campagne is verplaatst, staat niet meer in de lijst en blijft daar. Dit kan niet ongedaan worden gemaakt; het exportrapport blijft.`,
    takeBackOffer: 'De leads die al geüpload zijn, blijven in de leadlijst, tenzij je ze terughaalt.',
    takenBackNote: (count) => `${leads(count)} weer uit de leadlijst gehaald.`,
    settingTarget: 'Leadlijst',
    duplicated: 'al in deze leadlijst',
    answersRead: (settled) =>
      settled === 0
        ? ''
        : `${counted(settled, 'verzoek verloor zijn antwoord en is', 'verzoeken verloren hun antwoord en zijn')} opgehelderd door de leadlijst te lezen: die leads staan in het exportrapport, niet in de tellingen van Instantly.`,
    check: {
      never:
        'Nog niet vergeleken. Sendoff leest de leadlijst bij Instantly en zegt of elke geüploade lead er nog is. Er wordt niets gewijzigd.',
      missingMeans:
        'Door deze export geüpload en niet meer in de leadlijst: bij Instantly verwijderd, of naar een campagne of andere lijst verplaatst.',
      uncountedMeans:
        'In de leadlijst, hoewel dit exportrapport ze als geweigerd, mislukt of niet verstuurd heeft. Ze hoeven niet opnieuw te worden verstuurd.',
    },
  },
}
