/** Stored next to the files, for people who open the folder without Sendoff. */
export const readme = `One client of Sendoff, whole, as of the moment named in manifest.json.

csv/      For people and spreadsheets. UTF-8, comma, one line of headings.
          leads.csv            every row of every list: values, the check it is at, the row of the file
          campaigns.csv        campaigns with their totals as Instantly last told them
          emails.csv           every email in full
          events.csv           what happened, when, to whom, in which campaign
          export-results.csv   every lead of every export and what became of it
          opt-outs.csv         who must not be written to, since when and why
          archived-leads.csv   leads of archived campaigns as Instantly had them (JSON in the last column)
          archived-emails.csv  emails of archived campaigns as Instantly had them (JSON in the last column)

data/     For programs, and for Sendoff: Settings > Clients > Import a client. One file a table, one JSON object a line,
          column names as in Sendoff's store. {"base64": "..."} stands for bytes. Times are ISO 8601 or milliseconds since
          1970. event_payload.jsonl has each event as it was received.

reports/  Reports that were still where they had been saved.

manifest.json  format, version, and for each file its number of rows and its SHA-256.

Not in here: API keys and other secrets, how relays and Supabase were connected, the copy of the leads at Instantly.
`
