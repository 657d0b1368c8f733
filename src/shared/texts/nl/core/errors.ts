import type { ErrorData } from '../../../errors.ts'
import type { FileKind } from '../../en/leads/file-kinds.ts'
import type { Texts } from '../../en.ts'
import { demoErrorsNl } from '../app/demo-errors.ts'
import { campaignErrorsNl } from '../campaigns/campaign-errors.ts'
import { sequenceErrorsNl } from '../campaigns/sequence-errors.ts'
import { relayErrorsNl } from '../events/relay-errors.ts'
import { experimentErrorsNl } from '../exports/experiment-errors.ts'
import { restMissedNl } from '../exports/export-zones.ts'
import { crmErrorsNl } from '../inbox/crm-errors.ts'
import { inboxErrorsNl } from '../inbox/inbox-errors.ts'
import { modelErrorsNl } from '../inbox/model-errors.ts'
import { reportErrorsNl } from '../insights/report-errors.ts'
import { fileKindsNl } from '../leads/file-kinds.ts'
import { supabaseErrorsNl } from '../leads/supabase-errors.ts'
import { n } from './counted.ts'
import { saveErrorsNl } from './save-errors.ts'

/** A fact of the error as text, or the words to use where it is not known. */
function fact(data: ErrorData, name: string, otherwise: string): string {
  const value = data[name]
  if (typeof value === 'number') return n(value)
  return value === undefined || value === null || value === '' ? otherwise : String(value)
}

const file = (data: ErrorData): string => (data.fileName ? `“${String(data.fileName)}”` : 'Het bestand')
const atLine = (data: ErrorData): string => (data.line ? ` op regel ${fact(data, 'line', '')}` : '')
const said = (data: ErrorData): string => (data.message ? `Instantly zegt: “${String(data.message)}”.` : '')

const things: Readonly<Record<string, string>> = {
  workspace: 'Deze klant',
  client: 'Deze klant',
  key: 'Deze sleutel',
  list: 'Deze lijst',
  lead: 'Deze lead',
  export: 'Deze export',
  import: 'Dit geopende bestand',
  passphrase: 'De wachtzin',
  source: 'Deze bron',
  campaign: 'Deze campagne',
  subsequence: 'Deze vervolgreeks',
}

const kinds: Readonly<Record<string, FileKind>> = fileKindsNl

const again = 'Opnieuw'
const chooseFile = 'Kies een bestand'
const openData = 'Gegevensmap openen'

export const errorsNl: Texts['errors'] = {
  INTERNAL: (data) => ({
    what: 'Er ging iets mis in Sendoff.',
    means: 'Wat eerder is bewaard, is veilig.',
    todo: data.incidentId
      ? `Probeer het opnieuw. Blijft het, stuur ons dan het logbestand en dit nummer: ${String(data.incidentId)}.`
      : 'Probeer het opnieuw. Blijft het, stuur ons dan het logbestand.',
    action: again,
  }),
  INVALID_INPUT: (data) => ({
    what: 'Sendoff kon niets met wat is ingevuld.',
    means: data.field ? `Het zit in “${String(data.field)}”. Er is niets gewijzigd.` : 'Er is niets gewijzigd.',
    todo: 'Controleer de velden en probeer het opnieuw.',
  }),
  NOT_FOUND: (data) => ({
    what: `${things[String(data.what)] ?? 'Dit'} is er niet meer.`,
    means: 'Intussen verwijderd of gesloten.',
    todo: 'Ga terug en kies iets anders.',
    action: 'Terug',
  }),
  CANCELLED: () => ({
    what: 'Geannuleerd.',
    means: 'Er gebeurt verder niets.',
    todo: 'Begin opnieuw wanneer je wilt.',
  }),
  BACKEND_GONE: () => ({
    what: 'Het deel van Sendoff dat het werk doet, is gestopt.',
    means: 'Alles wat bewaard is, is veilig; lopende exports gaan verder waar ze waren.',
    todo: 'Sluit Sendoff af en start het opnieuw.',
    action: again,
  }),

  INSTANTLY_API_KEY_MISSING: () => ({
    what: 'Deze klant heeft geen API-sleutel.',
    means:
      'Zonder sleutel kan voor deze klant niets uit Instantly worden gelezen of erheen worden verstuurd. Er wordt geen andere sleutel gebruikt.',
    todo: 'Voeg een sleutel toe van de Instantly-workspace van deze klant.',
    action: 'Sleutel toevoegen',
  }),
  INSTANTLY_API_KEY_INVALID: () => ({
    what: 'Instantly kent deze sleutel niet.',
    means: 'Misschien is hij afgekapt of komt hij ergens anders vandaan. Sleutels van de oude versie 1 werken niet.',
    todo: 'Kopieer de hele sleutel opnieuw uit Instantly, of maak een nieuwe.',
    action: 'Nieuwe sleutel',
  }),
  INSTANTLY_API_KEY_REVOKED: () => ({
    what: 'Deze sleutel werkte, en nu weigert Instantly hem.',
    means: 'Hij is in Instantly verwijderd of vervangen. Exports van deze klant wachten.',
    todo: 'Maak in Instantly een nieuwe sleutel en voeg die hier toe.',
    action: 'Nieuwe sleutel',
  }),
  INSTANTLY_PLAN_INACTIVE: () => ({
    what: 'Deze workspace heeft geen betaald abonnement voor de API.',
    means: 'Instantly antwoordt “betaling vereist”. Met de sleutel zelf is niets mis.',
    todo: 'Kies in Instantly een abonnement met API-toegang en test de sleutel dan opnieuw.',
    action: 'Abonnementen',
  }),
  VERIFICATION_NO_CREDITS: () => ({
    what: 'Deze workspace kan geen adressen meer controleren.',
    means:
      'Instantly antwoordt “betaling vereist”: de credits voor verificatie zijn op, of het abonnement heeft er geen.',
    todo: 'Koop credits in Instantly en ga dan hier verder. Wat beantwoord is, blijft.',
    action: 'Verder',
  }),
  INSTANTLY_SCOPE_MISSING: (data) => ({
    what: 'De sleutel mag dit niet.',
    means: `Hij mist het recht ${fact(data, 'scope', 'dat Instantly hier vraagt')}.`,
    todo: 'Maak een sleutel met alle rechten die onder “Waar vind ik een sleutel?” staan en voeg die hier toe.',
    action: 'Nieuwe sleutel',
  }),
  KEY_OF_OTHER_WORKSPACE: (data) => ({
    what: 'Deze sleutel hoort bij een andere Instantly-workspace.',
    means: `Hij opent ${fact(data, 'belongsTo', 'een andere')}. Klanten worden nooit gemengd, dus is hij hier niet bewaard.`,
    todo: 'Plak een sleutel van de workspace van deze klant, of voeg die workspace toe als eigen klant.',
  }),
  KEYS_LOCKED: () => ({
    what: 'De sleutels zijn vergrendeld.',
    means: 'Er wordt niets verstuurd tot je ze ontgrendelt; lopende exports wachten en verliezen niets.',
    todo: 'Vul je wachtzin in.',
    action: 'Ontgrendelen',
  }),
  PASSPHRASE_WRONG: () => ({
    what: 'Dat is niet de wachtzin.',
    means: 'De sleutels blijven vergrendeld.',
    todo: 'Controleer hoofdletters en toetsenbordindeling en probeer het opnieuw.',
  }),
  KEYRING_UNREADABLE: (data) => ({
    what: 'De sleutelhanger van deze computer gaf de sleutel niet terug.',
    means:
      data.reason === 'damaged'
        ? 'Wat is bewaard past niet bij de sleutelhanger van deze computer; dat gebeurt als gegevens naar een andere verhuizen.'
        : 'De sleutelhanger is vergrendeld, ontbreekt of weigerde Sendoff.',
    todo: 'Ontgrendel de sleutelhanger en probeer het opnieuw, of voeg de sleutel opnieuw toe.',
    action: again,
  }),
  CLIENT_NAME_TAKEN: () => ({
    what: 'Deze workspace heeft al een klant met deze naam.',
    means: 'Twee klanten van één workspace met dezelfde naam zijn niet uit elkaar te houden. Er is niets gewijzigd.',
    todo: 'Kies een andere naam.',
  }),
  WORKSPACE_ARCHIVED: () => ({
    what: 'Deze klant is gearchiveerd.',
    means: 'Voor gearchiveerde klanten wordt niets gelezen of verstuurd.',
    todo: 'Zet de klant eerst terug in de instellingen.',
    action: 'Instellingen openen',
  }),
  ...demoErrorsNl,

  RATE_LIMIT_EXCEEDED: () => ({
    what: 'Instantly vraagt om rustiger aan te doen.',
    means: 'De limiet van deze workspace is bereikt, misschien door een ander programma. Er gaat niets verloren.',
    todo: 'Wacht een minuut en probeer het opnieuw. Exports gaan vanzelf langzamer.',
    action: again,
  }),
  API_UNAVAILABLE: (data) => ({
    what: 'Instantly antwoordt op dit moment niet goed.',
    means: `Meerdere pogingen mislukten${data.status ? `, de laatste met status ${String(data.status)}` : ''}. Er is niets gewijzigd.`,
    todo: 'Probeer het over een paar minuten opnieuw.',
    action: again,
  }),
  API_OFFLINE: () => ({
    what: 'Geen verbinding met Instantly.',
    means: 'Alles hier is nog te lezen en er gaat niets verloren.',
    todo: 'Controleer het netwerk en probeer het dan opnieuw. Exports en mails die wachten, gaan vanzelf verder als het terug is.',
    action: again,
  }),
  API_REFUSED: (data) => ({
    what: 'Instantly weigerde dit.',
    means: `${said(data) || 'Een reden gaf het niet.'}${data.status ? ` Status ${String(data.status)}.` : ''}`,
    todo: 'Verander wat het noemt en probeer het opnieuw.',
    action: again,
  }),
  API_ANSWER_UNREADABLE: () => ({
    what: 'Instantly stuurde een antwoord dat Sendoff niet kan lezen.',
    means: 'Misschien antwoordt er onderweg iets in zijn plaats: een proxy of een inlogpagina.',
    todo: 'Controleer het netwerk en probeer het dan opnieuw.',
    action: again,
  }),
  OUTCOME_UNKNOWN: () => ({
    what: 'Het antwoord van Instantly ging onderweg verloren.',
    means: 'Misschien is gedaan wat gevraagd werd, misschien niet. Het wordt niet zomaar opnieuw verstuurd.',
    todo: 'Sendoff leest terug wat is aangekomen voordat het iets anders doet.',
  }),
  CAMPAIGN_NOT_FOUND: () => ({
    what: 'De campagne staat niet meer in Instantly.',
    means: 'Ze is daar verwijderd, of hoort bij een andere workspace. Het logboek blijft hier.',
    todo: 'Kies een andere campagne of maak een nieuwe.',
    action: 'Campagne kiezen',
  }),
  LEAD_LIST_NOT_FOUND: () => ({
    what: 'De leadlijst staat niet meer in Instantly.',
    means: 'Ze is daar verwijderd, of hoort bij een andere workspace. Het logboek blijft hier.',
    todo: 'Kies een andere leadlijst of maak een nieuwe.',
    action: 'Leadlijst kiezen',
  }),
  REST_MISSED: (data) => restMissedNl(data),
  CAMPAIGN_GONE: () => ({
    what: 'Deze campagne staat niet meer in Instantly.',
    means: 'Ze is daar verwijderd. Teksten, cijfers en gebeurtenissen blijven hier.',
    todo: 'Maak van de lijst een nieuwe campagne om deze leads weer te mailen.',
  }),
  ACCOUNT_GONE: () => ({
    what: 'Het verzendaccount staat niet meer in Instantly.',
    means: 'Het is daar verwijderd of naar een andere workspace verplaatst. De cijfers blijven hier.',
    todo: 'Haal het uit de campagnes die het nog noemen.',
  }),
  ACCOUNT_NOT_CHANGED: () => ({
    what: 'Instantly antwoordde, maar het account is niet zoals gevraagd.',
    means: 'Het is daarna opnieuw gelezen en staat er nog net zo voor.',
    todo: 'Kijk wat Instantly over het account zegt, los dat eerst op en probeer het dan opnieuw.',
  }),
  SYNC_FAILED: (data) => ({
    what: 'De dagen en stappen van deze campagne konden niet worden gelezen.',
    means: `De totalen zijn vers; dagen en stappen zijn van de laatste keer dat het lukte. ${said(data)}`.trim(),
    todo: 'Lees ze opnieuw. Blijft het zo, dan toont Activiteit wat Instantly antwoordde.',
    action: 'Opnieuw lezen',
  }),

  FILE_NOT_FOUND: (data) => ({
    what: data.fileName ? `${file(data)} is er niet meer.` : 'Het bestand staat niet op deze computer.',
    means: 'Het is verplaatst of verwijderd, of gesleept van een plek waar geen bestand achter zit.',
    todo: 'Bewaar het op deze computer en zet het opnieuw neer.',
    action: chooseFile,
  }),
  FILE_UNREADABLE: (data) => ({
    what: `${file(data)} is niet te lezen.`,
    means:
      data.reason === 'not_a_file'
        ? 'Het is een map of iets anders dat geen bestand is.'
        : data.reason === 'damaged'
          ? 'De werkmap is beschadigd of met een wachtwoord beveiligd.'
          : data.reason === 'too_big'
            ? 'De werkmap is uitgepakt groter dan een leadlijst kan zijn.'
            : 'Het systeem weigert het te openen; misschien houdt een ander programma het vast, of mag je het niet lezen.',
    todo: 'Sluit andere programma’s die het gebruiken, of bewaar een kopie, en probeer het opnieuw.',
    action: chooseFile,
  }),
  FILE_TYPE_UNKNOWN: (data) => ({
    what: `${file(data)} is geen tabel van tekst.`,
    means: data.looksLike
      ? `Het lijkt op ${kinds[String(data.looksLike)]?.name ?? String(data.looksLike)}${atLine(data)}.`
      : 'Sendoff leest CSV-bestanden, bestanden met tabs en Excel-werkmappen (.xlsx).',
    todo: (kinds[String(data.looksLike)] ?? fileKindsNl.binary).todo,
    action: chooseFile,
  }),
  FILE_EMPTY: (data) => ({
    what: `${file(data)} is leeg.`,
    means: 'Er staat geen kopregel en geen rij in.',
    todo: 'Controleer de export waar het vandaan komt en zet het opnieuw neer.',
    action: chooseFile,
  }),
  FILE_NO_ROWS: (data) => ({
    what: `${file(data)} heeft een kopregel en geen rijen.`,
    means: 'Er is niemand om aan te versturen.',
    todo: 'Controleer het filter van de export waar het vandaan komt en zet het opnieuw neer.',
    action: chooseFile,
  }),
  FILE_UNCLOSED_QUOTE: (data) => ({
    what: `${file(data)} heeft een aanhalingsteken dat nooit sluit.`,
    means: `Het opent${atLine(data) || ' ergens'}, en alles daarna zou één cel zijn. Er is niets geïmporteerd.`,
    todo: 'Verbeter die regel, of bewaar het bestand opnieuw in het programma waar het vandaan komt.',
    action: chooseFile,
  }),
  FILE_UNDECODABLE: (data) => ({
    what: `${file(data)} bevat tekens die Sendoff niet kan lezen.`,
    means: `Het is geen zuivere ${fact(data, 'encoding', 'tekst')}${atLine(data)}. Gokken zou namen bederven.`,
    todo:
      data.marked === false
        ? 'Kies de codering waarin het is bewaard, of bewaar het als “CSV UTF-8” en zet het opnieuw neer.'
        : 'Bewaar het als “CSV UTF-8” en zet het opnieuw neer.',
    action: chooseFile,
  }),
  FILE_TOO_WIDE: (data) => ({
    what: `${file(data)} heeft te veel kolommen.`,
    means: `Het zijn er ${fact(data, 'columns', 'meer dan 1.000')}; Sendoff neemt er hoogstens 1.000.`,
    todo: 'Verwijder de kolommen die je niet nodig hebt en zet het opnieuw neer.',
    action: chooseFile,
  }),
  FILE_CHANGED: (data) => ({
    what: `${file(data)} is gewijzigd nadat het werd geopend.`,
    means: 'Wat je hebt gecontroleerd, is niet wat bewaard zou worden. Er is niets bewaard.',
    todo: 'Open het opnieuw en bekijk het nog een keer.',
    action: chooseFile,
  }),
  IMPORT_NO_ADDRESS: (data) => ({
    what: `${file(data)} heeft in geen enkele rij een e-mailadres.`,
    means: 'Er is niemand om aan te schrijven, dus er is geen lijst gemaakt.',
    todo: 'Kies “E-mail” voor een andere kolom, of voeg eerst adressen toe, bijvoorbeeld met een verrijkingsdienst.',
    action: 'Kolommen bekijken',
  }),
  LIST_BUSY: (data) => ({
    what: `Er worden net een bestand of varianten in ${fact(data, 'list', 'de lijst')} opgeslagen of teruggedraaid.`,
    means: 'Tot dat klaar is, neemt de lijst geen andere wijziging en geen export aan. Er is nu niets gewijzigd.',
    todo: 'Probeer het zo meteen opnieuw.',
    action: 'Opnieuw proberen',
  }),
  LEADS_TOO_MANY: () => ({
    what: 'Instantly heeft voor deze klant meer leads dan vanzelf worden gekopieerd.',
    means: 'Er is niets verloren. De controles gaan verder met wat ze weten.',
    todo: 'Kopieer ze wanneer het uitkomt, of verhoog het aantal onder Instellingen, Blokkeerlijst.',
    action: 'Nu kopiëren',
  }),
  MAPPING_NO_EMAIL: () => ({
    what: 'Geen kolom is het e-mailadres.',
    means: 'Instantly heeft er voor elke lead een nodig.',
    todo: 'Kies “E-mail” voor de kolom waar het in staat.',
  }),
  MAPPING_TARGET_TWICE: (data) => ({
    what: 'Twee kolommen gaan naar hetzelfde veld.',
    means: `Maar één kan ${fact(data, 'target', 'het')} vullen.`,
    todo: 'Kies een ander veld voor een van de twee, of laat die weg.',
  }),
  MAPPING_NAME_INVALID: (data) => ({
    what: `${data.name ? `“${String(data.name)}”` : 'Dit'} kan niet de naam van een variabele zijn.`,
    means: 'Een naam begint met een letter en heeft alleen letters, cijfers en liggende streepjes, hoogstens 64.',
    todo: 'Geef een andere naam.',
  }),

  NO_VERIFIED_LEADS: () => ({
    what: 'Geen lead van deze lijst kan worden verstuurd.',
    means: 'Ze blijven allemaal achter: geen adres, een fout adres, dubbel of niet geverifieerd.',
    todo: 'Bekijk de redenen in de lijst, of importeer een ander bestand.',
    action: 'Lijst openen',
  }),
  EXPORT_TIMEOUT: () => ({
    what: 'De export kwam 10 minuten lang niet vooruit.',
    means: 'Hij is gepauzeerd. Wat aankwam staat in het logboek; er wordt niets dubbel verstuurd.',
    todo: 'Kijk of Instantly werkt en ga dan verder.',
    action: 'Verdergaan',
  }),
  EXPORT_NOT_POSSIBLE_NOW: () => ({
    what: 'Dat past niet bij de stand van deze export.',
    means: 'Hij is intussen klaar, gestopt of gestart.',
    todo: 'Kijk in het logboek waar hij staat.',
  }),
  LEAD_LIST_CREATION_UNCLEAR: (data) => ({
    what: 'Het is niet zeker of de leadlijst is aangemaakt.',
    means: `Het antwoord ging verloren, en ${
      Number(data.candidates ?? 0) > 0
        ? 'meerdere leadlijsten zouden het kunnen zijn'
        : 'er is er geen met die naam te vinden'
    }. Er is geen lead verstuurd.`,
    todo: 'Kijk in Instantly en zeg welke leadlijst het moet zijn.',
    action: 'Beslissen',
  }),
  CAMPAIGN_CREATION_UNCLEAR: (data) => ({
    what: 'Het is niet zeker of de campagne is aangemaakt.',
    means: `Het antwoord ging verloren, en ${
      Number(data.candidates ?? 0) > 0
        ? 'meerdere campagnes zouden het kunnen zijn'
        : 'er is er geen met die naam te vinden'
    }. Er is geen lead verstuurd.`,
    todo: 'Kijk in Instantly en zeg welke campagne het moet zijn.',
    action: 'Beslissen',
  }),

  ...supabaseErrorsNl,
  ...inboxErrorsNl,
  ...sequenceErrorsNl,
  ...experimentErrorsNl,
  ...modelErrorsNl,
  ...reportErrorsNl,
  ...saveErrorsNl,
  ...relayErrorsNl,
  ...campaignErrorsNl,
  ...crmErrorsNl,
  STORE_LOCKED: () => ({
    what: 'Sendoff kan zijn gegevens niet openen.',
    means:
      'Een ander programma houdt het bestand vast, of er mag niet in de map worden geschreven. Er is niets beschadigd.',
    todo: 'Sluit andere kopieën van Sendoff en synchronisatie- of back-upprogramma’s en start dan opnieuw.',
    action: openData,
  }),
  STORE_CORRUPT: () => ({
    what: 'Het gegevensbestand van Sendoff is beschadigd.',
    means: 'Het is gelaten zoals het is: er is niets verwijderd en er wordt niets overschreven.',
    todo: 'Sluit Sendoff af en kopieer de hele gegevensmap naar een veilige plek. Verplaats sendoff.db samen met sendoff.db-wal en sendoff.db-shm, en zet dan de nieuwste back-up erin als sendoff.db.',
    action: openData,
  }),
  STORE_FULL: () => ({
    what: 'De schijf is vol.',
    means: 'Er kan niets nieuws worden bewaard, dus wordt er niets verstuurd. Wat bewaard is, is veilig.',
    todo: 'Maak ruimte vrij en start Sendoff dan opnieuw.',
    action: openData,
  }),
  STORE_NEWER: () => ({
    what: 'Deze gegevens zijn geschreven door een nieuwere Sendoff.',
    means: 'Deze versie kent de vorm niet en laat ze met rust.',
    todo: 'Installeer de nieuwste versie en start opnieuw.',
    action: openData,
  }),
  STORE_MIGRATION_FAILED: () => ({
    what: 'Sendoff kon zijn gegevens niet naar deze versie brengen.',
    means: 'De gegevens zijn vooraf gekopieerd en er is niets verloren.',
    todo: 'Werk verder met de versie die je had en stuur ons het logbestand.',
    action: openData,
  }),
}
