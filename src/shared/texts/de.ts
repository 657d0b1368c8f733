/**
 * German texts of the interface: formal "Sie", plain and short, the fact first. Every term has one translation:
 *
 * client Kunde · workspace Workspace · API key API-Schlüssel, Schlüssel · scope Berechtigung · lead Lead · list Liste ·
 * column Spalte · mapping Zuordnung · variable Variable · checks Prüfungen · verification Verifizierung ·
 * block list Sperrliste · opt-out Abmeldung, abgemeldet · blackout date Sperrtag · campaign Kampagne ·
 * sequence Sequenz · subsequence Subsequenz · follow-up Follow-up · email E-Mail · sending account Absenderkonto, Konto ·
 * reply Antwort · bounce Bounce · contacted kontaktiert · interested interessiert · state Status ·
 * export Export, exportieren · plan (before an export) Plan · plan (what is paid) Tarif · export report Exportbericht ·
 * skipped übersprungen · excluded ausgeschlossen · failed fehlgeschlagen · pause anhalten · resume fortsetzen ·
 * stop stoppen · cancel abbrechen · undo rückgängig machen · remove entfernen · restore wiederherstellen ·
 * sync synchronisieren · classify klassifizieren · category Kategorie · assigned to zuständig · priority Priorität ·
 * needs attention Handlungsbedarf · timeline Verlauf · limit Limit · log Protokoll · passphrase Passphrase ·
 * keychain Schlüsselbund · backup Sicherung · save speichern · upload hochladen
 *
 * The texts are in `de`, one JSON file per group of screens; README.md in this folder explains how to edit them.
 */

import { textsOfCatalogues } from './catalogue.ts'
import * as catalogues from './de/catalogues.ts'
import { deInCode } from './de/in-code.ts'
import type { Texts } from './en.ts'

export const de = textsOfCatalogues('de', ...Object.values(catalogues), deInCode) as Texts
