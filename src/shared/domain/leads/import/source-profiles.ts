/**
 * Known exports of other tools. Their marks are headers, in the form `headerKey` returns, that hardly any other file
 * has in combination.
 */

export const sourceIds = [
  'apollo',
  'gosom_google_maps',
  'outscraper_google_maps',
  'apify_google_maps',
  'google_maps_scraper',
  'phantombuster_search',
  'phantombuster_likers',
  'linkedin_connections',
  'hubspot',
  'pipedrive',
  'salesforce',
  'zoho',
  'facebook_lead_ads',
  'google_ads',
  'smartlead',
  'instantly',
  'google_contacts',
  'outlook_contacts',
  'thunderbird_contacts',
  'hunter',
  'zoominfo',
  'mailchimp',
] as const
export type SourceId = (typeof sourceIds)[number]

export type SourceProfile = {
  readonly id: SourceId
  readonly marks: readonly string[]
  /** Minimum number of marks that must be present. */
  readonly atLeast: number
  /** Marks that must all be present. */
  readonly needs?: readonly string[]
  /** Marks of which at least one must be present, because the others are found in many files. */
  readonly oneOf?: readonly string[]
  /**
   * Columns of this source that look like something else: `left_out`, a field, or `$variable`. If two have the same
   * target, the one listed first is used and the other is left out.
   */
  readonly columns?: Readonly<Record<string, string>>
}

const splitWordLines = (...lines: readonly string[]): readonly string[] => lines.flatMap((line) => line.split('|'))
const mapNamesTo = (names: string, target: string): Readonly<Record<string, string>> =>
  Object.fromEntries(names.split('|').map((name) => [name, target]))

export const sourceProfiles: readonly SourceProfile[] = [
  {
    id: 'apollo',
    marks: splitWordLines(
      'company name for emails|email status|email confidence|seniority|departments|corporate phone|work direct phone',
      'stage|lists|last contacted|employees|person linkedin url|company linkedin url|technologies|annual revenue',
      'total funding|latest funding|number of retail locations|apollo contact id|apollo account id',
    ),
    atLeast: 6,
    columns: mapNamesTo(
      'email sent|email open|replied|demoed|stage|lists|keywords|qualify contact|proceed|do not call|primary email source|primary email verification source|email confidence|seo description',
      'left_out',
    ),
  },
  {
    id: 'gosom_google_maps',
    marks: splitWordLines(
      'input id|link|title|category|open hours|popular times|plus code|review count|review rating|reviews per rating',
      'cid|descriptions|reviews link|data id|place id|complete address|user reviews|user reviews extended|emails',
    ),
    atLeast: 9,
    columns: {
      ...mapNamesTo(
        'link|status|descriptions|owner|about|menu|images|order online|reservations|timezone|price range|input id|thumbnail',
        'left_out',
      ),
      title: 'company_name',
      emails: 'email',
      category: '$category',
      address: '$address',
      'review rating': '$rating',
      'review count': '$reviews',
    },
  },
  {
    id: 'outscraper_google_maps',
    marks: splitWordLines(
      'query|name for emails|site|subtypes|full address|borough|us state|h3|area service|reviews tags|reviews per score',
      'working hours old format|owner title|reservation links|booking appointment link|location link|google id|kgmid',
      'reviews id|located google id|email 1|email 1 emails validator status|website generator|range|business status',
    ),
    atLeast: 6,
    columns: {
      ...mapNamesTo(
        'query|type|owner title|owner link|verified|description|website title|website description|about|range|status|phone 1|phone 2|phone 3|located in|business status',
        'left_out',
      ),
      'name for emails': 'company_name',
      name: 'company_name',
      site: 'website',
      phone: 'phone',
      category: '$category',
      'full address': '$address',
      'email 1': 'email',
      'email 1 first name': 'first_name',
      'email 1 last name': 'last_name',
      'email 1 title': 'job_title',
    },
  },
  {
    id: 'apify_google_maps',
    marks: splitWordLines(
      'title|total score|reviews count|street|city|state|country code|website|phone|category name|url|place id',
    ),
    needs: ['total score', 'category name'],
    atLeast: 5,
    columns: { title: 'company_name', 'total score': '$rating', 'category name': '$category', url: 'left_out' },
  },
  {
    id: 'phantombuster_search',
    marks: splitWordLines(
      'profile url|full name|company id|company url|regular company url|summary|title description|duration in role',
      'duration in company|past experience company name|connection degree|shared connections count|vmid|is premium',
      'is open link|default profile url|linked in profile url',
    ),
    atLeast: 6,
    columns: mapNamesTo(
      'name|query|summary|company url|company id|title description|timestamp|profile image url',
      'left_out',
    ),
  },
  {
    id: 'phantombuster_likers',
    marks: splitWordLines(
      'profile link|posts url|degree|source user id|member id|occupation|has liked|is processed|has commented|comments',
      'last commented at|comment url|is from post author|post content|post url|reaction type',
    ),
    atLeast: 4,
    columns: {
      ...mapNamesTo('comments|post content|posts url|degree|timestamp|comment url', 'left_out'),
      'profile link': '$linkedin_url',
      occupation: 'job_title',
    },
  },
  {
    id: 'linkedin_connections',
    marks: splitWordLines('first name|last name|url|email address|company|position|connected on'),
    needs: ['connected on'],
    atLeast: 5,
    columns: { url: '$linkedin_url', 'connected on': 'left_out' },
  },
  {
    id: 'hubspot',
    marks: splitWordLines(
      'record id|contact owner|lead status|create date|last modified date|lifecycle stage|associated company',
      'last activity date|marketing contact status|associated company ids|primary company|original source|contact id',
    ),
    needs: ['record id'],
    atLeast: 3,
    columns: {
      ...mapNamesTo(
        'lead status|lifecycle stage|contact owner|create date|marketing contact status|original source',
        'left_out',
      ),
    },
  },
  {
    id: 'pipedrive',
    marks: splitWordLines(
      'person id|person name|person email|person phone|person organization|person owner|person label|organization name',
      'organization id|organization address|person email work|person phone work|deal title|person open deals',
      'person closed deals|person won deals',
    ),
    atLeast: 3,
    columns: mapNamesTo('person owner|deal title', 'left_out'),
  },
  {
    id: 'salesforce',
    marks: splitWordLines(
      'account name|mailing city|mailing state province|mailing zip postal code|mailing street|mailing country',
      'last activity|lead source|contact id|account id|lead id|owner id|has opted out of email|is converted|rating',
      'company account|lead owner|contact owner|created date|last modified date',
    ),
    atLeast: 3,
    columns: mapNamesTo('lead source|status|rating|contact owner|lead owner|owner id', 'left_out'),
  },
  {
    id: 'zoho',
    marks: splitWordLines(
      'lead name|lead source|lead owner|lead status|email opt out|no of employees|secondary email|created by',
    ),
    needs: ['lead owner'],
    atLeast: 4,
    columns: mapNamesTo('lead source|lead status|lead owner|created by|rating', 'left_out'),
  },
  {
    id: 'facebook_lead_ads',
    marks: splitWordLines(
      'created time|ad id|ad name|adset id|adset name|campaign id|campaign name|form id|form name|is organic|platform',
    ),
    atLeast: 4,
    columns: mapNamesTo(
      'ad name|adset name|campaign name|form name|platform|is organic|created time|lead status',
      'left_out',
    ),
  },
  {
    id: 'google_ads',
    marks: splitWordLines(
      'google click id|gcl id|gclid|conversion time|conversion value|conversion currency|conversion name|user email|user phone|lead form id',
    ),
    atLeast: 3,
  },
  {
    id: 'smartlead',
    marks: splitWordLines(
      'email|first name|last name|company name|company domain|title|situation line|value line|cta line|linkedin url',
    ),
    needs: ['company domain'],
    oneOf: splitWordLines('situation line|value line|cta line'),
    atLeast: 6,
  },
  {
    id: 'google_contacts',
    marks: splitWordLines(
      'given name|family name|additional name|yomi name|group membership|labels|email 1 type|email 1 label|email 1 value',
      'phone 1 type|phone 1 label|phone 1 value|organization 1 name|organization name|organization title|photo|file as',
    ),
    needs: ['email 1 value'],
    atLeast: 3,
    columns: {
      ...mapNamesTo(
        'email 1 type|email 2 type|email 1 label|email 2 label|phone 1 type|phone 1 label|group membership|labels|photo|file as|nickname|name prefix|name suffix',
        'left_out',
      ),
      'first name': 'first_name',
      'given name': 'first_name',
      'family name': 'last_name',
    },
  },
  {
    id: 'outlook_contacts',
    marks: splitWordLines(
      'email address|email type|email display name|email 2 address|email 3 address|business phone|business phone 2',
      'business street|business city|home street|home city|company main phone|assistant s phone|middle name|web page',
      'given yomi|surname yomi|categories|personal web page',
    ),
    atLeast: 5,
    columns: mapNamesTo(
      'title|email type|email display name|email 2 type|email 2 display name|nickname|suffix|categories|initials|notes',
      'left_out',
    ),
  },
  {
    id: 'thunderbird_contacts',
    marks: splitWordLines(
      'display name|nickname|primary email|secondary email|screen name|pager number|fax number|work zip code|home zip code',
      'web page 1|web page 2|custom 1|custom 2|birth year|home address 2',
    ),
    atLeast: 6,
    columns: mapNamesTo('nickname|screen name|notes|custom 1|custom 2|custom 3|custom 4|web page 2', 'left_out'),
  },
  {
    id: 'hunter',
    marks: splitWordLines(
      'email address|domain name|organization|confidence score|number of sources|pattern|type|verification status',
    ),
    needs: ['confidence score'],
    atLeast: 4,
    columns: mapNamesTo('type|pattern|confidence score|number of sources', 'left_out'),
  },
  {
    id: 'zoominfo',
    marks: splitWordLines(
      'zoom info contact id|zoominfo contact id|job title hierarchy level|management level|contact accuracy score',
      'direct phone number|email domain|department|zoom info company id|zoominfo company id|last job change type',
    ),
    atLeast: 3,
  },
  {
    id: 'mailchimp',
    marks: splitWordLines(
      'email address|member rating|optin time|optin ip|confirm time|confirm ip|gmtoff|dstoff|last changed|leid|euid',
      'unsub time|unsub campaign title|clean time|clean campaign title|tags',
    ),
    needs: ['euid'],
    atLeast: 5,
    columns: mapNamesTo(
      'member rating|optin ip|confirm time|confirm ip|latitude|longitude|gmtoff|dstoff|timezone|cc|region|last changed|leid|euid|notes|tags|unsub campaign title|unsub reason|unsub reason other|clean campaign title',
      'left_out',
    ),
  },
  {
    id: 'instantly',
    marks: splitWordLines(
      'email|first name|last name|company name|personalization|lead status|interest status|lt interest status|status summary',
    ),
    atLeast: 4,
    needs: ['email'],
    oneOf: splitWordLines('personalization|interest status|lt interest status|status summary'),
  },
]
