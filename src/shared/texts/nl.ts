/**
 * Dutch texts of the interface: informal "je", plain and short, the fact first. Every term has one translation:
 *
 * client klant · workspace workspace · API key API-sleutel, sleutel · scope recht · lead lead · list lijst ·
 * column kolom · mapping koppeling · variable variabele · fallback fallback · opt-out afmelding · block list blokkeerlijst ·
 * excluded uitgesloten · skipped overgeslagen · not exported niet geëxporteerd · failed mislukt · checks controles ·
 * campaign campagne · sequence sequentie · subsequence vervolgsequentie · follow-up follow-up · email e-mail ·
 * sending account verzendaccount · mailbox mailbox · reply antwoord · contacted benaderd · bounced gebounced · opens opens ·
 * export (also the button) exporteren · plan (before an export) plan · plan (what is paid) abonnement ·
 * export report exportrapport · undo export weer verwijderen uit Instantly · sync synchroniseren · state status ·
 * pause pauzeren · resume hervatten · undo ongedaan maken · save opslaan · remove verwijderen · restore terugzetten ·
 * classified geclassificeerd · priority prioriteit · log log, logbestand · API calls API-verzoeken · passphrase wachtwoordzin ·
 * keychain sleutelhanger · backup back-up · upload uploaden · blackout dates feestdagen en vrije dagen
 *
 * The texts are in `nl`, one JSON file per group of screens; README.md in this folder explains how to edit them.
 */

import { textsOfCatalogues } from './catalogue.ts'
import type { Texts } from './en.ts'
import * as catalogues from './nl/catalogues.ts'
import { nlInCode } from './nl/in-code.ts'

export const nl = textsOfCatalogues('nl', ...Object.values(catalogues), nlInCode) as Texts
