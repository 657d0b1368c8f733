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
import { writeBackErrorsNl } from '../insights/write-back-errors.ts'
import { fileKindsNl } from '../leads/file-kinds.ts'
import { sharedMemoryErrorsNl } from '../leads/shared-memory-errors.ts'
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
  passphrase: 'De wachtwoordzin',
  source: 'Deze bron',
  campaign: 'Deze campagne',
  subsequence: 'Deze vervolgsequentie',
}

const kinds: Readonly<Record<string, FileKind>> = fileKindsNl

const again = 'Opnieuw proberen'
const chooseFile = 'Kies een bestand'
const openData = 'Gegevensmap openen'

export const errorsNl: Texts['errors'] = {
  INTERNAL: (data) => ({
    what: 'Er ging iets mis in Sendoff.',
    means: 'Opgeslagen gegevens zijn veilig.',
    todo: data.incidentId
      ? `Probeer het opnieuw. Gebeurt het weer, stuur ons dan het logbestand en dit nummer: ${String(data.incidentId)}.`
      : 'Probeer het opnieuw. Gebeurt het weer, stuur ons dan het logbestand.',
    action: again,
  }),
  INVALID_INPUT: (data) => ({
    what: 'De invoer klopt niet.',
    means: data.field ? `Het gaat om “${String(data.field)}”. Er is niets gewijzigd.` : 'Er is niets gewijzigd.',
    todo: 'Controleer de velden en probeer het opnieuw.',
  }),
  NOT_FOUND: (data) => ({
    what: `${things[String(data.what)] ?? 'Dit'} is er niet meer.`,
    means: 'Het is intussen verwijderd of gesloten.',
    todo: 'Ga terug en kies iets anders.',
    action: 'Terug',
  }),
  CANCELLED: () => ({
    what: 'Geannuleerd.',
    means: 'Er is verder niets gedaan.',
    todo: 'Begin opnieuw wanneer je wilt.',
  }),
  BACKEND_GONE: () => ({
    what: 'Het achtergrondproces van Sendoff is gestopt.',
    means: 'Opgeslagen gegevens zijn veilig. Lopende exports gaan verder waar ze waren.',
    todo: 'Sluit Sendoff af en start het opnieuw.',
    action: again,
  }),

  INSTANTLY_API_KEY_MISSING: () => ({
    what: 'Deze klant heeft geen API-sleutel.',
    means:
      'Zonder sleutel kan Sendoff voor deze klant niets lezen uit of versturen naar Instantly. Er wordt geen andere sleutel gebruikt.',
    todo: 'Voeg een sleutel toe van de Instantly-workspace van deze klant.',
    action: 'Sleutel toevoegen',
  }),
  INSTANTLY_API_KEY_INVALID: () => ({
    what: 'Instantly kent deze sleutel niet.',
    means: 'Misschien is de sleutel afgekapt of hoort die niet bij Instantly. Sleutels voor API-versie 1 werken niet.',
    todo: 'Kopieer de hele sleutel opnieuw uit Instantly, of maak een nieuwe.',
    action: 'Nieuwe sleutel',
  }),
  INSTANTLY_API_KEY_REVOKED: () => ({
    what: 'Instantly weigert deze sleutel, die eerder wel werkte.',
    means: 'De sleutel is in Instantly verwijderd of vervangen. Exports van deze klant wachten.',
    todo: 'Maak in Instantly een nieuwe sleutel en voeg die hier toe.',
    action: 'Nieuwe sleutel',
  }),
  INSTANTLY_PLAN_INACTIVE: () => ({
    what: 'Deze workspace heeft geen betaald abonnement voor de API.',
    means: 'Instantly antwoordt “betaling vereist”. De sleutel zelf is in orde.',
    todo: 'Kies in Instantly een abonnement met API-toegang en test de sleutel dan opnieuw.',
    action: 'Abonnementen',
  }),
  VERIFICATION_NO_CREDITS: () => ({
    what: 'Deze workspace kan geen adressen meer verifiëren.',
    means:
      'De credits voor verificatie zijn op, of het abonnement heeft er geen. Instantly antwoordt “betaling vereist”.',
    todo: 'Koop credits in Instantly en hervat dan hier. Resultaten die er al zijn, blijven bewaard.',
    action: 'Hervatten',
  }),
  INSTANTLY_SCOPE_MISSING: (data) => ({
    what: 'De sleutel heeft hier geen rechten voor.',
    means: `Het recht ${fact(data, 'scope', 'dat Instantly hier vraagt')} ontbreekt.`,
    todo: 'Maak een sleutel met alle rechten die onder “Waar vind ik een sleutel?” staan, en voeg die hier toe.',
    action: 'Nieuwe sleutel',
  }),
  KEY_OF_OTHER_WORKSPACE: (data) => ({
    what: 'Deze sleutel hoort bij een andere Instantly-workspace.',
    means: `De sleutel hoort bij ${fact(data, 'belongsTo', 'een andere workspace')}. Klanten worden nooit gemengd, dus is de sleutel hier niet opgeslagen.`,
    todo: 'Plak een sleutel van de workspace van deze klant, of voeg die workspace toe als eigen klant.',
  }),
  KEY_UNCHANGED: () => ({
    what: 'Deze sleutel staat hier al.',
    means: 'Een sleutel wordt vervangen door een nieuwe. Er is niets gewijzigd.',
    todo: 'Maak in Instantly een nieuwe sleutel en plak die.',
  }),
  KEYS_LOCKED: () => ({
    what: 'De sleutels zijn vergrendeld.',
    means: 'Er wordt niets verstuurd tot je ze ontgrendelt. Lopende exports wachten en verliezen niets.',
    todo: 'Vul je wachtwoordzin in.',
    action: 'Ontgrendelen',
  }),
  PASSPHRASE_WRONG: () => ({
    what: 'De wachtwoordzin klopt niet.',
    means: 'De sleutels blijven vergrendeld.',
    todo: 'Controleer hoofdletters en toetsenbordindeling en probeer het opnieuw.',
  }),
  KEYRING_UNREADABLE: (data) => ({
    what: 'De API-sleutel kan niet uit de sleutelhanger van deze computer worden gelezen.',
    means:
      data.reason === 'damaged'
        ? 'De opgeslagen sleutel hoort niet bij de sleutelhanger van deze computer. Dat gebeurt als gegevens van een andere computer komen.'
        : 'De sleutelhanger is vergrendeld, ontbreekt of weigerde Sendoff.',
    todo: 'Ontgrendel de sleutelhanger en probeer het opnieuw, of voeg de sleutel opnieuw toe.',
    action: again,
  }),
  CLIENT_NAME_TAKEN: () => ({
    what: 'Deze workspace heeft al een klant met deze naam.',
    means: 'Twee klanten met dezelfde naam in één workspace zijn niet uit elkaar te houden. Er is niets gewijzigd.',
    todo: 'Kies een andere naam.',
  }),
  WORKSPACE_ARCHIVED: () => ({
    what: 'Deze klant is gearchiveerd.',
    means: 'Voor gearchiveerde klanten wordt niets gesynchroniseerd of verstuurd.',
    todo: 'Zet de klant eerst terug in de instellingen.',
    action: 'Instellingen openen',
  }),
  ...demoErrorsNl,

  RATE_LIMIT_EXCEEDED: () => ({
    what: 'De limiet van Instantly is bereikt.',
    means: 'Deze workspace heeft te veel verzoeken gedaan, misschien via een andere tool. Er gaat niets verloren.',
    todo: 'Wacht een minuut en probeer het opnieuw. Exports passen hun tempo automatisch aan.',
    action: again,
  }),
  API_UNAVAILABLE: (data) => ({
    what: 'Instantly heeft op dit moment een storing.',
    means: `Meerdere pogingen mislukten${data.status ? `, de laatste met status ${String(data.status)}` : ''}. Er is niets gewijzigd.`,
    todo: 'Probeer het over een paar minuten opnieuw.',
    action: again,
  }),
  API_OFFLINE: () => ({
    what: 'Geen verbinding met Instantly.',
    means: 'Je kunt alles nog bekijken en er gaat niets verloren.',
    todo: 'Controleer het netwerk en probeer het dan opnieuw. Exports en e-mails die wachten, gaan automatisch verder zodra er verbinding is.',
    action: again,
  }),
  API_REFUSED: (data) => ({
    what: 'Instantly heeft dit geweigerd.',
    means: `${said(data) || 'Instantly gaf geen reden.'}${data.status ? ` Status ${String(data.status)}.` : ''}`,
    todo: 'Pas aan wat Instantly noemt en probeer het opnieuw.',
    action: again,
  }),
  API_ANSWER_UNREADABLE: () => ({
    what: 'Instantly stuurde een antwoord dat Sendoff niet kan lezen.',
    means: 'Misschien kwam het antwoord van een proxy of een inlogpagina.',
    todo: 'Controleer het netwerk en probeer het dan opnieuw.',
    action: again,
  }),
  OUTCOME_UNKNOWN: () => ({
    what: 'Er kwam geen antwoord van Instantly.',
    means: 'Het is niet bekend of het verzoek is uitgevoerd. Het wordt niet blind opnieuw verstuurd.',
    todo: 'Je hoeft niets te doen. Sendoff controleert eerst bij Instantly wat er is aangekomen.',
  }),
  CAMPAIGN_NOT_FOUND: () => ({
    what: 'De campagne staat niet meer in Instantly.',
    means: 'Daar verwijderd, of van een andere workspace. Het exportrapport blijft hier.',
    todo: 'Kies een andere campagne of maak een nieuwe.',
    action: 'Campagne kiezen',
  }),
  LEAD_LIST_NOT_FOUND: () => ({
    what: 'De leadlijst staat niet meer in Instantly.',
    means: 'Daar verwijderd, of van een andere workspace. Het exportrapport blijft hier.',
    todo: 'Kies een andere leadlijst of maak een nieuwe.',
    action: 'Leadlijst kiezen',
  }),
  REST_MISSED: (data) => restMissedNl(data),
  CAMPAIGN_GONE: () => ({
    what: 'Deze campagne staat niet meer in Instantly.',
    means: 'De campagne is daar verwijderd. E-mails, cijfers en gebeurtenissen blijven hier.',
    todo: 'Maak van de lijst een nieuwe campagne om deze leads weer te mailen.',
  }),
  ACCOUNT_GONE: (data) => ({
    what: `${fact(data, 'email', 'Het verzendaccount')} staat niet meer in Instantly.`,
    means: 'Het is daar verwijderd of naar een andere workspace verplaatst. De cijfers blijven hier.',
    todo: 'Haal het uit de campagnes die het nog noemen.',
  }),
  ACCOUNT_NOT_CHANGED: () => ({
    what: 'Instantly antwoordde, maar het account is niet zoals gevraagd.',
    means: 'Het is daarna opnieuw gelezen en staat er nog net zo voor.',
    todo: 'Kijk wat Instantly over het account zegt, los dat eerst op en probeer het dan opnieuw.',
  }),
  SYNC_FAILED: (data) => ({
    what: 'De cijfers per dag en per stap van deze campagne zijn niet gesynchroniseerd.',
    means:
      `De totalen zijn actueel; de cijfers per dag en per stap zijn van de vorige synchronisatie. ${said(data)}`.trim(),
    todo: 'Synchroniseer opnieuw. Lukt het niet, dan staat in het API-log wat Instantly antwoordde.',
    action: 'Synchroniseren',
  }),

  FILE_NOT_FOUND: (data) => ({
    what: data.fileName ? `${file(data)} is er niet meer.` : 'Het bestand staat niet op deze computer.',
    means: 'Het is verplaatst of verwijderd, of het stond niet op deze computer.',
    todo: 'Sla het op deze computer op en importeer het opnieuw.',
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
            ? 'De werkmap is uitgepakt te groot voor een leadlijst.'
            : 'Het systeem weigert het te openen; misschien is het in gebruik of heb je geen leesrechten.',
    todo: 'Sluit andere programma’s die het gebruiken of sla een kopie op, en probeer het opnieuw.',
    action: chooseFile,
  }),
  FILE_TYPE_UNKNOWN: (data) => ({
    what: `${file(data)} is geen CSV- of Excel-bestand.`,
    means: data.looksLike
      ? `Het lijkt op ${kinds[String(data.looksLike)]?.name ?? String(data.looksLike)}${atLine(data)}.`
      : 'Sendoff leest CSV-bestanden, bestanden met tabs en Excel-werkmappen (.xlsx).',
    todo: (kinds[String(data.looksLike)] ?? fileKindsNl.binary).todo,
    action: chooseFile,
  }),
  FILE_EMPTY: (data) => ({
    what: `${file(data)} is leeg.`,
    means: 'Er staan geen kopregel en geen rijen in.',
    todo: 'Controleer de export uit de bron en importeer het bestand opnieuw.',
    action: chooseFile,
  }),
  FILE_NO_ROWS: (data) => ({
    what: `${file(data)} heeft een kopregel maar geen rijen.`,
    means: 'Er zijn geen leads om te importeren.',
    todo: 'Controleer het filter van de export uit de bron en importeer het bestand opnieuw.',
    action: chooseFile,
  }),
  FILE_UNCLOSED_QUOTE: (data) => ({
    what: `${file(data)} heeft een aanhalingsteken dat niet wordt gesloten.`,
    means: `Het opent${atLine(data) || ' ergens'}, en alles daarna zou één cel zijn. Er is niets geïmporteerd.`,
    todo: 'Corrigeer die regel, of exporteer het bestand opnieuw uit het bronprogramma.',
    action: chooseFile,
  }),
  FILE_UNDECODABLE: (data) => ({
    what: `${file(data)} bevat tekens die Sendoff niet kan lezen.`,
    means: `Het is geen zuivere ${fact(data, 'encoding', 'tekst')}${atLine(data)}. Met een gok worden namen onleesbaar.`,
    todo:
      data.marked === false
        ? 'Kies de codering waarin het is opgeslagen, of sla het op als “CSV UTF-8” en importeer het opnieuw.'
        : 'Sla het op als “CSV UTF-8” en importeer het opnieuw.',
    action: chooseFile,
  }),
  FILE_TOO_WIDE: (data) => ({
    what: `${file(data)} heeft te veel kolommen.`,
    means: `Het zijn er ${fact(data, 'columns', 'meer dan 1.000')}; Sendoff neemt er maximaal 1.000.`,
    todo: 'Verwijder de kolommen die je niet nodig hebt en importeer het opnieuw.',
    action: chooseFile,
  }),
  FILE_CHANGED: (data) => ({
    what: `${file(data)} is gewijzigd nadat het werd geopend.`,
    means: 'De inhoud is niet meer wat je hebt gecontroleerd. Er is niets opgeslagen.',
    todo: 'Open het opnieuw en bekijk het nog een keer.',
    action: chooseFile,
  }),
  IMPORT_NO_ADDRESS: (data) => ({
    what: `${file(data)} heeft in geen enkele rij een e-mailadres.`,
    means: 'Zonder adressen is er niemand om te mailen. Er is geen lijst gemaakt.',
    todo: 'Kies “E-mail” voor een andere kolom, of voeg eerst adressen toe, bijvoorbeeld met een verrijkingsdienst.',
    action: 'Kolommen bekijken',
  }),
  LIST_BUSY: (data) => ({
    what: `In ${fact(data, 'list', 'de lijst')} wordt nu een bestand of een variant opgeslagen of ongedaan gemaakt.`,
    means: 'Tot dat klaar is, kun je de lijst niet wijzigen of exporteren. Er is niets gewijzigd.',
    todo: 'Probeer het zo meteen opnieuw.',
    action: 'Opnieuw proberen',
  }),
  PERSON_BEING_EXPORTED: () => ({
    what: 'Een export die nog niet klaar is, bevat deze persoon.',
    means: 'Nu wissen kan een halve lead overlaten, dus er wordt gewacht. Hier is nog niets van de persoon gewist.',
    todo: 'Laat de export aflopen of annuleer hem. Wissen dat al begonnen is, gaat daarna automatisch door.',
    action: 'Opnieuw proberen',
  }),
  PERSON_IS_ACCOUNT: () => ({
    what: 'Dit is het adres van een van je verzendaccounts.',
    means: 'Het staat in elke e-mail die je verstuurde en kan niet als persoon worden gewist. Er is niets gewijzigd.',
    todo: 'Verwijder het account bij Instantly als je het niet meer gebruikt.',
    action: 'Accounts bekijken',
  }),
  LEADS_TOO_MANY: () => ({
    what: 'Deze klant heeft meer leads bij Instantly dan automatisch worden gesynchroniseerd.',
    means: 'Er is niets verloren. De controles gebruiken de laatst gesynchroniseerde leads.',
    todo: 'Synchroniseer ze zelf, of verhoog het maximum onder Instellingen, Blokkeerlijst.',
    action: 'Nu synchroniseren',
  }),
  MAPPING_NO_EMAIL: () => ({
    what: 'Er is geen kolom voor het e-mailadres gekozen.',
    means: 'Instantly heeft voor elke lead een e-mailadres nodig.',
    todo: 'Kies “E-mail” voor de kolom waar het in staat.',
  }),
  MAPPING_TARGET_TWICE: (data) => ({
    what: 'Twee kolommen zijn aan hetzelfde veld gekoppeld.',
    means: `Maar één kan ${fact(data, 'target', 'het')} vullen.`,
    todo: 'Kies een ander veld voor een van de twee, of laat die weg.',
  }),
  MAPPING_NAME_INVALID: (data) => ({
    what: `${data.name ? `“${String(data.name)}”` : 'Dit'} kan niet de naam van een variabele zijn.`,
    means: 'Een naam begint met een letter en heeft alleen letters, cijfers en liggende streepjes, maximaal 64.',
    todo: 'Geef een andere naam.',
  }),

  NO_VERIFIED_LEADS: () => ({
    what: 'Geen enkele lead van deze lijst kan worden geëxporteerd.',
    means: 'Ze zijn allemaal uitgesloten: geen adres, een fout adres, dubbel of niet geverifieerd.',
    todo: 'Bekijk de redenen in de lijst, of importeer een ander bestand.',
    action: 'Lijst openen',
  }),
  EXPORT_TIMEOUT: () => ({
    what: 'De export kwam 10 minuten lang niet vooruit.',
    means: 'Hij is gepauzeerd. Wat is aangekomen staat in het exportrapport. Er wordt niets dubbel geëxporteerd.',
    todo: 'Controleer of Instantly werkt en hervat de export.',
    action: 'Hervatten',
  }),
  EXPORT_NOT_POSSIBLE_NOW: () => ({
    what: 'Dat kan niet bij de huidige status van deze export.',
    means: 'Hij is intussen klaar, gestopt of gestart.',
    todo: 'Bekijk de status in het exportrapport.',
  }),
  LEAD_LIST_CREATION_UNCLEAR: (data) => ({
    what: 'Het is niet zeker of de leadlijst is aangemaakt.',
    means: `Er kwam geen antwoord, en ${
      Number(data.candidates ?? 0) > 0 ? 'meerdere leadlijsten hebben deze naam' : 'er is geen met die naam gevonden'
    }. Er is geen lead geëxporteerd.`,
    todo: 'Kijk in Instantly en kies de juiste leadlijst.',
    action: 'Beslissen',
  }),
  CAMPAIGN_CREATION_UNCLEAR: (data) => ({
    what: 'Het is niet zeker of de campagne is aangemaakt.',
    means: `Er kwam geen antwoord, en ${
      Number(data.candidates ?? 0) > 0 ? 'meerdere campagnes hebben deze naam' : 'er is geen met die naam gevonden'
    }. Er is geen lead geëxporteerd.`,
    todo: 'Kijk in Instantly en kies de juiste campagne.',
    action: 'Beslissen',
  }),

  ...sharedMemoryErrorsNl,
  ...supabaseErrorsNl,
  ...writeBackErrorsNl,
  ...inboxErrorsNl,
  ...sequenceErrorsNl,
  ...experimentErrorsNl,
  ...modelErrorsNl,
  ...reportErrorsNl,
  ...saveErrorsNl,
  ...relayErrorsNl,
  ...campaignErrorsNl,
  ...crmErrorsNl,
  BACKUP_FAILED: (data) => ({
    what: 'De back-up kon niet worden gemaakt.',
    means: `Eerdere kopieën zijn er nog. De reden was ${String(data.reason ?? 'onbekend')}.`,
    todo: 'Probeer het opnieuw. Blijft het zo, kies dan een andere map en kijk in het logbestand.',
    action: again,
  }),
  BACKUP_NO_SPACE: (data) => ({
    what: 'Er is geen ruimte voor deze back-up.',
    means: data.neededMb
      ? `Er is ${n(Number(data.neededMb))} MB nodig${data.freeMb === undefined ? '' : `; vrij is ${n(Number(data.freeMb))} MB`}. Er is niets gewijzigd.`
      : 'De schijf is vol. Er is niets gewijzigd.',
    todo: 'Maak ruimte vrij, of kies een map op een andere schijf.',
  }),
  BACKUP_FOLDER_GONE: () => ({
    what: 'De map voor back-ups is er niet.',
    means: 'Misschien is de schijf niet aangesloten. Er is geen kopie gemaakt.',
    todo: 'Sluit de schijf aan, of kies een andere map.',
  }),
  BACKUP_FOLDER_INSIDE: () => ({
    what: 'Back-ups kunnen niet in de gegevensmap staan.',
    means: 'Wat de ene overkomt, zou ook de andere overkomen.',
    todo: 'Kies een andere map, het liefst op een andere schijf.',
  }),
  BACKUP_UNREADABLE: () => ({
    what: 'Dit bestand is geen volledige back-up van Sendoff.',
    means: 'Het is beschadigd of iets anders. Er is niets gewijzigd.',
    todo: 'Kies een andere kopie.',
  }),
  PAUSED_AFTER_RESTORE: () => ({
    what: 'Gepauzeerd sinds de back-up is teruggezet.',
    means: 'Sendoff vergelijkt eerst met Instantly, zodat er niets dubbel uitgaat. Er is nu niets verstuurd.',
    todo: 'Bij Instellingen, Back-ups staat wat gepauzeerd is. Daar hervat je het.',
    action: 'Back-ups openen',
  }),
  APP_LOCKED: () => ({
    what: 'Sendoff is vergrendeld.',
    means: 'Er wordt niets getoond tot je ontgrendelt. Het werk op de achtergrond gaat door.',
    todo: 'Voer de wachtwoordzin van de vergrendeling in.',
  }),
  APP_LOCK_WRONG: (data) => ({
    what:
      data.reason === 'wait'
        ? 'Te veel foute pogingen.'
        : data.reason === 'damaged'
          ? 'Het bestand van de vergrendeling is niet leesbaar.'
          : 'Dat is niet de wachtwoordzin.',
    means:
      data.reason === 'wait' ? `De volgende poging kan over ${data.seconds} seconden.` : 'Sendoff blijft vergrendeld.',
    todo:
      data.reason === 'wait'
        ? 'Wacht en probeer het daarna opnieuw.'
        : data.reason === 'damaged'
          ? `Sluit Sendoff af en verwijder ${data.file ?? 'lock.json'}.`
          : 'Controleer hoofdletters en toetsenbordindeling en probeer het opnieuw.',
  }),
  CLIENT_PAUSED: () => ({
    what: 'Gepauzeerd in Sendoff.',
    means:
      'Je hebt deze klant of alles gepauzeerd. Tot je hervat gaat er niets uit en wordt er niets opgehaald; er gaat niets verloren.',
    todo: 'Hervat op de pagina van de klant, in de regel bovenaan of in het systeemvak.',
    action: 'Hervatten',
  }),
  CLIENT_FILE_UNREADABLE: () => ({
    what: 'Deze map bevat geen volledige klant van Sendoff.',
    means:
      'Er ontbreekt een bestand, het is gewijzigd, of het komt van een nieuwere Sendoff. Er is niets van overgenomen.',
    todo: 'Kies de map met manifest.json, zoals die is geëxporteerd.',
  }),
  CLIENT_ALREADY_HERE: () => ({
    what: 'Deze klant is er al.',
    means: 'De Instantly-workspace hoort bij een klant op deze computer. Twee kopieën zouden alles dubbel doen.',
    todo: 'Verwijder eerst de klant op deze computer als de map de betere is.',
  }),
  CLIENT_FILE_BUSY: () => ({
    what: 'Er wordt al een andere klant geëxporteerd of geïmporteerd.',
    means: 'Dat kan maar één tegelijk.',
    todo: 'Wacht tot dat klaar is, of annuleer het.',
  }),
  STORE_LOCKED: () => ({
    what: 'Sendoff kan zijn gegevens niet openen.',
    means:
      'Een ander programma gebruikt het bestand, of er zijn geen schrijfrechten voor de map. Er is niets beschadigd.',
    todo: 'Sluit andere kopieën van Sendoff en synchronisatie- of back-upprogramma’s en start dan opnieuw.',
    action: openData,
  }),
  STORE_CORRUPT: () => ({
    what: 'Het gegevensbestand van Sendoff is beschadigd.',
    means: 'Er is niets verwijderd en er wordt niets overschreven.',
    todo: 'Zet hieronder een back-up terug. Het beschadigde bestand blijft in de gegevensmap, onder backups.',
    action: openData,
  }),
  STORE_FULL: () => ({
    what: 'De schijf is vol.',
    means: 'Er kan niets worden opgeslagen, dus wordt er niets verstuurd. Opgeslagen gegevens zijn veilig.',
    todo: 'Maak ruimte vrij en start Sendoff dan opnieuw.',
    action: openData,
  }),
  STORE_NEWER: () => ({
    what: 'Deze gegevens horen bij een nieuwere versie van Sendoff.',
    means: 'Deze versie kan ze niet lezen en wijzigt niets.',
    todo: 'Installeer de nieuwste versie en start opnieuw.',
    action: openData,
  }),
  STORE_MIGRATION_FAILED: () => ({
    what: 'Sendoff kon de gegevens niet bijwerken voor deze versie.',
    means: 'Er is vooraf een kopie gemaakt en er is niets verloren.',
    todo: 'Werk verder met de vorige versie en stuur ons het logbestand.',
    action: openData,
  }),
}
